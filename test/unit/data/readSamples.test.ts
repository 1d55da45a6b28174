import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSamples, type SampleFiles } from '../../../src/data/readSamples';
import { madeIdx } from './madeIdx';

let directory: string;
let files: SampleFiles;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'losslab-samples-'));
  files = {
    images: join(directory, 'images.gz'),
    labels: join(directory, 'labels.gz'),
    count: 4,
    size: [3, 2],
    classes: 4,
  };
});
afterAll(() => rm(directory, { recursive: true }));

async function write(images: Uint8Array, labels: Uint8Array): Promise<void> {
  await Promise.all([writeFile(files.images, gzipSync(images)), writeFile(files.labels, gzipSync(labels))]);
}

describe('readSamples', () => {
  it('reads pictures row by row with their labels', async () => {
    await write(madeIdx([4, 3, 2]), madeIdx([4]));
    const { pixels, labels, ...shape } = await readSamples(files);
    expect(shape).toEqual({ count: 4, inputs: 6, classes: 4 });
    expect(Array.from(pixels)).toEqual(Array.from({ length: 24 }, (_, index) => index));
    expect(Array.from(labels)).toEqual([0, 1, 2, 3]);
  });

  it('refuses another number of pictures or labels, and another size', async () => {
    await write(madeIdx([3, 3, 2]), madeIdx([4]));
    await expect(readSamples(files)).rejects.toThrow(
      `${files.images}: expected 4 × 3 × 2 values, its header says 3 × 3 × 2.`,
    );
    await write(madeIdx([4, 2, 3]), madeIdx([4]));
    await expect(readSamples(files)).rejects.toThrow(
      `${files.images}: expected 4 × 3 × 2 values, its header says 4 × 2 × 3.`,
    );
    await write(madeIdx([4, 3, 2]), madeIdx([3]));
    await expect(readSamples(files)).rejects.toThrow(`${files.labels}: expected 4 values, its header says 3.`);
  });

  it('refuses a file under the name of the other kind', async () => {
    await write(madeIdx([4]), madeIdx([4]));
    await expect(readSamples(files)).rejects.toThrow(
      `${files.images}: expected an IDX header of 16 bytes, the file has 12.`,
    );
    await write(madeIdx([20]), madeIdx([4]));
    await expect(readSamples(files)).rejects.toThrow(
      `${files.images}, byte 0: expected the IDX magic number 0x00000803, got 0x00000801.`,
    );
  });

  it('names the first label outside the classes', async () => {
    const labels = madeIdx([4]);
    labels[8 + 2] = 4;
    await write(madeIdx([4, 3, 2]), labels);
    await expect(readSamples(files)).rejects.toThrow(`${files.labels}, label 2: expected 0 … 3, got 4.`);
  });
});
