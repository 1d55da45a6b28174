import { afterAll, beforeAll, expect, test } from 'vitest';
import { Workbench } from './workbench';

let workbench: Workbench;

beforeAll(async () => {
  workbench = await Workbench.open({ settings: { 'lossLab.experiment.steps': 100 } });
});
afterAll(() => workbench.close());

const row = (name: string) =>
  workbench.page.locator('.pane', { hasText: 'Runs' }).getByRole('treeitem', { name: new RegExp(`^${name}, `) });
/**
 * Takes an item of a row's menu, by keys: VS Code's menus take no click in their first moments, and close when anything else
 * takes the focus, as a page that is just being opened does. @param isDone what has come of it.
 */
async function choose(name: string, item: string, isDone: () => Promise<boolean>): Promise<void> {
  const { page } = workbench;
  for (let attempt = 0; attempt < 5 && !(await isDone()); attempt++) {
    await row(name).click({ button: 'right' });
    try {
      await page.getByRole('menuitem', { name: item }).hover({ timeout: 3000 });
      await page.locator('.monaco-menu .action-item.focused', { hasText: item }).waitFor({ timeout: 3000 });
      await page.keyboard.press('Enter');
      await expect.poll(isDone, { timeout: 10_000 }).toBe(true);
    } catch {
      await page.keyboard.press('Escape');
    }
  }
  expect(await isDone()).toBe(true);
}
/** A click on a run opens it, and leaves the focus with the tree: its keys are for that run. */
async function opened(name: string): Promise<void> {
  await workbench.panel.locator('.results > .looked-at').getByText(name).first().waitFor({ timeout: 15_000 });
  expect(await workbench.page.evaluate(() => document.activeElement?.closest('.monaco-list') !== null)).toBe(true);
}
const chips = () => workbench.panel.locator('.run-legend .entry');

test('training in the sidebar opens the panel, as the setting says', async () => {
  await workbench.icon.click();
  await workbench.live.getByRole('button', { name: 'Train the book’s network' }).click();
  await workbench.panel.locator('.run-status', { hasText: '100 / 100' }).waitFor({ timeout: 60_000 });
});

test('a run has one colour and one name in the tree and on the charts', async () => {
  const { panel } = workbench;
  for (const [field, value] of [
    ['learningRate', '0.5'],
    ['batchSize', '10'],
  ]) {
    await panel.locator('#form-learningRate').fill('0.1');
    await panel.locator(`#form-${field}`).fill(value);
    const before = await chips().count();
    await panel.locator('.experiment button[type=submit]').click();
    await expect.poll(() => chips().count(), { timeout: 30_000 }).toBe(before + 1);
    await panel.locator('.experiment button[type=submit]').waitFor({ timeout: 30_000 });
  }
  const names = await chips().allTextContents();
  expect(names).toEqual(['100 steps', 'lr 0.5 · 100 steps', 'batch 10 · 100 steps']);
  for (const [i, name] of names.entries()) {
    const icon = row(name).locator('.custom-view-tree-node-item-icon');
    const tree = await icon.evaluate((element) => getComputedStyle(element).color);
    const dot = chips().nth(i).locator('.dot');
    expect(tree).toBe(await dot.evaluate((element) => getComputedStyle(element).backgroundColor));
  }
});

test('the Live view follows the run that is looked at', async () => {
  const curve = (name: string) => workbench.live.getByRole('img', { name: `Loss of ${name}` });
  await curve('batch 10 · 100 steps').waitFor();
  const toggle = row('batch 10 · 100 steps').getByRole('checkbox');
  await toggle.click();
  await expect.poll(() => chips().allTextContents()).toEqual(['100 steps', 'lr 0.5 · 100 steps']);
  // What is taken off the charts is looked at no more.
  await curve('lr 0.5 · 100 steps').waitFor();
  await toggle.click();
  await expect.poll(() => chips().count()).toBe(3);
});

test('selected runs are compared, and one is duplicated as an experiment file, by the menu', async () => {
  const { page } = workbench;
  const isSelected = (name: string) => expect.poll(() => row(name).getAttribute('aria-selected')).toBe('true');
  await row('100 steps').click();
  await isSelected('100 steps');
  await opened('100 steps');
  await row('lr 0.5 · 100 steps').click({ modifiers: ['ControlOrMeta'] });
  await isSelected('lr 0.5 · 100 steps');
  await isSelected('100 steps');
  await choose(
    'lr 0.5 · 100 steps',
    'Compare Runs',
    async () => (await chips().allTextContents()).join() === '100 steps,lr 0.5 · 100 steps',
  );
  // Among several, the menu has only what can be done with all.
  await row('batch 10 · 100 steps').click();
  await expect.poll(() => chips().count()).toBe(3);
  await opened('batch 10 · 100 steps');
  await page.keyboard.press('F2');
  await page.locator('.quick-input-title', { hasText: 'Rename the run' }).waitFor();
  await page.keyboard.press('Escape');
  const copy = page.locator('.tab', { hasText: 'batch-10-100-steps.losslab.json' });
  await choose('batch 10 · 100 steps', 'Duplicate as Experiment File', async () => (await copy.count()) > 0);
  await page.locator('.editor-instance .view-lines', { hasText: '"size": 10' }).waitFor();
});

test('the title of the view trains what the form holds, whatever row has the focus', async () => {
  const { page } = workbench;
  await row('lr 0.5 · 100 steps').click();
  await expect.poll(() => workbench.panel.locator('#form-learningRate').inputValue()).toBe('0.5');
  const count = await chips().count();
  await page.locator('.pane', { hasText: 'Runs' }).getByRole('button', { name: /Train/ }).click();
  await expect.poll(() => chips().count(), { timeout: 30_000 }).toBe(count + 1);
});
