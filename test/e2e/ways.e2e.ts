import { afterAll, beforeAll, expect, test } from 'vitest';
import { Workbench } from './workbench';

let workbench: Workbench;
beforeAll(async () => {
  workbench = await Workbench.open();
});
afterAll(() => workbench.close());

test('the three ways are read once, stopped and gone on with, and looked through', async () => {
  await workbench.command('Loss Lab: Read Digits Three Ways');
  const { panel } = workbench;
  const accuracies = panel.locator('.strip .accuracy.number');
  await panel.getByRole('button', { name: 'Stop', exact: true }).click({ timeout: 30_000 });
  await panel.getByRole('button', { name: 'Go on reading' }).click();
  await accuracies.nth(2).waitFor({ timeout: 60_000 });
  const [rule, features, network] = (await accuracies.allTextContents()).map(parseFloat);
  expect(rule).toBe(84.14);
  expect(features).toBeGreaterThan(95);
  expect(network).toBeGreaterThan(95);
  expect(await panel.locator('.strip').textContent()).toContain('10,000 steps learnt here');
  await workbench.screenshot('ways-dark');

  // The digit that is looked at first is one that only the network reads.
  const says = panel.locator('.digit-card .says');
  await expect.poll(() => says.count()).toBe(3);
  expect((await says.allTextContents()).map((words) => words.slice(-1))).toEqual(['✗', '✗', '✓']);

  const title = panel.locator('.digit-card h2');
  const before = await title.textContent();
  await panel.getByRole('radio', { name: /the network fails/ }).click();
  await expect.poll(() => title.textContent()).not.toBe(before);
  expect(await says.nth(2).textContent()).toContain('✗');
  const sheet = panel.getByRole('listbox', { name: /arrows look at the next digit/ });
  await sheet.focus();
  const second = await title.textContent();
  await workbench.page.keyboard.press('ArrowRight');
  await expect.poll(() => title.textContent()).not.toBe(second);
  await panel.locator('.sheet-card .digit-grid canvas').click({ position: { x: 20, y: 20 } });
  await expect.poll(() => title.textContent()).toBe(second);
  expect(await panel.locator('.rule-card .present').count()).toBe(1);

  // Nothing is computed anew on coming back, not even by a page that was closed meanwhile.
  await panel.getByRole('tab', { name: 'Samples' }).click();
  await panel.getByRole('tab', { name: 'Three ways' }).click();
  expect(await accuracies.count()).toBe(3);
  await workbench.command('View: Close Editor');
  await workbench.command('Loss Lab: Read Digits Three Ways');
  await accuracies.nth(2).waitFor({ timeout: 8000 });
  expect((await accuracies.allTextContents()).map(parseFloat)).toEqual([rule, features, network]);

  // What the reader trains does not take the page's network's place until they say so.
  expect(await panel.getByRole('radiogroup', { name: 'Whose network' }).count()).toBe(0);
  await panel.getByRole('tab', { name: 'Train' }).click();
  await panel.locator('#form-steps').fill('300');
  await panel.locator('.experiment button[type=submit]').click();
  await panel.locator('.run-status', { hasText: '300 / 300' }).waitFor({ timeout: 60_000 });
  await panel.locator('.experiment button[type=submit]').waitFor({ timeout: 30_000 });
  await panel.getByRole('tab', { name: 'Three ways' }).click();
  const own = panel.getByRole('radio', { name: /^my network/ });
  await own.waitFor();
  expect((await accuracies.allTextContents()).map(parseFloat)).toEqual([rule, features, network]);
  await own.click();
  await panel.locator('.strip', { hasText: 'after 300 steps' }).waitFor({ timeout: 30_000 });
  expect(parseFloat((await accuracies.nth(2).textContent()) ?? '')).toBeLessThan(features);
  await workbench.screenshot('ways-own-dark');
  await panel.getByRole('radio', { name: 'the lab’s network' }).click();
  expect(parseFloat((await accuracies.nth(2).textContent()) ?? '')).toBe(network);
});
