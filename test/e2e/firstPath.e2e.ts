import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Workbench } from './workbench';

let workbench: Workbench;

beforeAll(async () => {
  workbench = await Workbench.open();
});
afterAll(() => workbench.close());

/** The text of a total as the page prints it. */
const total = async (selector: string) => Number(await workbench.panel.locator(selector).textContent());

test('a newcomer clicks the icon and is told what to do', async () => {
  await workbench.icon.click();
  const live = workbench.live;
  await live.getByRole('button', { name: 'Train the book’s network' }).waitFor();
  await workbench.screenshot('newcomer');
});

test('the panel opens from the palette and trains an epoch of the real MNIST', async () => {
  await workbench.command('Loss Lab: Open');
  const panel = workbench.panel;
  await panel.getByLabel('Steps', { exact: true }).fill('600');
  await panel.getByRole('button', { name: 'Train' }).click();
  await panel.locator('.run-status', { hasText: '600 / 600' }).waitFor({ timeout: 90_000 });
  const tile = panel.locator('.tiles div', { hasText: 'Test accuracy' }).locator('dd');
  await expect.poll(async () => parseFloat((await tile.textContent()) ?? ''), { timeout: 30_000 }).toBeGreaterThan(90);
  await workbench.screenshot('train-dark');
});

test('the loss curve is drawn, and says what it shows to those who cannot see it', async () => {
  const panel = workbench.panel;
  const canvas = panel.locator('.loss-chart canvas');
  expect(await canvas.getAttribute('aria-label')).toMatch(/600 steps: step 600, smoothed loss 0\.\d+/);
  const inked = await canvas.evaluate((element: HTMLCanvasElement) => {
    const context = element.getContext('2d');
    if (!context) return 0;
    const { data } = context.getImageData(0, 0, element.width, element.height);
    let blue = 0;
    for (let i = 0; i < data.length; i += 4) if (data[i + 3] > 40 && data[i + 2] > data[i] + 60) blue++;
    return blue;
  });
  expect(inked).toBeGreaterThan(1000);
});

test('a field at fault says so in a sentence, and nothing starts', async () => {
  const panel = workbench.panel;
  const rate = panel.getByLabel('Learning rate', { exact: true });
  const runs = await panel.locator('.loss-chart .run-legend .chip').count();
  for (const [typed, sentence] of [
    ['-1', 'Expected a positive number, got -1.'],
    ['', 'Expected a positive number, got nothing.'],
    ['1e400', 'Expected a positive number, got 1e400.'],
  ]) {
    await rate.fill(typed);
    await panel.getByText(sentence).waitFor();
    await panel.getByRole('button', { name: 'Train' }).click();
    // It leads to the field, and starts nothing.
    await expect.poll(() => rate.evaluate((input) => input === document.activeElement)).toBe(true);
    expect(await panel.locator('.loss-chart .run-legend .chip').count()).toBe(runs);
  }
  await rate.fill('0.1');
  await panel.getByLabel('Batch size', { exact: true }).fill('70000');
  await panel.getByText('Expected a whole number from 1 to 60,000, got 70000.').waitFor();
  await panel.getByLabel('Batch size', { exact: true }).fill('100');
  await panel.getByLabel('Hidden layers').fill('0');
  await panel.getByText('Expected a whole number from 1 to 100,000, got 0.').waitFor();
  await panel.getByLabel('Hidden layers').fill('50');
});

test('a digit is picked, and its two losses are the command line’s', async () => {
  const panel = workbench.panel;
  await panel.getByRole('tab', { name: 'Samples' }).click();
  const grid = panel.locator('.digit-grid canvas');
  await grid.click({ position: { x: 200, y: 120 } });
  await panel.locator('.facts', { hasText: 'network says' }).waitFor({ timeout: 30_000 });
  await workbench.screenshot('samples-dark');

  await panel.getByRole('button', { name: 'Compare the losses' }).click();
  const hot = '.one-hot-form .total';
  await panel.locator(hot).waitFor();
  const y = await panel
    .locator('.bars > div')
    .evaluateAll((bars) => bars.map((bar) => bar.getAttribute('title')?.split(' = ')[1] ?? ''));
  const label = await panel.locator('.bars .target > .mono').textContent();
  const words = ['dist/cli.js', 'loss', '--y', y.join(','), '--label', label ?? '', '--json'];
  const result = JSON.parse(execFileSync('node', words, { encoding: 'utf8' })) as {
    sumSquaresError: number;
    crossEntropyError: { oneHot: number; label: number };
  };
  expect(await total(hot)).toBe(result.crossEntropyError.oneHot);
  expect(await total('.label-form .total')).toBe(result.crossEntropyError.label);
  expect(await total('.squares .total')).toBe(result.sumSquaresError);
  await panel.getByText('equal to the last bit').waitFor();
  await workbench.screenshot('loss-dark');
});

test('the notebook’s examples are one click away, with its digits', async () => {
  const panel = workbench.panel;
  await panel.getByRole('radio', { name: 'example 1' }).click();
  expect(await panel.locator('.squares .total').textContent()).toBe('0.09750000000000003');
  expect(await panel.locator('.one-hot-form .total').textContent()).toBe('0.510825457099338');
  await panel.getByRole('radio', { name: 'example 2' }).click();
  expect(await panel.locator('.label-form .total').textContent()).toBe('2.302584092994546');
  await panel.getByRole('radio', { name: 'type your own' }).click();
  await panel.locator('#typed-y').fill('0.5 0.6 0 0 0 0 0 0 0 0');
  await panel.getByText('expected probabilities that sum to 1, got a sum of 1.1').waitFor();
  expect(await panel.locator('.loss .cards.stale').count()).toBe(1);
  await panel.getByRole('radio', { name: 'picked digits' }).click();
});

test('a mini-batch is drawn as NumPy draws it', async () => {
  const panel = workbench.panel;
  await panel.getByRole('tab', { name: 'Samples' }).click();
  await panel.getByRole('button', { name: 'Draw', exact: true }).click();
  await panel.getByText('2732 43567 42613 52416 45891 21243 30403 32103 41993 57043').waitFor();
  await panel.getByRole('button', { name: 'picked (10)' }).waitFor();
});

test('after a reload the run and the panel are there again, where they were', async () => {
  await workbench.reload();
  const panel = workbench.panel;
  await panel.locator('[role=tab][aria-selected=true]', { hasText: 'Samples' }).waitFor({ timeout: 30_000 });
  await panel.locator('.run-status', { hasText: '600 / 600' }).waitFor();
  await panel.locator('.facts', { hasText: 'network says' }).waitFor({ timeout: 30_000 });
  await panel.getByRole('tab', { name: 'Train' }).click();
  const label = panel.locator('.loss-chart canvas');
  expect(await label.getAttribute('aria-label')).toMatch(/step 600/);
  await workbench.page.locator('.pane', { hasText: 'Runs' }).getByText('600 steps').first().waitFor();
});

test('a run that diverges is marked and explained', async () => {
  const panel = workbench.panel;
  await panel.getByLabel('Learning rate', { exact: true }).fill('1e30');
  await panel.getByRole('button', { name: 'Train' }).click();
  await panel
    .getByText(/Diverged at step \d+: the loss stopped being a finite number/)
    .first()
    .waitFor();
  await workbench.screenshot('diverged-dark');
});
