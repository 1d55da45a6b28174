import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Workbench } from './workbench';

let workbench: Workbench;
let images: string;
let whole: Buffer;

beforeAll(async () => {
  workbench = await Workbench.open();
  images = join(await workbench.extensionFolder(), 'media', 'mnist', 'train-images-idx3-ubyte.gz');
  whole = await readFile(images);
});
afterAll(() => workbench.close());

const said = () => workbench.panel.locator('.samples-wait [role=alert]');

test('a damaged file is named in one sentence, and nothing starts', async () => {
  await writeFile(images, whole.subarray(0, 1_000_000));
  await workbench.command('Loss Lab: Pick Samples');
  await said().waitFor({ timeout: 30_000 });
  expect(await said().textContent()).toMatch(/train-images-idx3-ubyte\.gz ends too early: expected a whole gzip file/);
  await workbench.command('Loss Lab: Train');
  await workbench.page.locator('.notification-list-item-message', { hasText: 'ends too early' }).waitFor();
  await workbench.icon.click();
  await workbench.page.getByText('No runs yet').waitFor();
});

test('a missing one too, and once the files are whole again a second try succeeds', async () => {
  await rm(images);
  const again = workbench.panel.getByRole('button', { name: 'Try again' });
  await workbench.panel.getByRole('tab', { name: 'Samples' }).click();
  await again.click();
  await workbench.panel.getByText('train-images-idx3-ubyte.gz is missing').waitFor();
  await writeFile(images, whole);
  await again.click();
  await workbench.panel.locator('.digit-grid canvas').waitFor({ timeout: 30_000 });
});
