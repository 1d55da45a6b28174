import { afterAll, beforeAll, expect, test } from 'vitest';
import { Workbench } from './workbench';

let workbench: Workbench;

beforeAll(async () => {
  workbench = await Workbench.open();
});
afterAll(() => workbench.close());

/** Covers the panel, which ends its page, and comes back to it. */
async function coverAndComeBack() {
  const pages = workbench.panel.locator('.page');
  await workbench.command('File: New Untitled Text File');
  await expect.poll(() => pages.count(), { timeout: 30_000 }).toBe(0);
  await workbench.command('View: Close Editor');
  await pages.first().waitFor({ state: 'attached', timeout: 30_000 });
}

test('what took long is there again when the panel was covered, and nothing is asked anew', async () => {
  await workbench.command('Loss Lab: Open');
  const { panel } = workbench;
  const show = (name: string) => panel.getByRole('tab', { name, exact: true }).click();
  await panel.locator('#form-steps').fill('300');
  await panel.locator('.experiment button[type=submit]').click();
  await panel.locator('.run-status', { hasText: '300 / 300' }).waitFor({ timeout: 60_000 });
  await panel.getByRole('button', { name: 'Compute the loss landscape' }).click({ timeout: 30_000 });
  await panel.locator('.landscape').waitFor({ timeout: 60_000 });
  await show('Gradient check');
  const verdict = panel.locator('.verdict-card h2');
  await verdict.getByText('✓ Backpropagation is right').waitFor({ timeout: 60_000 });
  const sideText = () => panel.locator('.check-body .side').textContent();
  // The times in it are measured: no two checks have the same.
  const checked = await sideText();
  await show('Loss');
  await panel.getByRole('radio', { name: 'example 1' }).click();
  const costs = panel.locator('.cost-card');
  await costs.scrollIntoViewIfNeeded();
  await costs.getByRole('button', { name: 'Measure again' }).waitFor({ timeout: 60_000 });
  const measured = await costs.locator('tbody').textContent();
  await show('Mini-batch');
  await panel.locator('#batch-sizes').fill('60000');
  await panel.locator('#batch-draws').fill('100000');
  await panel.locator('.draws .bar').waitFor({ state: 'detached', timeout: 60_000 });
  await panel.getByRole('button', { name: 'Draw', exact: true }).click();
  await expect.poll(() => panel.locator('.spreads tbody tr').count(), { timeout: 60_000 }).toBe(1);
  await panel.getByRole('button', { name: 'Stop', exact: true }).click();
  const hint = panel.locator('.losses-card .hint');
  const drawn = await hint.textContent();

  await coverAndComeBack();
  await hint.waitFor({ timeout: 30_000 });
  expect(await hint.textContent()).toBe(drawn);
  expect(await panel.getByRole('button', { name: 'Stop', exact: true }).count()).toBe(0);
  await show('Gradient check');
  await verdict.waitFor({ timeout: 5000 });
  expect(await sideText()).toBe(checked);
  await show('Loss');
  await costs.scrollIntoViewIfNeeded();
  await costs.getByRole('button', { name: 'Measure again' }).waitFor({ timeout: 5000 });
  expect(await costs.locator('tbody').textContent()).toBe(measured);
  await show('Train');
  await panel.locator('.landscape').waitFor({ timeout: 5000 });
  expect(await panel.getByRole('button', { name: 'Compute the loss landscape' }).count()).toBe(0);
});

test('a landscape that is under way when the panel is covered goes on, and is there', async () => {
  const { panel } = workbench;
  await panel.locator('#form-hidden').fill('300');
  await panel.locator('#form-steps').fill('2000');
  await panel.locator('.experiment button[type=submit]').click();
  await panel.locator('.run-status', { hasText: '2,000 / 2,000' }).waitFor({ timeout: 120_000 });
  const card = panel.locator('.landscape-card');
  await card.getByRole('button', { name: 'Compute the loss landscape' }).click({ timeout: 30_000 });
  await card.getByRole('progressbar').waitFor();
  await coverAndComeBack();
  // Nobody asks for it again.
  await card.locator('.landscape').waitFor({ timeout: 120_000 });
  expect(await card.getByRole('button', { name: /^Compute/ }).count()).toBe(0);
});
