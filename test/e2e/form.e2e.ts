import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Workbench } from './workbench';

let workbench: Workbench;

beforeAll(async () => {
  workbench = await Workbench.open({ width: 1440, height: 1000 });
  await workbench.command('Loss Lab: Open');
  await workbench.panel.locator('#form-steps').fill('60');
});
afterAll(() => workbench.close());

const field = (name: string) => workbench.panel.locator(`#form-${name}`);
const runs = () => workbench.page.locator('.pane', { hasText: 'Runs' }).getByRole('treeitem');
const trainButton = () => workbench.panel.locator('.experiment button[type=submit]');
const status = () => workbench.panel.locator('.run-status');

/** Waits until the run that was just started has ended. */
async function ended(steps: string) {
  await workbench.panel.locator('.run-status', { hasText: `${steps} / ${steps}` }).waitFor({ timeout: 60_000 });
  await trainButton().waitFor({ timeout: 30_000 });
}

test('Ctrl+Enter trains what is typed this moment, wherever on the page the focus is', async () => {
  const { page } = workbench;
  await workbench.icon.click();
  // Without the Live view: VS Code does not say of one that is made anew whose it is.
  await page.locator('.pane-header', { hasText: 'Live' }).click();
  await field('seed').fill('7');
  await field('steps').fill('70');
  await page.keyboard.press('Control+Enter');
  await ended('70');
  await runs().first().waitFor();
  expect(await runs().count()).toBe(1);
});

test('Ctrl+Enter with a wrong field says so at the field, and trains nothing', async () => {
  const { page, panel } = workbench;
  await panel.locator('.experiment .more').click();
  await field('std').fill('-1');
  await panel.locator('.experiment .more').click();
  await field('steps').focus();
  await page.keyboard.press('Control+Enter');
  await panel.getByText('Expected a positive number, got -1.').waitFor();
  await expect.poll(() => field('std').evaluate((input) => input === document.activeElement)).toBe(true);
  // It is read out, and once more at every try, also with the focus there already.
  const said = panel.locator('#form-std-error[aria-live=polite] span');
  await said.evaluate((words) => (words.dataset.heard = 'once'));
  for (const key of ['Enter', 'Control+Enter']) {
    await field('std').press(key);
    await expect.poll(() => said.getAttribute('data-heard')).toBeNull();
    await said.evaluate((words) => (words.dataset.heard = 'again'));
  }
  await trainButton().click();
  expect(await runs().count()).toBe(1);
  // The palette and the sidebar train nothing else in its place either.
  await workbench.command('Loss Lab: Train');
  await page.locator('.notifications-toasts').getByText('Their std: Expected a positive number').first().waitFor();
  expect(await runs().count()).toBe(1);
  await field('std').fill('0.01');
  await workbench.command('Notifications: Clear All Notifications');
});

test('Ctrl+Enter on the page pauses and resumes the run that goes on', async () => {
  const { page, panel } = workbench;
  await field('steps').fill('1000000');
  await field('steps').press('Control+Enter');
  const resume = panel.locator('.experiment').getByRole('button', { name: 'Resume' });
  const pause = panel.locator('.experiment').getByRole('button', { name: 'Pause' });
  await pause.waitFor();
  await page.keyboard.press('Control+Enter');
  await resume.waitFor();
  await page.keyboard.press('Control+Enter');
  await pause.waitFor();
  await panel.locator('.experiment').getByRole('button', { name: 'Stop' }).click();
  await trainButton().waitFor();
  await field('steps').fill('60');
  expect(await runs().count()).toBe(2);
});

test('what was typed can be put back after a run was opened, with what is wrong in it, also in a panel opened anew', async () => {
  const { page, panel } = workbench;
  const notice = panel.locator('.experiment .replaced');
  await field('hidden').fill('31, many');
  await field('seed').fill('41');
  await runs().last().click();
  await notice.waitFor({ timeout: 15_000 });
  expect([await field('hidden').inputValue(), await field('seed').inputValue()]).toEqual(['50', '7']);
  await notice.getByRole('button', { name: 'Put mine back' }).click();
  await notice.waitFor({ state: 'hidden' });
  const wrong = panel.locator('#form-hidden-error', { hasText: 'got many' });
  await wrong.waitFor();
  expect([await field('hidden').inputValue(), await field('seed').inputValue()]).toEqual(['31, many', '41']);
  // Nothing else is trained in its place.
  const before = await runs().count();
  await workbench.command('Loss Lab: Train');
  await page.locator('.notifications-toasts').getByText('Hidden layers: Expected').first().waitFor();
  expect(await runs().count()).toBe(before);
  await workbench.command('Notifications: Clear All Notifications');
  // So does the run that was opened before, which the host still holds.
  await runs().last().click();
  await notice.waitFor({ timeout: 15_000 });
  expect(await field('hidden').inputValue()).toBe('50');
  await notice.getByRole('button', { name: 'Put mine back' }).click();
  await wrong.waitFor();
  // A run that is opened while the panel is closed takes its place no less.
  await panel.getByRole('tab', { name: 'Loss', exact: true }).click();
  await workbench.command('View: Close Editor');
  await expect.poll(() => panel.locator('.page').count()).toBe(0);
  await runs().first().click();
  await notice.waitFor({ timeout: 15_000 });
  expect(await field('steps').inputValue()).toBe('1000000');
  await notice.getByRole('button', { name: 'Put mine back' }).click();
  await wrong.waitFor();
  expect([await field('hidden').inputValue(), await field('seed').inputValue()]).toEqual(['31, many', '41']);
  await field('hidden').fill('50');
  await field('seed').fill('7');
});

test('Ctrl+Enter in a box beside the page is that box’s', async () => {
  const { page } = workbench;
  const before = await status().textContent();
  await workbench.command('Search: Find in Files');
  const search = page.locator('.search-view textarea').first();
  await search.fill('loss');
  await search.press('Control+Enter');
  await workbench.command('Explorer: Focus on Folders View');
  await page.keyboard.press('Control+Enter');
  await page.keyboard.press('F1');
  await page.locator('.quick-input-widget input').fill('nothing is called so');
  await page.keyboard.press('Control+Enter');
  await page.keyboard.press('Escape');
  await workbench.icon.click();
  await runs().nth(1).waitFor();
  expect(await runs().count()).toBe(2);
  expect(await status().textContent()).toBe(before);
});

test('every contributed key does what it says in its place, and nothing in the tree’s find box', async () => {
  const { page } = workbench;
  const manifest = JSON.parse(await readFile(join(import.meta.dirname, '../../package.json'), 'utf8')) as {
    contributes: { keybindings: { command: string; key: string }[] };
  };
  /** What a key of the tree opens. */
  const opens: Record<string, () => ReturnType<typeof page.locator>> = {
    'lossLab.renameRun': () => page.locator('.quick-input-widget', { hasText: 'Rename the run' }),
    'lossLab.deleteRun': () => page.locator('.monaco-dialog-box', { hasText: 'Delete the run' }),
  };
  const keys = manifest.contributes.keybindings;
  expect(keys.map(({ command }) => command).sort()).toEqual(Object.keys(opens).sort());
  const focusTree = async () => {
    // A click opens the run and leaves the focus with the tree.
    await runs().nth(1).click();
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).not.toBe('IFRAME');
  };
  for (const { command, key } of keys) {
    const pressed = key === 'f2' ? 'F2' : 'Delete';
    const opened = opens[command]();
    await focusTree();
    await page.keyboard.press(pressed);
    await opened.waitFor({ timeout: 15_000 });
    await page.keyboard.press('Escape');
    await opened.waitFor({ state: 'hidden' });
    // In the find box it edits what is searched for.
    await focusTree();
    await page.keyboard.press('Control+Alt+f');
    const find = page.locator('.pane', { hasText: 'Runs' }).locator('.monaco-tree-type-filter input');
    await find.waitFor();
    await find.fill('ab');
    await find.press('Home');
    await find.press(pressed);
    await expect.poll(() => find.inputValue()).toBe(pressed === 'F2' ? 'ab' : 'b');
    expect(await opened.isVisible()).toBe(false);
    await find.press('Escape');
    await find.waitFor({ state: 'hidden' });
    // And on the page it is a key of the field.
    await field('seed').focus();
    await page.keyboard.press(pressed);
    expect(await opened.isVisible()).toBe(false);
  }
  expect(await runs().count()).toBe(2);
});

test('what an experiment file says is shown, trained as it is shown, and saved again', async () => {
  const { page, panel } = workbench;
  const folder = join(workbench.serverData, 'workspace');
  const said = {
    loss: { kind: 'crossEntropy', from: 'logits', labelSmoothing: 0.1, classWeights: [1, 1, 1, 1, 1, 2, 1, 1, 1, 1] },
    optimizer: { kind: 'momentum', learningRate: 0.05, momentum: 0.8 },
    network: { hidden: [30], init: { kind: 'normal', std: 0.02 } },
    steps: 80,
  };
  await writeFile(join(folder, 'smooth.losslab.json'), JSON.stringify(said));
  await workbench.command('Explorer: Focus on Folders View');
  await page
    .locator('.explorer-folders-view')
    .getByRole('treeitem', { name: /^smooth/ })
    .dblclick();
  await page.locator('.editor-instance .view-lines', { hasText: 'labelSmoothing' }).waitFor();
  await workbench.command('Loss Lab: Train This Experiment');
  await ended('80');
  await workbench.icon.click();
  // It opens by itself, and marks what is not as it is at first.
  await panel.getByText('More · 5 changed').waitFor();
  const shown = { from: 'logits', labelSmoothing: '0.1', momentum: '0.8', std: '0.02', steps: '80', hidden: '30' };
  for (const [name, value] of Object.entries(shown))
    expect([name, await field(name).inputValue()]).toEqual([name, value]);
  // Also after another tab was looked at: what was typed before does not come back.
  await panel.getByRole('tab', { name: 'Loss', exact: true }).click();
  await panel.getByRole('tab', { name: 'Train', exact: true }).click();
  expect(await field('steps').inputValue()).toBe('80');
  expect(await field('labelSmoothing').locator('xpath=ancestor::*[@title]').first().getAttribute('title')).toBe(
    'ε: t becomes (1 − ε) t + ε / classes.',
  );
  // Before the figures stands what tells the runs apart.
  const figures = async (row: number) =>
    ((await runs().nth(row).locator('.label-description').textContent()) ?? '').split(' · ').slice(-2);
  await trainButton().click();
  await expect.poll(() => runs().count(), { timeout: 30_000 }).toBe(4);
  await ended('80');
  // The same loss to the last digit that is shown: the same experiment.
  await expect.poll(() => figures(0)).toEqual([expect.stringMatching(/^\d/), expect.stringMatching(/\d\s%/)]);
  expect(await figures(0)).toEqual(await figures(1));
  await field('ignoreIndex').fill('3');
  await panel.getByRole('button', { name: 'Save as experiment file' }).click();
  const input = page.locator('.quick-input-widget input').first();
  await expect.poll(() => input.inputValue(), { timeout: 15_000 }).toContain('experiment.losslab.json');
  await input.press('Enter');
  await page.locator('.tab', { hasText: 'experiment.losslab.json' }).waitFor({ timeout: 15_000 });
  const saved = JSON.parse(await readFile(join(folder, 'experiment.losslab.json'), 'utf8')) as typeof said;
  expect(saved).toMatchObject({ ...said, loss: { ...said.loss, ignoreIndex: 3 } });
});

test('Reset offers the book’s and one’s own settings, which an untouched form goes with', async () => {
  const { panel } = workbench;
  await workbench.command('Loss Lab: Open');
  await panel.getByRole('button', { name: 'the book’s' }).click();
  await expect.poll(() => field('steps').inputValue()).toBe('3000');
  expect(await panel.getByText('More', { exact: true }).count()).toBe(1);
  const folder = join(workbench.serverData, 'workspace', '.vscode');
  await field('seed').fill('5');
  // Whoever leaves the page is through with typing.
  await workbench.command('Loss Lab: Focus on Runs View');
  await mkdir(folder);
  const settings = { 'lossLab.experiment.steps': 90, 'lossLab.experiment.seed': 6 };
  await writeFile(join(folder, 'settings.json'), JSON.stringify(settings));
  await expect.poll(() => field('steps').inputValue(), { timeout: 20_000 }).toBe('90');
  expect(await field('seed').inputValue()).toBe('5');
  await panel.getByRole('button', { name: 'my settings' }).click();
  await expect.poll(() => field('seed').inputValue()).toBe('6');
});

test('the button stays where it is whatever is wrong, and in view where the page is narrow', async () => {
  const { page, panel } = workbench;
  await page.keyboard.press('Control+b');
  // What the runs of the tests before left in the form's place is said above the button, until it is put away.
  const leave = panel.getByRole('button', { name: 'Leave it so' });
  if (await leave.isVisible()) await leave.click();
  await leave.waitFor({ state: 'hidden' });
  const place = async () => (await trainButton().boundingBox())!;
  const before = await place();
  await field('hidden').fill('x');
  await panel.getByText(/Expected a whole number from 1 to 100,000/).waitFor();
  expect(await place()).toEqual(before);
  for (const width of [1440, 1100, 760, 480, 412]) {
    await page.setViewportSize({ width, height: 900 });
    const fold = panel.locator('.experiment .summary');
    const inner = () => panel.locator('body').evaluate(() => ({ width: innerWidth, height: innerHeight }));
    await expect.poll(async () => (await inner()).width).toBeLessThan(width);
    await expect.poll(() => fold.isVisible()).toBe(width < 700);
    const canvas = (await panel.locator('.loss-chart canvas').boundingBox())!;
    // The chart begins on the first screen, and most of it is there.
    expect(canvas.y).toBeLessThan(640);
    for (const scrolled of [0, 400]) {
      await panel.locator('#page-train').evaluate((element, top) => element.scrollTo(0, top), scrolled);
      const { y, height } = await place();
      expect(y).toBeGreaterThan(0);
      expect(y + height).toBeLessThan(500);
    }
    const wide = await panel
      .locator('#page-train')
      .evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
    expect(wide).toBe(0);
    await panel.locator('#page-train').evaluate((element) => element.scrollTo(0, 0));
  }
  // The wrong field is behind the fold: the key brings it into view.
  await trainButton().click();
  await expect.poll(() => field('hidden').evaluate((input) => input === document.activeElement)).toBe(true);
  await field('hidden').fill('20');
  await panel.locator('.experiment .summary').click();
  await field('hidden').waitFor({ state: 'hidden' });
  await panel.locator('.experiment .summary', { hasText: '784 → 20 → 10 · ReLU · SGD 0.1' }).waitFor();
});
