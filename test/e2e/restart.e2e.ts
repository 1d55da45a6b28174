import { afterAll, beforeAll, expect, test } from 'vitest';
import { Workbench } from './workbench';

let workbench: Workbench;

beforeAll(async () => {
  workbench = await Workbench.open();
  await workbench.command('Loss Lab: Open');
  await workbench.panel.locator('.experiment').waitFor({ timeout: 60_000 });
});
afterAll(() => workbench.close());

const buttons = (name: string) => workbench.panel.locator('.run-status').getByRole('button', { name });

/** Trains what takes longer than the test. */
async function train(): Promise<void> {
  const { panel } = workbench;
  await panel.locator('#form-steps').fill('1000000');
  await panel.locator('.experiment button[type=submit]').click({ timeout: 60_000 });
  await buttons('Pause').waitFor({ timeout: 60_000 });
}

/** Whether the host is there again; VS Code starts it by itself, and asks first when that happens often. */
async function restarted(): Promise<boolean> {
  const ask = workbench.page.getByRole('button', { name: 'Restart Remote Extension Host' });
  if (await ask.isVisible()) await ask.click();
  return (await buttons('Pause').count()) === 0 && (await workbench.panel.locator('.experiment').count()) === 1;
}

test.runIf(process.platform === 'linux')(
  'a page whose host is restarted under a run is whole again when the host is, five times',
  async () => {
    const { panel, page } = workbench;
    await panel.getByRole('tab', { name: 'Mini-batch' }).click();
    await panel.getByRole('tab', { name: 'Train' }).click();
    for (let time = 0; time < 5; time++) {
      await train();
      process.kill(await workbench.extensionHost(), 'SIGKILL');
      // The run ended with its host; the page that takes its page's place has no button for it.
      await expect.poll(restarted, { timeout: 90_000 }).toBe(true);
      await panel.locator('.experiment button[type=submit]').waitFor({ timeout: 60_000 });
      expect(await panel.locator('#form-steps').inputValue()).toBe('1000000');
      expect(await page.locator('.tab', { hasText: 'Loss Lab' }).count()).toBe(1);
      await panel.locator('.silence').waitFor({ state: 'detached' });
    }
    await train();
    await buttons('Stop').click();
    await buttons('Stop').waitFor({ state: 'detached', timeout: 30_000 });
  },
);

test.runIf(process.platform === 'linux')(
  'a page that is not answered says so, takes no clicks, and comes back',
  async () => {
    const { panel } = workbench;
    await train();
    const host = await workbench.extensionHost();
    process.kill(host, 'SIGSTOP');
    try {
      await panel.locator('.silence').waitFor({ timeout: 60_000 });
      await workbench.screenshot('silent-dark');
      expect(await panel.locator('.run-status').evaluate((element) => (element as HTMLElement).inert)).toBe(true);
      expect(await panel.locator('.body').evaluate((element) => (element as HTMLElement).inert)).toBe(true);
    } finally {
      process.kill(host, 'SIGCONT');
    }
    await panel.locator('.silence').waitFor({ state: 'detached', timeout: 60_000 });
    await buttons('Pause').click();
    await buttons('Resume').waitFor({ timeout: 30_000 });
    await buttons('Stop').click();
    await buttons('Stop').waitFor({ state: 'detached', timeout: 30_000 });
  },
);
