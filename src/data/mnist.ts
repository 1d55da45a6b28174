import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Samples } from '../engine';
import { readSamples, type SampleFiles } from './readSamples';
import { classes, testSamples, trainingSamples } from './mnistShape';

const mnistFiles = (directory: string, set: string, count: number): SampleFiles => ({
  images: join(directory, `${set}-images-idx3-ubyte.gz`),
  labels: join(directory, `${set}-labels-idx1-ubyte.gz`),
  count,
  size: [28, 28],
  classes,
});

const sizeOf = (file: string) =>
  stat(file).then(
    ({ size }) => size,
    () => 0,
  );

/**
 * Reads the packed MNIST: (60000, 784) and (10000, 784) bytes, 0 is paper and 255 ink, with their labels 0 … 9.
 * @param directory where scripts/pack-mnist.mjs put the four files.
 * @param onProgress called with the share (0 … 1) that is read; last with 1.
 * @throws BadInput naming the file that is missing or damaged, and what was expected.
 */
export async function loadMnist(
  directory: string,
  onProgress?: (fraction: number) => void,
): Promise<{ train: Samples; test: Samples }> {
  const sets = [mnistFiles(directory, 'train', trainingSamples), mnistFiles(directory, 't10k', testSamples)] as const;
  const sizes = await Promise.all(sets.flatMap(({ images, labels }) => [images, labels]).map(sizeOf));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  let read = 0;
  const onRead = (bytes: number) => {
    read += bytes;
    onProgress?.(read / total);
  };
  const [train, test] = await Promise.all([readSamples(sets[0], onRead), readSamples(sets[1], onRead)]);
  return { train, test };
}
