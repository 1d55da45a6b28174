import { afterAll, beforeAll, expect, test } from 'vitest';
import { Workbench } from './workbench';

let workbench: Workbench;

beforeAll(async () => {
  workbench = await Workbench.open();
  await workbench.command('Loss Lab: Open');
  await workbench.panel.getByLabel('Steps', { exact: true }).fill('600');
});
afterAll(() => workbench.close());

test('mini-batches scatter around the loss of all as 1/√B', async () => {
  const panel = workbench.panel;
  await panel.getByRole('tab', { name: 'Mini-batch' }).click();
  const rows = panel.locator('.spreads tbody tr');
  // The sentence grows by the loss, once that is known, and moves the button behind it.
  await panel.getByText(/The network is untrained: its mean loss of/).waitFor({ timeout: 60_000 });
  await panel.locator('.draws .bar').waitFor({ state: 'detached', timeout: 60_000 });
  await panel.getByRole('button', { name: 'Train it' }).click();
  await panel.locator('.run-status', { hasText: '600 / 600' }).waitFor({ timeout: 60_000 });
  await panel.getByText('The network is another one now').waitFor({ timeout: 60_000 });
  await panel.locator('#batch-replacement').selectOption('both');
  await panel.locator('#batch-sizes').fill('10, 100, 60000');
  await panel.locator('#batch-draws').fill('400');
  await panel.getByRole('button', { name: 'Draw again' }).click();
  await rows.nth(5).waitFor({ timeout: 30_000 });
  await panel.getByText('400 draws each: filled with replacement').waitFor({ timeout: 60_000 });
  await panel.locator('.draws button[type=submit]').waitFor({ timeout: 30_000 });
  const all = await rows.all();
  for (const row of all.slice(0, 5)) {
    const [, spread, expected] = await row.locator('td').allTextContents();
    expect(Number(spread) / Number(expected)).toBeGreaterThan(0.8);
    expect(Number(spread) / Number(expected)).toBeLessThan(1.2);
  }
  // All of them, none twice: nothing is left to scatter.
  const [, spread, expected] = await all[5].locator('td').allTextContents();
  expect([Number(expected), Number(spread) < 1e-12]).toEqual([0, true]);
  const digits = panel.locator('.drawn-digits figcaption');
  expect((await digits.allTextContents()).join(' ')).toBe('2732 43567 42613 52416 45891 21243 30403 32103 41993 57043');
  await workbench.screenshot('batch-dark');
  for (const [field, typed, sentence] of [
    ['sizes', '10, 70000', 'Expected a whole number from 1 to 60,000, got 70000.'],
    ['sizes', '', 'Expected 1 to 4 batch sizes, got nothing.'],
    ['seed', '1e400', 'Expected a whole number from 0 to 4,294,967,295, got 1e400.'],
    ['draws', '', 'Expected a whole number from 2 to 100,000, got nothing.'],
  ] as const) {
    const input = panel.locator(`#batch-${field}`);
    const before = await input.inputValue();
    await input.fill(typed);
    const said = panel.locator(`#batch-${field}-error`).getByText(sentence);
    await panel.locator(`#batch-${field}-error[aria-live=polite]`).waitFor();
    await said.evaluate((words) => (words.dataset.heard = 'once'));
    // Enter in any field, and the button, lead to what is wrong, and it is read out once more.
    await panel.locator('#batch-seed').press('Enter');
    await expect.poll(() => said.getAttribute('data-heard')).toBeNull();
    expect(await input.evaluate((element) => element === document.activeElement)).toBe(true);
    await panel.getByRole('button', { name: 'Draw', exact: true }).click();
    expect(await input.evaluate((element) => element === document.activeElement)).toBe(true);
    await input.fill(before);
  }

  // Stop ends it: what is drawn stays, and nothing starts by itself.
  await panel.locator('#batch-sizes').fill('60000');
  await panel.locator('#batch-draws').fill('100000');
  await panel.getByText('The pictures are of other settings (batch sizes 10, 100, 60000; seed 0; 400 draws)').waitFor();
  expect(await panel.locator('.batch-body.stale').count()).toBe(1);
  await panel.getByRole('button', { name: 'Draw', exact: true }).click();
  await rows.nth(1).waitFor({ timeout: 30_000 });
  await expect.poll(() => rows.count(), { timeout: 30_000 }).toBe(2);
  await panel.getByRole('button', { name: 'Stop', exact: true }).click();
  const hint = panel.locator('.losses-card .hint');
  const drawn = await hint.textContent();
  // What a draw that went on would have asked the thread for is answered before this.
  await panel.getByRole('tab', { name: 'Samples' }).click();
  await panel.locator('.digit-grid canvas').click({ position: { x: 150, y: 150 } });
  await panel.locator('.facts', { hasText: 'network says' }).waitFor({ timeout: 30_000 });
  await panel.getByRole('tab', { name: 'Mini-batch' }).click();
  expect(await panel.getByRole('button', { name: 'Stop', exact: true }).count()).toBe(0);
  expect(await hint.textContent()).toBe(drawn);
  expect(await panel.locator('.batch-body.stale').count()).toBe(0);
});

test('a derivative has NumPy’s digits, and is lost with the notebook’s step', async () => {
  const panel = workbench.panel;
  await panel.getByRole('tab', { name: 'Derivative' }).click();
  const central = panel.locator('.figures tbody tr').nth(1);
  await panel.locator('.figures .hint').getByText('f′ = cos(x)').waitFor();
  await panel.getByRole('radio', { name: '0.01x² + 0.1x' }).click();
  await panel.getByText('has no truncation error').waitFor();
  await expect.poll(() => central.locator('td').first().textContent()).toBe('0.1999999999990898');
  await panel.locator('#derivative-x').fill('10');
  await expect.poll(() => central.locator('td').first().textContent()).toBe('0.2999999999986347');
  await panel.getByRole('radio', { name: '1e-50' }).click();
  await expect.poll(() => central.locator('td').first().textContent()).toBe('0');
  await panel.getByText('In float64 10 + h is 10').waitFor();
  await panel.locator('.slider-field input[type=range]').press('End');
  expect(await panel.locator('#derivative-h').inputValue()).toBe('1');
  const place = (await panel.locator('.derivative .pickable canvas').last().boundingBox())!;
  await workbench.page.mouse.click(place.x + place.width / 2, place.y + place.height / 2);
  expect(Number(await panel.locator('#derivative-h').inputValue())).toBeLessThan(1e-4);
  for (const [field, typed, sentence] of [
    ['f', 'alert(1)', /f: .*alert/],
    ['f', '', /got nothing/],
    ['f', 'sin(x', 'f: a parenthesis ( is not closed.'],
    ['x', '1e400', 'x: expected a finite number, got 1e400.'],
    ['h', '0', 'h: expected a positive number, got 0.'],
    ['h', 'NaN', 'h: expected a finite number, got NaN.'],
  ] as const) {
    const input = panel.locator(`#derivative-${field}`);
    const before = await input.inputValue();
    await input.fill(typed);
    await panel.locator(`#derivative-${field}-error`).getByText(sentence).waitFor();
    expect(await panel.locator('.derivative > .stale').count()).toBe(1);
    await input.fill(before);
  }
  await panel.getByRole('radio', { name: 'sin x' }).click();
  await workbench.screenshot('derivative-dark');
  // x by keys and by dragging in the picture, h by keys.
  const picture = panel.getByRole('slider', { name: /^x\. f\(x\) = sin/ });
  await picture.press('ArrowRight');
  expect(await panel.locator('#derivative-x').inputValue()).toBe('1.01');
  await picture.press('Shift+ArrowLeft');
  expect(await panel.locator('#derivative-x').inputValue()).toBe('0.91');
  const box = (await picture.boundingBox())!;
  await workbench.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await workbench.page.mouse.down();
  await workbench.page.mouse.move(box.x + box.width - 30, box.y + box.height / 2, { steps: 4 });
  await workbench.page.mouse.up();
  const dragged = Number(await panel.locator('#derivative-x').inputValue());
  expect([dragged > 1.8, dragged < 2.5]).toEqual([true, true]);
  await panel.locator('#derivative-h').fill('1e-4');
  await panel.locator('#derivative-h').press('ArrowUp');
  await panel.locator('#derivative-h').press('Shift+ArrowDown');
  expect(await panel.locator('#derivative-h').inputValue()).toBe('2e-5');
});

test('descents of two variables end where the book’s end', async () => {
  const panel = workbench.panel;
  await panel.getByRole('radio', { name: 'x0² + x1²' }).click();
  const ends = panel.locator('.ends dd');
  await expect.poll(() => ends.nth(0).textContent()).toMatch(/^\[-6\.11110792\d+e-10, 8\.1481439\d+e-10\]/);
  expect(await ends.nth(1).textContent()).toMatch(/^\[-25898374737328\.\d+, -1295248616896\.\d+\]/);
  expect(await ends.nth(2).textContent()).toMatch(/^\[-2\.99999993\d+, 3\.99999991/);
  await panel.locator('#derivative-rates').fill('0.1, fast');
  await panel.getByText('lr: expected a finite number, got fast.').waitFor();
  await panel.locator('#derivative-rates').fill('0.1, 10, 1e-10');
  await panel.locator('#derivative-steps').fill('0');
  await panel.getByText('Expected a whole number from 1 to 10,000, got 0.').waitFor();
  await panel.locator('#derivative-steps').fill('100');
  await panel.getByText('too large a rate: it flew off at step 1').waitFor();
  await panel.locator('#derivative-h').fill('-1');
  await panel.locator('#derivative-h-error').getByText('expected a positive number').waitFor();
  await panel.locator('#derivative-h').fill('1e-4');
  await workbench.screenshot('descent-dark');
  // Each example of two variables brings the rates that it is about.
  await panel.getByRole('radio', { name: 'x0²/20 + x1²' }).click();
  expect(await panel.locator('#derivative-rates').inputValue()).toBe('0.95, 0.1');
  // So does the guide; what is typed from then on stays.
  await panel.getByRole('button', { name: 'What am I looking at?' }).click();
  await panel.getByRole('button', { name: /Two variables: descents from/ }).click();
  await expect.poll(() => panel.locator('#derivative-rates').inputValue()).toBe('0.1, 10, 1e-10');
  await panel.locator('#derivative-rates').fill('0.5');
  await panel.locator('#derivative-rates').press('Tab');
  // Once what was typed is drawn, nothing that the guide asked for is still to come.
  await expect
    .poll(() => panel.locator('.descents .ends dt').allTextContents())
    .toEqual([expect.stringMatching(/lr = 0\.5/)]);
  expect(await panel.locator('#derivative-rates').inputValue()).toBe('0.5');
  await panel.getByRole('button', { name: 'What am I looking at?' }).click();

  await panel.getByRole('radio', { name: 'x0² − x1²' }).click();
  await panel.getByText('went down, far out of the picture').waitFor();
});

test('backpropagation is held against numerical gradients, and broken on purpose', async () => {
  const panel = workbench.panel;
  await panel.getByRole('tab', { name: 'Gradient check' }).click();
  const title = panel.locator('.verdict-card h2');
  await title.getByText('✓ Backpropagation is right').waitFor({ timeout: 60_000 });
  const errors = await panel.locator('.verdict-card tbody td:nth-child(2)').allTextContents();
  expect(errors).toHaveLength(4);
  for (const error of errors) expect(Number(error)).toBeLessThan(1e-6);
  const subject = panel.locator('.check-tab .card').first();
  expect(await subject.textContent()).toContain(
    'on the Train tab, in float64. Numerical: the central difference with h = 1e-4.',
  );
  expect(await panel.locator('.gradients .amplified').textContent()).toMatch(/^× 10\d+$/);
  await workbench.screenshot('check-dark');
  const failing = () => panel.locator('.verdict-card td.failed').count();
  for (const [name, failed] of [
    ['wrong sign', 4],
    ['no 1/N', 4],
    ['σ′ for ReLU′', 2],
    ['float32', 4],
  ] as const) {
    await panel.getByRole('radio', { name }).click();
    await title.getByText(name === 'float32' ? '✗ float32 cannot tell' : '✗ Backpropagation is wrong').waitFor();
    await expect.poll(failing).toBe(failed);
  }
  await workbench.screenshot('check-broken-dark');
  // Other units than the six of the longest gradients.
  const first = await panel.locator('.gradients .unit').first().textContent();
  await panel.getByRole('button', { name: 'Shorter gradients' }).click();
  await panel.getByText('7–12 of 50').waitFor();
  expect(await panel.locator('.gradients .unit').first().textContent()).not.toBe(first);
  // Another experiment meanwhile: what is broken is still the one checked before, and is said to be.
  await panel.getByRole('tab', { name: 'Train' }).click();
  await panel.getByLabel('Hidden layers').fill('');
  await panel.getByRole('tab', { name: 'Gradient check' }).click();
  await subject.getByText('the experiment checked before').waitFor();
  await panel.getByRole('radio', { name: 'as it is' }).click();
  await title.getByText('✓ Backpropagation is right').waitFor();
  expect(await subject.textContent()).toMatch(/784–50–10, relu.*checked before/);
  await panel.getByRole('button', { name: 'Check', exact: true }).click();
  await subject.getByText('784–10, cross-entropy; 100 samples').waitFor();
  await expect.poll(() => panel.getByRole('radio', { name: 'σ′ for ReLU′' }).count()).toBe(0);
});

test('only the tab that is shown is on the page, and each is as it was left', async () => {
  const panel = workbench.panel;
  const show = async (name: string) => {
    await panel.getByRole('tab', { name }).click();
    await expect.poll(() => panel.locator('.page').count()).toBe(1);
  };
  await show('Derivative');
  await panel.locator('#derivative-f').fill('x^3 +');
  const scrolled = () => panel.locator('.page').evaluate((page) => page.scrollTop);
  await panel.locator('.page').evaluate((page) => page.scrollTo(0, page.scrollHeight));
  await expect.poll(scrolled).toBeGreaterThan(0);
  const down = await scrolled();
  await show('Mini-batch');
  await panel.locator('#batch-seed').fill('7');
  await show('Train');
  await panel.locator('#form-steps').fill('650');
  await show('Samples');
  await panel.locator('.digit-grid canvas').waitFor({ timeout: 30_000 });
  await show('Derivative');
  expect(await panel.locator('#derivative-f').inputValue()).toBe('x^3 +');
  expect(await scrolled()).toBe(down);
  await show('Mini-batch');
  expect(await panel.locator('#batch-seed').inputValue()).toBe('7');
  await show('Train');
  expect(await panel.locator('#form-steps').inputValue()).toBe('650');
});
