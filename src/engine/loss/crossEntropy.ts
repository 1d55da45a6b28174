import type { Floats } from '../network/floats';
import { pairwiseSum } from '../sum/pairwiseSum';
import { logSoftmax } from './logSoftmax';
import { reduce, type LossOptions } from './reduction';
import { rowsOf, type Target } from './target';
import { checkWeighted, countsUnevenly, divisorOf, rowWeights, type Weighting } from './weighting';

/** What the book adds to y before the logarithm, so that log(0) never happens (4.2.2). */
export const defaultDelta = 1e-7;

/** log(y + δ), whose negative is the cross-entropy error of a right answer's y. */
export const logOf = (y: number, delta = defaultDelta): number => Math.log(y + delta);

/** δ of probabilities; `none` of values that are logarithms already, and exact. */
export type DeltaOrNone = number | 'none';

const logOrOwn = (value: number, delta: DeltaOrNone) => (delta === 'none' ? value : logOf(value, delta));

export interface EntropyOptions extends LossOptions, Weighting {}

export interface CrossEntropyOptions extends EntropyOptions {
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
  { delta = defaultDelta, ...options }: CrossEntropyOptions,
): Float64Array | number {
  return crossEntropy(y, delta, target, options);
}

/**
 * Cross-entropy of softmax(scores), taken from the scores themselves: −Σ q log softmax(scores), exact where softmax
 * rounds to 0, and without the book's δ. The definitions are torch.nn.CrossEntropyLoss's and Keras's
 * CategoricalCrossentropy(from_logits=True)'s; see `Weighting`.
 * @param scores (N, C) row-major, what softmax would take. A row with one that is NaN or ∞ has the loss NaN.
 * @returns, @throws as `crossEntropyError`.
 */
export function crossEntropyErrorFromLogits(
  scores: ArrayLike<number>,
  target: Target,
  options: EntropyOptions & { reduction: 'none' },
): Float64Array;
export function crossEntropyErrorFromLogits(
  scores: ArrayLike<number>,
  target: Target,
  options: EntropyOptions & { reduction?: 'mean' | 'sum' },
): number;
export function crossEntropyErrorFromLogits(
  scores: ArrayLike<number>,
  target: Target,
  options: EntropyOptions,
): Float64Array | number {
  const rows = checkWeighted(scores, target, options.classes, options);
  return crossEntropy(logSoftmax(scores, rows, options.classes), 'none', target, options);
}

/** Both of them. @param values (N, C) probabilities, or logarithms where δ is `none`. */
export function crossEntropy(
  values: ArrayLike<number>,
  delta: DeltaOrNone,
  target: Target,
  options: EntropyOptions & { reduction: 'sum' },
): number;
export function crossEntropy(
  values: ArrayLike<number>,
  delta: DeltaOrNone,
  target: Target,
  options: EntropyOptions,
): Float64Array | number;
export function crossEntropy(
  values: ArrayLike<number>,
  delta: DeltaOrNone,
  target: Target,
  { classes, reduction = 'mean', ...weighting }: EntropyOptions,
): Float64Array | number {
  const rows = checkWeighted(values, target, classes, weighting);
  if (!countsUnevenly(weighting)) return reduce(evenTerms(values, delta, target, classes, rows), rows, reduction, -1);
  const divisor = divisorOf(target, rows, weighting, reduction);
  const q = new Float64Array(classes);
  const losses = Float64Array.from({ length: rows }, (_, n) => {
    rowWeights(target, n, classes, weighting, q);
    return crossEntropyOfRow(values, n * classes, delta, q, 0, classes);
  });
  return reduction === 'none' ? losses : pairwiseSum(losses) / divisor;
}

/** Without options, of which the book has none: the terms that NumPy adds up, N·C of a one-hot target and N of labels. */
function evenTerms(
  values: ArrayLike<number>,
  delta: DeltaOrNone,
  target: Target,
  classes: number,
  rows: number,
): Float64Array {
  if (target.form === 'label') {
    const { label } = target;
    const terms = new Float64Array(rows);
    for (let n = 0; n < rows; n++) terms[n] = logOrOwn(values[n * classes + label[n]], delta);
    return terms;
  }
  const { t } = target;
  const terms = new Float64Array(rows * classes);
  // NumPy’s 0 · −∞ is NaN; what the exact form leaves out does not count, however small its y.
  for (let i = 0; i < terms.length; i++)
    if (delta !== 'none' || t[i] !== 0) terms[i] = t[i] * logOrOwn(values[i], delta);
  return terms;
}

/**
 * −Σ q log(y + δ) of one row.
 * @param values from `start` on: the row's probabilities, or their logarithms where δ is `none`.
 * @param q from `from` on: how much each logarithm counts.
 * @param sum what makes probabilities of the values: 1 of those that are.
 */
export function crossEntropyOfRow(
  values: ArrayLike<number>,
  start: number,
  delta: DeltaOrNone,
  q: Float64Array,
  from: number,
  classes: number,
  sum = 1,
): number {
  let loss = 0;
  for (let k = 0; k < classes; k++)
    if (q[from + k] !== 0) loss -= q[from + k] * logOrOwn(values[start + k] / sum, delta);
  return loss;
}

/**
 * The derivative of a cross-entropy by the scores that softmax took, (y Σq − q) / divisor: the book's (y − t) / N
 * (appendix A) where no option says otherwise. That is the derivative of −Σ q log y, without the δ that only keeps the
 * logarithm finite: with it the gradient of what is most wrong, a right answer's y of nearly 0, would vanish.
 * @param y (N, C) probabilities.
 * @param divisor what the sum of the losses is divided by.
 * @param out where the (N, C) derivative goes; may be `y`.
 * @param delta δ for the derivative of −Σ q log(y + δ) itself, to the last δ: what its differences have to agree with.
 */
export function crossEntropyGradient(
  y: Floats,
  target: Target,
  classes: number,
  weighting: Weighting,
  divisor: number,
  out: Floats,
  delta = 0,
): void {
  const rows = rowsOf(target, classes);
  const q = new Float64Array(classes);
  for (let n = 0; n < rows; n++) {
    rowWeights(target, n, classes, weighting, q);
    const start = n * classes;
    if (delta !== 0) for (let k = 0; k < classes; k++) q[k] *= y[start + k] / (y[start + k] + delta);
    let sum = 0;
    for (let k = 0; k < classes; k++) sum += q[k];
    for (let k = 0; k < classes; k++) out[start + k] = (y[start + k] * sum - q[k]) / divisor;
  }
}
