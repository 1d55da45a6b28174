import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Workbench } from './workbench';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let workbench: Workbench;

beforeAll(async () => {
  workbench = await Workbench.open();
  await workbench.icon.click();
  await workbench.command('Loss Lab: Open');
  await workbench.panel.getByRole('tab', { name: 'Loss' }).click();
  await workbench.panel.getByRole('radio', { name: 'example 1' }).click();
});
afterAll(() => workbench.close());

const text = async (selector: string) => (await workbench.panel.locator(selector).textContent()) ?? '';

test('δ is slid and typed, and every loss follows', async () => {
  const { panel } = workbench;
  const field = panel.getByLabel('δ', { exact: true });
  expect(await text('.one-hot-form .total')).toBe('0.510825457099338');
  await panel.getByRole('slider').focus();
  await workbench.page.keyboard.press('End');
  expect(await field.inputValue()).toBe('0');
  expect(await text('.one-hot-form .total')).toBe('NaN');
  await panel.getByText('spoils the one-hot sum').waitFor();
  await field.fill('2');
  await panel.getByText('δ: expected a number from 0 to 1, got 2.').waitFor();
  await field.fill('1e-7');
  expect(await text('.label-form .total')).toBe('0.510825457099338');
});

test('what is mixed up gives NumPy’s wrong numbers, and NumPy’s words where it notices', async () => {
  const { panel } = workbench;
  const given = () => panel.locator('.confusions dl > div:first-child dd').allTextContents();
  expect(await given()).toEqual(['155.76', '23.719', '1.8195', '2.8134', '18.197', '0.51083', '16.118']);
  await panel.getByText('7 of 7 go through without a word.').waitFor();
  await panel.getByRole('radio', { name: 'both examples' }).click();
  await panel.getByText('ValueError: operands could not be broadcast together with shapes (2,) (2,10)').waitFor();
  expect((await given()).slice(0, 4)).toEqual(['an error', 'an error', '2.0695', '2.8134']);
});

test('the loss is copied as code', async () => {
  const { panel, page } = workbench;
  const { origin } = new URL(page.url());
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin });
  const card = panel.locator('.snippet');
  await card.getByRole('radio', { name: 'PyTorch' }).click();
  await card.getByRole('radio', { name: 'label' }).click();
  await card.getByRole('button', { name: 'Copy' }).click();
  await card.getByRole('status').getByText('Copied').waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain('loss = F.nll_loss(torch.log(y + delta), t)\nprint(loss.item())  # 0.510825457099338');
});

test('both forms are measured up to 100,000 classes once the table is seen', async () => {
  const { panel } = workbench;
  const card = panel.locator('.cost-card');
  await card.scrollIntoViewIfNeeded();
  const last = card.locator('tbody tr').last();
  await last.getByText('40 MB').waitFor({ timeout: 30_000 });
  expect(await last.locator('.of-label').first().textContent()).toBe('400 B');
  const ratio = parseFloat(((await last.locator('td.strong').textContent()) ?? '').replaceAll(',', ''));
  expect(ratio).toBeGreaterThan(1000);
  await card.getByRole('button', { name: 'Measure again' }).click();
  await card.getByRole('button', { name: 'Stop' }).click();
  await card.getByRole('button', { name: 'Measure' }).waitFor();
});

test('Escape closes the guide from the button that opened it', async () => {
  const { panel, page } = workbench;
  const button = panel.getByRole('button', { name: 'What am I looking at?' });
  await button.click();
  await panel.locator('#guide').waitFor();
  await page.keyboard.press('Escape');
  await panel.locator('#guide').waitFor({ state: 'detached' });
  expect(await button.getAttribute('aria-expanded')).toBe('false');
});

test('nothing on the tab keeps anybody out', async () => {
  const body = workbench.panel.locator('body');
  await body.evaluate(axe);
  const violations = await body.evaluate(async () => {
    interface Violation {
      id: string;
      impact: string | null;
      nodes: { html: string }[];
    }
    const { axe: checker } = window as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } };
    return (await checker.run()).violations;
  });
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
});

test('where y comes from is one choice, and arrows make it', async () => {
  const { panel, page } = workbench;
  const sources = panel.getByRole('radiogroup', { name: 'Where y comes from' });
  await sources.getByRole('radio', { name: 'example 1' }).click();
  await page.keyboard.press('ArrowRight');
  const second = sources.getByRole('radio', { name: 'example 2', checked: true });
  await second.waitFor();
  expect(await second.evaluate((radio) => document.activeElement === radio)).toBe(true);
  expect(await sources.getByRole('radio', { checked: true }).count()).toBe(1);
  expect(await sources.locator('[tabindex="0"]').count()).toBe(1);
  await page.keyboard.press('End');
  // A fault is seen at once, and read out when typing rests: not with every key on the way there.
  await panel.locator('#typed-label').fill('1');
  const fault = panel.locator('#typed-label-error');
  await page.keyboard.type('2');
  await fault.getByText(/expected/i).waitFor();
  expect(await fault.getAttribute('aria-live')).toBe('off');
  await expect.poll(() => fault.getAttribute('aria-live')).toBe('polite');
  await page.keyboard.press('Backspace');
  await expect.poll(() => fault.textContent()).toBe('');
});
