import { afterAll, beforeAll, expect, test } from 'vitest';
import { Workbench } from './workbench';

let workbench: Workbench;

beforeAll(async () => {
  workbench = await Workbench.open({ settings: { 'lossLab.experiment.steps': 100 } });
});
afterAll(() => workbench.close());

const row = (name: string) =>
  workbench.page.locator('.pane', { hasText: 'Runs' }).getByRole('treeitem', { name: new RegExp(`^${name}, `) });
/** Takes an item of the menu that is open; VS Code's menus take no click in their first moments, and close on one. */
async function choose(name: string): Promise<void> {
  const item = workbench.page.getByRole('menuitem', { name });
  await item.hover();
  await expect
    .poll(async () => {
      await item.click({ timeout: 1000 }).catch(() => undefined);
      return item.count();
    })
    .toBe(0);
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
  await row('lr 0.5 · 100 steps').click({ modifiers: ['ControlOrMeta'] });
  await isSelected('lr 0.5 · 100 steps');
  await isSelected('100 steps');
  await row('lr 0.5 · 100 steps').click({ button: 'right' });
  await choose('Compare Runs');
  await expect.poll(() => chips().allTextContents()).toEqual(['100 steps', 'lr 0.5 · 100 steps']);
  // Among several, the menu has only what can be done with all.
  await row('batch 10 · 100 steps').click();
  await row('batch 10 · 100 steps').click({ button: 'right' });
  await choose('Duplicate as Experiment File');
  await page.locator('.tab', { hasText: 'batch-10-100-steps.losslab.json' }).waitFor();
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
