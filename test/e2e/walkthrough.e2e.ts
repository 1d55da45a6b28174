import { afterAll, beforeAll, expect, test } from 'vitest';
import { Workbench } from './workbench';

let workbench: Workbench;
beforeAll(async () => {
  workbench = await Workbench.open();
});
afterAll(() => workbench.close());

test('the walkthrough is reached from the sidebar, and opens the derivative with the notebook’s own step', async () => {
  const { page, panel } = workbench;
  await workbench.icon.click();
  await page.getByText('Follow the Notebook').click();
  const step = page.locator('[data-step-id$="#derivative"]');
  await step.click();
  await workbench.screenshot('walkthrough-dark');
  await step.getByText('Open with h = 1e-50').click();
  await panel.locator('[role=tab][aria-selected=true]', { hasText: 'Derivative' }).waitFor({ timeout: 30_000 });
  const h = panel.getByLabel('h', { exact: true });
  await expect.poll(() => h.inputValue()).toBe('1e-50');

  // The walkthrough stands beside the panel, to be read on.
  await h.fill('0.1');
  await panel.getByRole('tab', { name: 'Samples' }).click();
  await step.getByText('Open with h = 1e-50').click();
  await panel.locator('[role=tab][aria-selected=true]', { hasText: 'Derivative' }).waitFor({ timeout: 30_000 });
  await expect.poll(() => h.inputValue()).toBe('1e-50');
});

test('a link completes its own step, and none of those with the same command', async () => {
  const { page, panel } = workbench;
  await workbench.command('View: Close Editor');
  const squares = page.locator('[data-step-id$="#squares"]');
  const link = squares.getByText('Open the Notebook’s y');
  await expect
    .poll(async () => (await link.isVisible()) || (await squares.click(), false), { timeout: 20_000, interval: 1000 })
    .toBe(true);
  await link.click();
  await panel.locator('[role=tab][aria-selected=true]', { hasText: 'Loss' }).waitFor({ timeout: 30_000 });
  await workbench.command('View: Close Editor');
  const ids = () =>
    page
      .locator('[data-done-step-id].complete')
      .evaluateAll((all) => [...new Set(all.map((one) => one.getAttribute('data-done-step-id')?.replace(/.*#/, '')))]);
  await expect.poll(ids, { timeout: 20_000 }).toContain('squares');
  expect(await ids()).toEqual(['squares', 'derivative']);
});

test('“Draw Ten Digits” shows what NumPy draws: the ten digits in their order, the call and the indices, in view', async () => {
  const { page, panel } = workbench;
  const step = page.locator('[data-step-id$="#batch"]');
  const link = step.getByText('Draw Ten Digits');
  // A walkthrough that was left opens the step it was left at once more, a moment later.
  await expect
    .poll(async () => (await link.isVisible()) || (await step.click(), false), { timeout: 20_000, interval: 1000 })
    .toBe(true);
  await link.click();
  const indices = panel.locator('.drawn .indices');
  await indices.waitFor({ timeout: 30_000 });
  expect((await indices.textContent())?.trim().split(/\s+/)).toEqual(
    '2732 43567 42613 52416 45891 21243 30403 32103 41993 57043'.split(' '),
  );
  expect(await panel.locator('.drawn code').textContent()).toBe('np.random.seed(0); np.random.choice(60000, 10)');
  for (const shown of ['.grid-card h2', '.drawn code', '.drawn .indices', '.draw-batch header .button']) {
    const box = await panel.locator(shown).boundingBox();
    expect(box && box.y > 0 && box.y + box.height).toBeLessThan(900);
  }
  expect(await panel.locator('.grid-card h2').textContent()).toBe('10 of 70,000 digits');
  expect(await panel.getByRole('button', { name: 'picked (10)' }).getAttribute('aria-pressed')).toBe('true');
  expect(await panel.locator('.sample-card h2').textContent()).toBe('Training 2,732');
  await workbench.screenshot('samples-drawn-dark');
});
