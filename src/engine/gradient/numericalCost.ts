import type { Activation } from '../network/activation';
import type { LayerSizes } from '../network/network';

export interface NumericalCost {
  parameters: number;
  /** Of one gradient, in one thread of a computer of 2026. */
  seconds: number;
}

/** Different values other than 0 that a sample of MNIST has in its pixels, about. */
const distinctPixels = 110;

/** Nanoseconds to move one pre-activation, and then for each multiply-add behind it: measured, and good to a factor of 2. */
const moveTime = 60;
const multiplyAddTime = { relu: 0.8, sigmoid: 2, tanh: 2 };

/** Multiply-adds behind a move of one pre-activation of `layer`. */
function workBehind(sizes: LayerSizes, layer: number): number {
  const last = sizes.length - 2;
  let behind = layer < last ? sizes[layer + 2] : 0;
  for (let next = layer + 2; next <= last; next++) behind += sizes[next] * sizes[next + 1];
  return behind;
}

/** What moving one pre-activation of `layer` costs, in multiply-adds. */
export const moveWork = (sizes: LayerSizes, layer: number): number => 100 + 2 * workBehind(sizes, layer);

/**
 * What a numerical gradient costs, known before it is begun. A weight of the last hidden layer reaches only the scores; one
 * in an earlier layer moves everything behind the next, so that each layer more costs a whole forward pass a move.
 * @param sizes from inputs to classes. @param rows of the batch.
 */
export function numericalCost(
  sizes: LayerSizes,
  activation: Activation,
  rows: number,
  method: 'central' | 'forward' = 'central',
): NumericalCost {
  const last = sizes.length - 2;
  let parameters = 0;
  let nanoseconds = 0;
  for (let layer = 0; layer <= last; layer++) {
    parameters += (sizes[layer] + 1) * sizes[layer + 1];
    const distinct = layer === 0 ? Math.min(sizes[0], distinctPixels) : sizes[layer];
    const moves = sizes[layer + 1] * rows * (distinct + 1) * (method === 'central' ? 2 : 1);
    nanoseconds += moves * (moveTime + multiplyAddTime[activation] * workBehind(sizes, layer));
  }
  return { parameters, seconds: nanoseconds / 1e9 };
}
