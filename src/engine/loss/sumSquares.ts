import type { Floats } from '../network/floats';
import { reduce, type LossOptions } from './reduction';
import { batchSizeOf, oneHot, type Target } from './target';

const squareOf = (y: number, t: number) => (y - t) * (y - t);

/**
 * Sum of squares error ½ Σ (y − t)² (Deep Learning from Scratch, 4.2.1).
 *
 * @param y (N, C) row-major.
 * @returns a number, or (N,) losses with reduction `none`.
 * @throws BadInput when the shapes do not fit or a label is outside 0 … C − 1.
 */
export function sumSquaresError(
  y: ArrayLike<number>,
  target: Target,
  options: LossOptions & { reduction: 'none' },
): Float64Array;
export function sumSquaresError(
  y: ArrayLike<number>,
  target: Target,
  options: LossOptions & { reduction?: 'mean' | 'sum' },
): number;
export function sumSquaresError(
  y: ArrayLike<number>,
  target: Target,
  { classes, reduction = 'mean' }: LossOptions,
): Float64Array | number {
  const rows = batchSizeOf(y, target, classes);
  const t = target.form === 'oneHot' ? target.t : oneHot(target.label, classes);
  const squares = Float64Array.from(y, (value, i) => squareOf(value, t[i]));
  return reduce(squares, rows, reduction, 0.5);
}

/** Of one row: y from `start` on, t from `from` on. @param sum what makes probabilities of y: 1 of those that are. */
export function sumSquaresOfRow(
  y: ArrayLike<number>,
  start: number,
  t: Float64Array,
  from: number,
  classes: number,
  sum = 1,
): number {
  let squares = 0;
  for (let k = 0; k < classes; k++) squares += squareOf(y[start + k] / sum, t[from + k]);
  return 0.5 * squares;
}

/**
 * The derivative of a sum of squares by the scores that softmax took: g = (y − t) / divisor back through softmax,
 * y (g − Σ g y).
 * @param y (N, C) probabilities.
 * @param divisor what the sum of the losses is divided by.
 * @param out where the (N, C) derivative goes; not `y`.
 */
export function sumSquaresGradient(y: Floats, target: Target, classes: number, divisor: number, out: Floats): void {
  const t = target.form === 'oneHot' ? target.t : oneHot(target.label, classes);
  for (let start = 0; start < t.length; start += classes) {
    let weighted = 0;
    for (let k = start; k < start + classes; k++) {
      out[k] = (y[k] - t[k]) / divisor;
      weighted += out[k] * y[k];
    }
    for (let k = start; k < start + classes; k++) out[k] = y[k] * (out[k] - weighted);
  }
}
