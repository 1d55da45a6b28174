import { reduce, type LossOptions, type Reduction } from './reduction';
import { batchSizeOf, type Target } from './target';
import { checkWeighted, countsUnevenly, divisorOf, rowWeights, type Weighting } from './weighting';

/** What the book adds to y before the logarithm, so that log(0) never happens (4.2.2). */
export const defaultDelta = 1e-7;

export interface CrossEntropyOptions extends LossOptions, Weighting {
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
 * @throws BadInput when the shapes do not fit, a label is outside 0 … C − 1, an option is out of range, or every row is
 *   ignored.
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
  { classes, delta = defaultDelta, reduction = 'mean', ...weighting }: CrossEntropyOptions,
): Float64Array | number {
  if (countsUnevenly(weighting)) return weighted(y, target, classes, delta, reduction, weighting);
  const rows = batchSizeOf(y, target, classes);
  const terms = new Float64Array(target.form === 'oneHot' ? y.length : rows);
  if (target.form === 'oneHot') {
    const { t } = target;
    for (let i = 0; i < terms.length; i++) terms[i] = t[i] * Math.log(y[i] + delta);
  } else {
    const { label } = target;
    for (let n = 0; n < rows; n++) terms[n] = Math.log(y[n * classes + label[n]] + delta);
  }
  return reduce(terms, rows, reduction, -1);
}

/** With options, of which the book has none: the sums are not NumPy's to the last bit any more. */
function weighted(
  y: ArrayLike<number>,
  target: Target,
  classes: number,
  delta: number,
  reduction: Reduction,
  weighting: Weighting,
): Float64Array | number {
  const rows = checkWeighted(y, target, classes, weighting);
  const divisor = divisorOf(target, rows, weighting, reduction);
  const q = new Float64Array(classes);
  const losses = Float64Array.from({ length: rows }, (_, n) => {
    rowWeights(target, n, classes, weighting, q);
    let loss = 0;
    for (let k = 0; k < classes; k++) if (q[k] !== 0) loss -= q[k] * Math.log(y[n * classes + k] + delta);
    return loss;
  });
  return reduction === 'none' ? losses : losses.reduce((sum, loss) => sum + loss, 0) / divisor;
}
