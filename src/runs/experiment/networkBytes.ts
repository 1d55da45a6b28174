import { kept } from '../../engine/training/optimizer';
import type { Experiment } from './experiment';

const gigabyte = 2 ** 30;

/** The share of a computer's memory that a network may take. */
export const memoryShare = 0.5;

/** Weights and biases of a network whose layers have `sizes` units, the input's first. */
export const parameterCount = (sizes: readonly number[]): number =>
  sizes.slice(1).reduce((sum, size, layer) => sum + size * (sizes[layer] + 1), 0);

/** Bytes that the training of an experiment needs. */
export function networkBytes(
  { network, batch, dtype, optimizer }: Experiment,
  inputs: number,
  classes: number,
): number {
  const sizes = [inputs, ...network.hidden, classes];
  const weights = parameterCount(sizes);
  const units = sizes.reduce((sum, size) => sum + size, 0);
  // Parameters twice, their gradients and two copies of a checkpoint, with what the optimizer keeps of each; activations
  // and their gradients.
  return ((5 + 4 * kept[optimizer.kind]) * weights + 2 * units * batch.size) * (dtype === 'float32' ? 4 : 8);
}

/** In gigabytes, to one decimal. */
export const gigabytes = (bytes: number) => Math.round((10 * bytes) / gigabyte) / 10;
