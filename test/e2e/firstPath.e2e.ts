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
  expect(await canvas.getAttribute('aria-label')).toMatch(/relu · lr 0\.1 · 600 steps: step 600, loss 0\.\d+/);
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
  for (const [typed, sentence] of [
    ['-1', 'Expected a positive number, got -1.'],
    ['', 'Expected a number, got nothing.'],
    ['1e400', 'Expected a number, got 1e400.'],
  ]) {
    await rate.fill(typed);
    await panel.getByText(sentence).waitFor();
    expect(await panel.getByRole('button', { name: 'Train' }).isDisabled()).toBe(true);
  }
  await rate.fill('0.1');
  await panel.getByLabel('Batch size', { exact: true }).fill('70000');
  await panel.getByText('Expected at most the 60000 training samples, got 70000.').waitFor();
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
  await panel.getByRole('button', { name: 'example 1' }).click();
  expect(await panel.locator('.squares .total').textContent()).toBe('0.09750000000000003');
  expect(await panel.locator('.one-hot-form .total').textContent()).toBe('0.510825457099338');
  await panel.getByRole('button', { name: 'example 2' }).click();
  expect(await panel.locator('.label-form .total').textContent()).toBe('2.302584092994546');
  await panel.getByRole('button', { name: 'type your own' }).click();
  await panel.locator('#typed-y').fill('0.5 0.6 0 0 0 0 0 0 0 0');
  await panel.getByText('expected probabilities that sum to 1, got a sum of 1.1').waitFor();
  expect(await panel.locator('.loss-body.stale').count()).toBe(1);
  await panel.getByRole('button', { name: 'picked digits' }).click();
});

test('a mini-batch is drawn as NumPy draws it', async () => {
  const panel = workbench.panel;
  await panel.getByRole('tab', { name: 'Samples' }).click();
  await panel.getByRole('button', { name: 'Draw', exact: true }).click();
  await panel.getByText('2732 43567 42613 52416 45891 21243 30403 32103 41993 57043').waitFor();
  await panel.getByRole('button', { name: 'picked (10)' }).waitFor();
});

test('mini-batches scatter around the loss of all as 1/√B', async () => {
  const panel = workbench.panel;
  await panel.getByRole('tab', { name: 'Mini-batch' }).click();
  const rows = panel.locator('.spreads tbody tr');
  await rows.nth(2).waitFor({ timeout: 30_000 });
  await panel.getByText('2,000 draws each, with replacement').waitFor({ timeout: 60_000 });
  await panel.locator('.draws button[type=submit]').waitFor({ timeout: 30_000 });
  for (const row of await rows.all()) {
    const [, spread, expected] = await row.locator('td').allTextContents();
    expect(Number(spread) / Number(expected)).toBeGreaterThan(0.9);
    expect(Number(spread) / Number(expected)).toBeLessThan(1.1);
  }
  const digits = panel.locator('.drawn-digits figcaption');
  expect((await digits.allTextContents()).join(' ')).toBe('2732 43567 42613 52416 45891 21243 30403 32103 41993 57043');
  await workbench.screenshot('batch-dark');
  for (const [field, typed, sentence] of [
    ['sizes', '10, 70000', 'Expected a whole number from 1 to 60,000.'],
    ['sizes', '', 'Expected one to 4 batch sizes, got 0.'],
    ['seed', '1e400', 'Expected a whole number from 0 to 4,294,967,295.'],
    ['draws', '', 'Expected a whole number from 2 to 100,000.'],
  ] as const) {
    const input = panel.locator(`#batch-${field}`);
    const before = await input.inputValue();
    await input.fill(typed);
    await panel.locator(`#batch-${field}-error`).getByText(sentence).waitFor();
    expect(await panel.locator('.draws button[type=submit]').isDisabled()).toBe(true);
    await input.fill(before);
  }
});

test('a derivative has NumPy’s digits, and is lost with the notebook’s step', async () => {
  const panel = workbench.panel;
  await panel.getByRole('tab', { name: 'Derivative' }).click();
  const central = panel.locator('.figures tbody tr').nth(1);
  await expect.poll(() => central.locator('td').first().textContent()).toBe('0.1999999999990898');
  await panel.locator('#derivative-x').fill('10');
  await expect.poll(() => central.locator('td').first().textContent()).toBe('0.2999999999986347');
  await panel.getByRole('button', { name: '1e-50' }).click();
  await expect.poll(() => central.locator('td').first().textContent()).toBe('0');
  await panel.getByText('In float64 10 + h is 10').waitFor();
  await panel.getByRole('slider').press('Home');
  expect(await panel.locator('#derivative-h').inputValue()).toBe('1');
  const place = (await panel.locator('.pickable canvas').boundingBox())!;
  await workbench.page.mouse.click(place.x + place.width / 2, place.y + place.height / 2);
  expect(Number(await panel.locator('#derivative-h').inputValue())).toBeLessThan(1e-4);
  for (const [field, typed, sentence] of [
    ['f', 'alert(1)', /f: .*alert/],
    ['f', '', /got nothing/],
    ['x', '1e400', 'x: expected a finite number, got 1e400.'],
    ['h', '0', 'h: expected a positive number, got 0.'],
    ['h', 'NaN', 'h: expected a finite number, got NaN.'],
  ] as const) {
    const input = panel.locator(`#derivative-${field}`);
    const before = await input.inputValue();
    await input.fill(typed);
    await panel.locator(`#derivative-${field}-error`).getByText(sentence).waitFor();
    expect(await panel.locator('.derivative-body.stale').count()).toBe(1);
    await input.fill(before);
  }
  await workbench.screenshot('derivative-dark');
});

test('descents of two variables end where the book’s end', async () => {
  const panel = workbench.panel;
  await panel.getByRole('button', { name: 'x0² + x1²' }).click();
  const ends = panel.locator('.ends dd');
  await expect.poll(() => ends.nth(0).textContent()).toMatch(/^\[-6\.11110792\d+e-10, 8\.1481439\d+e-10\]/);
  expect(await ends.nth(1).textContent()).toMatch(/^\[-25898374737328\.\d+, -1295248616896\.\d+\]/);
  expect(await ends.nth(2).textContent()).toMatch(/^\[-2\.99999993\d+, 3\.99999991/);
  await panel.locator('#derivative-rates').fill('0.1, fast');
  await panel.getByText('lr: expected a finite number, got fast.').waitFor();
  await panel.locator('#derivative-rates').fill('0.1, 10, 1e-10');
  await workbench.screenshot('descent-dark');
  await panel.getByRole('tab', { name: 'Samples' }).click();
});

test('backpropagation is held against numerical gradients, and broken on purpose', async () => {
  const panel = workbench.panel;
  await panel.getByRole('tab', { name: 'Gradient check' }).click();
  const title = panel.locator('.verdict-card h2');
  await title.getByText('✓ Backpropagation is right').waitFor({ timeout: 60_000 });
  const errors = await panel.locator('.verdict-card tbody td:nth-child(2)').allTextContents();
  expect(errors).toHaveLength(4);
  for (const error of errors) expect(Number(error)).toBeLessThan(1e-6);
  await workbench.screenshot('check-dark');
  const failing = () => panel.locator('.verdict-card td.failed').count();
  for (const [name, failed] of [
    ['wrong sign', 4],
    ['no 1/N', 4],
    ['other activation', 2],
  ] as const) {
    await panel.getByRole('button', { name }).click();
    await title.getByText('✗ Backpropagation is wrong').waitFor();
    await expect.poll(failing).toBe(failed);
  }
  await workbench.screenshot('check-broken-dark');
  await panel.getByRole('button', { name: 'as it is' }).click();
  await title.getByText('✓ Backpropagation is right').waitFor();
  await panel.getByRole('tab', { name: 'Samples' }).click();
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
  await workbench.page.locator('.pane', { hasText: 'Runs' }).getByText('relu · lr 0.1').first().waitFor();
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
