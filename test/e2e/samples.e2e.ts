import { afterAll, beforeAll, expect, test } from 'vitest';
import { Workbench } from './workbench';

let workbench: Workbench;
beforeAll(async () => {
  workbench = await Workbench.open();
});
afterAll(() => workbench.close());

const title = () => workbench.panel.locator('.grid-card h2').textContent();
/** 1,234 of 70,000 digits → 1234 */
const shownCount = async () => Number(/^[\d,]+/.exec((await title()) ?? '')?.[0].replaceAll(',', ''));

test('an untrained network guesses, and says so', async () => {
  await workbench.command('Loss Lab: Pick Samples');
  const { panel } = workbench;
  await panel.getByText(/It guesses: \d+\.\d+\s% right/).waitFor({ timeout: 60_000 });
  await panel.locator('.reading-line').getByRole('button', { name: 'Train it' }).click();
  await panel.locator('[role=tab][aria-selected=true]', { hasText: 'Train' }).waitFor();
});

test('what the trained network reads wrong is one click away', async () => {
  const { panel } = workbench;
  await panel.locator('#form-steps').fill('600');
  await panel.locator('.experiment button[type=submit]').click();
  await panel.locator('.run-status', { hasText: '600 / 600' }).waitFor({ timeout: 90_000 });
  await panel.locator('.experiment button[type=submit]').waitFor({ timeout: 30_000 });
  const tile = await panel.locator('.tiles div', { hasText: 'Test accuracy' }).locator('dd').textContent();
  await panel.locator('#tab-samples').click();
  await panel.getByRole('radio', { name: 'test', exact: true }).click();
  await panel.getByText(/reads \d+\.\d+\s% of the test digits right/).waitFor({ timeout: 60_000 });
  await panel.getByText(`reads ${tile} of the test digits right`).waitFor();
  await panel.getByRole('button', { name: /^read wrong/ }).click();
  expect(await shownCount()).toBe(Math.round(10_000 * (1 - parseFloat(tile ?? '') / 100)));
  await panel.locator('.order').selectOption('largest');
  const canvas = panel.locator('.digit-grid canvas');
  await canvas.hover({ position: { x: 12, y: 12 } });
  await expect.poll(() => canvas.getAttribute('title')).toMatch(/^test [\d,]+, label (\d), read as (?!\1)\d$/);
  await workbench.screenshot('samples-wrong-dark');
});

test('a cell of the confusion matrix shows exactly its digits', async () => {
  const { panel } = workbench;
  const cell = panel.getByRole('button', { name: /^4 read as 9: / });
  const count = Number((await cell.textContent())?.replaceAll(',', ''));
  expect(count).toBeGreaterThan(0);
  await cell.click();
  await expect.poll(shownCount).toBe(count);
  await panel.locator('.chip.removable').click();
  await expect.poll(shownCount).toBe(10_000);
  await panel.locator('.order').selectOption('stored');
});
