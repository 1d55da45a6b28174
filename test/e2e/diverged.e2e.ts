import { afterAll, beforeAll, expect, test } from 'vitest';
import { Workbench } from './workbench';

let workbench: Workbench;
beforeAll(async () => {
  workbench = await Workbench.open();
});
afterAll(() => workbench.close());

const tab = (name: string) => workbench.panel.getByRole('tab', { name, exact: true }).click();

/** Everything that the page of a tab says, to eyes and to ears. */
const said = (name: string) =>
  workbench.panel.locator(`#page-${name}`).evaluate((page) => {
    const labels = Array.from(page.querySelectorAll('[aria-label], [title]'), (element) =>
      [element.getAttribute('aria-label'), element.getAttribute('title')].join(' '),
    );
    return [(page as HTMLElement).innerText, ...labels].join('\n');
  });

test('a network that diverged gives no number, and every tab says so', async () => {
  await workbench.command('Loss Lab: Open');
  const { panel } = workbench;
  await panel.getByLabel('Learning rate').fill('1e30');
  await panel.getByLabel('Steps', { exact: true }).fill('100');
  await panel.locator('.experiment button[type=submit]').click();
  await panel.getByText('Diverged at step 1').waitFor({ timeout: 60_000 });

  await tab('Samples');
  await panel.getByText('gives no number (NaN) for any digit, as it diverged').waitFor({ timeout: 60_000 });
  await panel.locator('.digit-grid canvas').click({ position: { x: 60, y: 20 } });
  await panel.locator('.digit-grid canvas').click({ position: { x: 100, y: 20 }, modifiers: ['Shift'] });
  await panel.locator('.sample-card .wrong', { hasText: 'no number (NaN)' }).waitFor();
  const samples = await said('samples');

  await tab('Loss');
  await panel.locator('.picture .wrong', { hasText: 'The network gives no number (NaN)' }).waitFor();
  const code = await panel.locator('.snippet pre').textContent();
  expect(code).toContain('np.array([np.nan, np.nan');
  const loss = await said('loss');

  await tab('Mini-batch');
  await panel.getByText('there is no loss to estimate').waitFor({ timeout: 30_000 });
  const batch = await said('batch');

  await tab('Three ways');
  await panel.getByRole('radio', { name: /^my network/ }).click();
  await panel.locator('.strip').getByText('It gives no number (NaN) for any digit').waitFor({ timeout: 60_000 });
  await panel.locator('.digit-card').getByText('The network gives no number (NaN)').waitFor();
  const ways = await said('ways');

  for (const words of [samples, loss, batch, ways])
    expect(words).not.toMatch(/\b255 ✗|read as 255|as -1\b|-1 with|NaN\s%|equal to the last bit|NaN right/);
});
