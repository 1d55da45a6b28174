import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Workbench } from './workbench';

let workbench: Workbench;

beforeAll(async () => {
  workbench = await Workbench.open({ width: 1440, height: 1000 });
});
afterAll(() => workbench.close());

/** Trains what is in the form to its end. */
async function train(values: Record<string, string>) {
  const { panel } = workbench;
  for (const [field, value] of Object.entries(values)) await panel.locator(`#form-${field}`).fill(value);
  const before = await panel.locator('.loss-chart .chip .dot').count();
  await panel.locator('.experiment button[type=submit]').click();
  await expect.poll(() => panel.locator('.loss-chart .chip .dot').count(), { timeout: 60_000 }).toBe(before + 1);
  await panel.locator('.experiment button[type=submit]').waitFor({ timeout: 60_000 });
}

/** Accepts what the save dialog proposes. @returns where the file is. */
async function save(button: string, name: string): Promise<string> {
  const { page, panel } = workbench;
  await panel.getByRole('button', { name: button }).click();
  const input = page.locator('.quick-input-widget input').first();
  await expect.poll(() => input.inputValue(), { timeout: 15_000 }).toContain(name);
  const file = await input.inputValue();
  await input.press('Enter');
  await expect.poll(() => existsSync(file), { timeout: 15_000 }).toBe(true);
  return file;
}

test('runs keep their names, what tells them apart is said beside, and a diverged one is marked and explained', async () => {
  await workbench.command('Loss Lab: Open');
  const { panel } = workbench;
  await train({ steps: '600' });
  await train({ learningRate: '0.5' });
  const chips = panel.locator('.run-legend .look');
  expect(await chips.evaluateAll((all) => all.map((chip) => chip.ariaLabel))).toEqual([
    '600 steps lr 0.1',
    'lr 0.5 · 600 steps',
  ]);
  await train({ learningRate: '1e30' });
  await panel.getByText('Diverged at step 1: the loss stopped being a finite number.').waitFor();
  await panel.getByText('the loss is not a finite number here').waitFor();
  const canvas = panel.locator('.loss-chart canvas');
  const place = (await canvas.boundingBox())!;
  await workbench.page.mouse.move(place.x + 57, place.y + 60);
  await panel.getByText('lr 1e30 · 600 steps diverged here.').waitFor();
  await workbench.screenshot('train-diverged-dark');
});

test('the chart is zoomed and moved by keys, and read along its steps', async () => {
  const { panel, page } = workbench;
  const canvas = panel.locator('.loss-chart canvas');
  await page.mouse.move(5, 5);
  await canvas.focus();
  const readStep = async () => {
    await page.keyboard.press('Shift+ArrowRight');
    const words = await panel.locator('.loss-chart .read-out td').first().textContent();
    return Number(words?.replace(/\D/g, ''));
  };
  const middle = await readStep();
  // What keys go to is read aloud, where a pointer passes is not.
  await panel.locator('.loss-chart [role=status][aria-live=polite] > .read-out').waitFor();
  await canvas.hover();
  await panel.locator('.loss-chart [role=status][aria-live=off] > .read-out').waitFor();
  await page.mouse.move(5, 5);
  expect(Math.abs(middle - 300)).toBeLessThan(8);
  for (let i = 0; i < 4; i++) await page.keyboard.press('+');
  await expect.poll(async () => -((await readStep()) - (await readStep()))).toBe(1);
  await page.keyboard.press('0');
  await expect.poll(async () => -((await readStep()) - (await readStep()))).toBeGreaterThan(1);
});

test('the charts are whole again when the panel is, whatever was zoomed', async () => {
  const { panel, page } = workbench;
  /** The share of the chart's columns that hold a pixel of a curve. */
  const drawn = (card: string) =>
    panel.locator(`${card} canvas`).evaluate((canvas: HTMLCanvasElement) => {
      const { width, height } = canvas;
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, width, height);
      let columns = 0;
      for (let x = 0; x < width; x++)
        for (let y = 0; y < height; y++) {
          const at = 4 * (y * width + x);
          const [r, g, b] = data.subarray(at, at + 3);
          if (data[at + 3] > 128 && Math.max(r, g, b) - Math.min(r, g, b) > 90) {
            columns++;
            break;
          }
        }
      return columns / width;
    });
  await expect.poll(() => drawn('.loss-chart')).toBeGreaterThan(0.85);
  await workbench.command('Loss Lab: Follow the Notebook');
  await panel.locator('.loss-chart').waitFor({ state: 'detached' });
  await page.locator('.tabs-container .tab', { hasText: 'Loss Lab' }).click();
  await panel.locator('.loss-chart canvas').waitFor({ timeout: 30_000 });
  await expect.poll(() => drawn('.loss-chart')).toBeGreaterThan(0.85);
  await expect.poll(() => drawn('.accuracy-chart')).toBeGreaterThan(0.7);
});

test('the wheel scrolls the page over a chart, and zooms both with Ctrl', async () => {
  const { panel, page } = workbench;
  const canvas = panel.locator('.loss-chart canvas');
  const top = async () => (await canvas.boundingBox())!.y;
  const place = (await canvas.boundingBox())!;
  await page.mouse.move(place.x + place.width / 2, place.y + 40);
  await page.mouse.wheel(0, 200);
  await expect.poll(top).toBeLessThan(place.y);
  await page.mouse.wheel(0, -400);
  await expect.poll(top).toBe(place.y);
  const lastTick = async (card: string) => {
    await panel.locator(`${card} canvas`).hover({ position: { x: place.width - 30, y: 60 } });
    return panel.locator(`${card} .read-out td`).first().textContent();
  };
  expect(await lastTick('.loss-chart')).toMatch(/step 5[5-9]\d/);
  await page.mouse.move(place.x + 57, place.y + 40);
  await page.keyboard.down('Control');
  for (let turn = 0; turn < 10; turn++) await page.mouse.wheel(0, -100);
  await page.keyboard.up('Control');
  await expect.poll(() => lastTick('.loss-chart')).toMatch(/step [1-4]\d\d/);
  await expect.poll(() => lastTick('.accuracy-chart')).toMatch(/step [1-4]\d\d/);
  await panel.getByRole('button', { name: 'Show all steps' }).click();
  await expect.poll(() => lastTick('.accuracy-chart')).toMatch(/step 5[5-9]\d/);
});

test('one run is looked at: all that speaks of one speaks of it, in its colour', async () => {
  const { panel } = workbench;
  const entry = (i: number) => panel.locator('.run-legend .entry').nth(i);
  await entry(1).locator('.look').click();
  const name = 'lr 0.5 · 600 steps';
  const color = (at: Locator) =>
    at
      .locator('.dot')
      .first()
      .evaluate((dot) => getComputedStyle(dot).backgroundColor);
  const own = await color(entry(1));
  for (const place of ['.run-status', '.results > .looked-at', '.landscape-card .tools']) {
    await panel.locator(place).getByText(name).first().waitFor();
    expect(await color(panel.locator(place)), place).toBe(own);
  }
  await workbench.icon.click();
  await workbench.live.locator('.title').getByText(name).waitFor({ timeout: 30_000 });
  expect(await color(workbench.live.locator('.title'))).toBe(own);
  expect(await panel.locator('.notice').getByText('Diverged').isVisible()).toBe(false);
  // Switched off it is greyed and not gone, and its figures stay.
  await entry(1).getByRole('button', { name: 'Switch off the curve' }).click();
  await panel.locator('.run-legend .entry.off').getByText(name).waitFor();
  await panel.locator('.results > .looked-at').getByText(name).waitFor();
  await entry(1).getByRole('button', { name: 'Switch on the curve' }).click();
  await panel.locator('.run-legend .entry.off').waitFor({ state: 'detached' });
});

test('a step that is pointed at on one chart is read on both, and the accuracy where it was measured', async () => {
  const { panel } = workbench;
  await panel.locator('.loss-chart canvas').hover({ position: { x: 300, y: 60 } });
  const step = (card: string) => panel.locator(`${card} .read-out td`).first().textContent();
  const pointed = await step('.loss-chart');
  expect(await step('.accuracy-chart')).toBe(pointed);
  expect(Number(/\d+/.exec(pointed ?? '')?.[0])).toBeLessThan(600);
  // The accuracy was measured before the first step, and after the last.
  await panel.locator('.accuracy-chart .read-out').getByText('step 0', { exact: true }).first().waitFor();
  await workbench.page.mouse.move(5, 5);
  await panel.locator('.accuracy-chart .read-out').waitFor({ state: 'detached' });
});

test('what is read of a step is whole and in its card, wherever the pointer is', async () => {
  const { panel, page } = workbench;
  for (const card of ['.loss-chart', '.accuracy-chart'])
    for (const share of [0.2, 0.45, 0.55, 0.8]) {
      const { width } = (await panel.locator(`${card} canvas`).boundingBox())!;
      await panel.locator(`${card} canvas`).hover({ position: { x: width * share, y: 50 } });
      const said = (await panel.locator(`${card} .read-out`).boundingBox())!;
      const whole = (await panel.locator(card).boundingBox())!;
      expect(said.x, card).toBeGreaterThanOrEqual(whole.x);
      expect(said.y, card).toBeGreaterThanOrEqual(whole.y);
      expect(said.x + said.width, card).toBeLessThanOrEqual(whole.x + whole.width);
      expect(said.y + said.height, card).toBeLessThanOrEqual(whole.y + whole.height);
    }
  await page.mouse.move(5, 5);
});

test('the line beside the tabs has one place, and moves nothing', async () => {
  const { panel, page } = workbench;
  for (const width of [1440, 1100, 480]) {
    await page.setViewportSize({ width, height: 1000 });
    const top = async () => (await panel.locator('.panel > .top').boundingBox())!.height;
    await expect.poll(top).toBeLessThan(75);
    const before = await top();
    // As a run has it that goes on, with a long name.
    const isWhole = await panel.locator('.run-status').evaluate((line: HTMLElement) => {
      const long = line.cloneNode(true) as HTMLElement;
      long.querySelector('.name')!.textContent = 'a very long name for an experiment that nobody reads twice';
      long.insertAdjacentHTML('beforeend', '<span class="buttons"><button>Stop</button></span>');
      line.style.display = 'none';
      line.after(long);
      return long.scrollWidth <= long.clientWidth;
    });
    expect(isWhole, `at ${width} px`).toBe(true);
    expect(await top()).toBe(before);
    await panel.locator('.run-status').evaluateAll(([line, long]: HTMLElement[]) => {
      long.remove();
      line.style.display = '';
    });
  }
  await page.setViewportSize({ width: 1440, height: 1000 });
});

test('outliers are left out on demand, and counted', async () => {
  const { panel } = workbench;
  await panel.getByRole('button', { name: 'log y' }).click();
  await panel.getByRole('button', { name: 'ignore outliers' }).click();
  await panel.getByText(/\d+ steps lie outside of the picture/).waitFor();
  await workbench.screenshot('train-outliers-dark');
  await panel.getByRole('button', { name: 'ignore outliers' }).click();
  await panel.getByRole('button', { name: 'log y' }).click();
});

test('the picture and every step are saved', async () => {
  const picture = await save('Save the picture (PNG)', 'loss.png');
  const bytes = await readFile(picture);
  expect(bytes.toString('latin1', 1, 4)).toBe('PNG');
  expect(bytes.readUInt32BE(16)).toBeGreaterThan(1200);
  const data = await save('Save every step of these runs (CSV)', 'losses.csv');
  await expect.poll(async () => (await readFile(data, 'utf8')).split('\n').length).toBe(602);
  const [head, , second] = (await readFile(data, 'utf8')).split('\n');
  expect(head).toBe('step,600 steps (float32),lr 0.5 · 600 steps (float32),lr 1e30 · 600 steps (float32)');
  expect(second.split(',')[3]).toBe('NaN');
});

test('the loss landscape of a run is taken, read by keys, and turned into the plane of its path', async () => {
  const { panel, page } = workbench;
  await panel.locator('.run-legend .look').first().click();
  const card = panel.locator('.landscape-card');
  await card.getByRole('button', { name: 'Compute the loss landscape' }).click();
  const share = card.getByText(/The two directions in which the weights moved most hold/);
  await share.waitFor({ timeout: 60_000 });
  expect(Number(/([\d.]+)\s%/.exec((await share.textContent()) ?? '')?.[1])).toBeGreaterThan(80);
  await card.getByRole('radio', { name: 'random directions' }).click();
  await card.getByText(/Only [\d.]+\s% of the weights’ movement lies in this plane/).waitFor({ timeout: 60_000 });
  const label = () => card.locator('canvas').getAttribute('aria-label');
  const random = await label();
  expect(random).toMatch(
    /1st random direction .* the loss is 0\.\d+ at the end of the run, step 600, and from 0\.\d+ to/,
  );
  const seed = card.getByLabel('Seed of the directions');
  await seed.fill('1e400');
  await card.getByText('Expected a whole number from 0 to 4,294,967,295, got 1e400.').waitFor();
  await seed.fill('1');
  await expect.poll(label, { timeout: 60_000 }).not.toBe(random);
  await card.getByRole('radio', { name: 'along the path' }).click();
  await share.waitFor({ timeout: 60_000 });
  await card.locator('canvas').focus();
  const loss = async () => {
    await page.keyboard.press('Shift+ArrowLeft');
    return Number(await card.locator('.read-out td').nth(1).textContent());
  };
  const [nearEnd, nearer] = [await loss(), await loss()];
  expect(nearer).toBeGreaterThan(nearEnd);
  await workbench.screenshot('train-landscape-dark');
  await page.keyboard.press('Escape');
  await card.locator('.read-out').waitFor({ state: 'detached' });
});
