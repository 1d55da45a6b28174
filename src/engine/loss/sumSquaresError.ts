import { reduce, type LossOptions } from './reduction';
import { batchSizeOf, oneHot, type Target } from './target';

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
  const squares = Float64Array.from(y, (value, i) => (value - t[i]) * (value - t[i]));
  return reduce(squares, rows, reduction, 0.5);
}
