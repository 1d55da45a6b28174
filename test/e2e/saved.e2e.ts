import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Workbench } from './workbench';

let workbench: Workbench;
beforeAll(async () => {
  workbench = await Workbench.open();
});
afterAll(() => workbench.close());

test('the losses and the picture of a chart say where they were saved, and open from there', async () => {
  await workbench.command('Loss Lab: Open');
  const { page, panel } = workbench;
  await panel.locator('#form-steps').fill('20');
  await panel.locator('.experiment button[type=submit]').click();
  await panel.locator('.run-status', { hasText: '20 / 20' }).waitFor({ timeout: 60_000 });
  for (const [button, file] of [
    ['Save every step of these runs (CSV)', 'losses.csv'],
    ['Save the picture (PNG)', 'loss.png'],
  ]) {
    const path = join(workbench.serverData, 'workspace', file);
    await panel.locator('.loss-chart').getByRole('button', { name: button }).click();
    const dialog = page.locator('.quick-input-widget input').first();
    await expect.poll(() => dialog.inputValue()).toBe(path);
    await dialog.press('Enter');
    const message = page.locator('.notifications-toasts .notification-list-item', { hasText: `Saved as ${path}` });
    await message.waitFor({ timeout: 30_000 });
    await workbench.screenshot(`saved-${file.split('.')[1]}`);
    expect((await readFile(path)).length).toBeGreaterThan(100);
    await message.getByRole('button', { name: 'Open' }).click();
    await page.locator('.tabs-container .tab.active', { hasText: file }).waitFor({ timeout: 30_000 });
    await page.locator('.tabs-container .tab', { hasText: 'Loss Lab' }).click();
  }
});
