import type { Floats } from '../network/floats';
import { inSlices } from '../slices';

/** Labelled samples as they are stored: one byte a pixel, one a label. */
export interface Samples {
  /** (count, inputs) bytes; 0 is paper, 255 is ink. */
  pixels: Uint8Array;
  /** (count,) class indices. */
  labels: Uint8Array;
  count: number;
  inputs: number;
  classes: number;
}

/** What a network learns from, and what it has never seen. */
export interface Sets {
  train: Samples;
  test: Samples;
}

/** What a pixel costs, in multiply-adds. */
const gatherWork = 4;

/** float32(p) / float32(255) for every byte, as the book's `load_mnist(normalize=True)` gives pixels. */
export const normalized = Float32Array.from({ length: 256 }, (_, p) => p / 255);

/** Normalises `pixels` into the first elements of x. */
export function normalize(pixels: Uint8Array, x: Floats): void {
  for (let i = 0; i < pixels.length; i++) x[i] = normalized[pixels[i]];
}

/** As `gather`; yields the samples done. */
export function gatherInSlices(
  samples: Samples,
  indices: Int32Array,
  x: Floats,
  label: Uint8Array,
): Generator<number, void> {
  const { inputs } = samples;
  return inSlices(indices.length, gatherWork * inputs, (first, end) =>
    gather(samples, indices.subarray(first, end), x.subarray(first * inputs), label.subarray(first)),
  );
}

/** Puts the samples that `indices` names into a batch. @param x (indices, inputs) @param label (indices,) */
export function gather({ inputs, pixels, labels }: Samples, indices: Int32Array, x: Floats, label: Uint8Array): void {
  indices.forEach((index, n) => {
    normalize(pixels.subarray(index * inputs, (index + 1) * inputs), x.subarray(n * inputs, (n + 1) * inputs));
    label[n] = labels[index];
  });
}
