import { reduce, type LossOptions } from './reduction';
import { batchSizeOf, type Target } from './target';

/** What the book adds to y before the logarithm, so that log(0) never happens (4.2.2). */
export const defaultDelta = 1e-7;

export interface CrossEntropyOptions extends LossOptions {
  delta?: number;
}

/**
 * Cross-entropy error −Σ t log(y + δ) (Deep Learning from Scratch, 4.2.2 and 4.2.4).
 *
 * The one-hot form multiplies all N·C logarithms by t and adds them as `np.sum` adds an (N, C) array; the label form
 * picks N logarithms and adds those. For one sample they agree to the last bit; over a batch they may part in it.
 *
 * @param y (N, C) row-major probabilities, rows sum to 1.
 * @returns a number, or (N,) losses with reduction `none`.
 * @throws BadInput when the shapes do not fit or a label is outside 0 … C − 1.
 */
export function crossEntropyError(
  y: ArrayLike<number>,
  target: Target,
  options: CrossEntropyOptions & { reduction: 'none' },
): Float64Array;
export function crossEntropyError(
  y: ArrayLike<number>,
  target: Target,
  options: CrossEntropyOptions & { reduction?: 'mean' | 'sum' },
): number;
export function crossEntropyError(
  y: ArrayLike<number>,
  target: Target,
  { classes, delta = defaultDelta, reduction = 'mean' }: CrossEntropyOptions,
): Float64Array | number {
  const rows = batchSizeOf(y, target, classes);
  const terms =
    target.form === 'oneHot'
      ? Float64Array.from(y, (value, i) => target.t[i] * Math.log(value + delta))
      : Float64Array.from(target.label, (label, n) => Math.log(y[n * classes + label] + delta));
  return reduce(terms, rows, reduction, -1);
}
