import type { Samples } from '../engine';
import { BadInput } from '../engine/badInput';
import { decodeIdx } from './idx';
import { unpack } from './unpack';

/** Where a set of labelled pictures is, and what it has to be. */
export interface SampleFiles {
  /** Paths of gzipped IDX files. */
  images: string;
  labels: string;
  /** Samples expected, and the rows and columns of each picture. */
  count: number;
  size: readonly [rows: number, columns: number];
  classes: number;
}

function expectDimensions(file: string, got: readonly number[], expected: readonly number[]): void {
  if (got.some((dimension, axis) => dimension !== expected[axis]))
    throw new BadInput(file, '{0}: expected {1} values, its header says {2}.', [
      file,
      expected.join(' × '),
      got.join(' × '),
    ]);
}

function expectLabels(file: string, labels: Uint8Array, classes: number): void {
  const wrong = labels.findIndex((label) => label >= classes);
  if (wrong >= 0)
    throw new BadInput(file, '{0}, label {1}: expected 0 … {2}, got {3}.', [file, wrong, classes - 1, labels[wrong]]);
}

/**
 * @param onRead called with the number of packed bytes read since the last call.
 * @returns pixels (count, rows · columns) and labels (count), bytes.
 * @throws BadInput naming the file, the place and what was expected there.
 */
export async function readSamples(files: SampleFiles, onRead?: (bytes: number) => void): Promise<Samples> {
  const { images, labels, count, size, classes } = files;
  const inputs = size[0] * size[1];
  const [imageBytes, labelBytes] = await Promise.all([
    unpack(images, 16 + count * inputs, onRead),
    unpack(labels, 8 + count, onRead),
  ]);
  const pixels = decodeIdx(imageBytes, images, 3);
  expectDimensions(images, pixels.dimensions, [count, ...size]);
  const digits = decodeIdx(labelBytes, labels, 1);
  expectDimensions(labels, digits.dimensions, [count]);
  expectLabels(labels, digits.values, classes);
  return { pixels: pixels.values, labels: digits.values, count, inputs, classes };
}
