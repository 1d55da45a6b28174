import { pairwiseSum } from '../sum/pairwiseSum';
import { crossEntropyError, crossEntropyErrorFromLogits, defaultDelta, logOf } from './crossEntropy';
import { oneHot } from './target';

/**
 * What NumPy and PyTorch make of a loss whose target is in another form than the code expects. Their broadcasting is
 * followed shape by shape: some confusions raise, others silently give a number.
 */

/** A batch as the losses take it. */
export interface LossBatch {
  /** (N, C) row-major probabilities. */
  y: ArrayLike<number>;
  /** (N,) class indices. */
  label: ArrayLike<number>;
  /** C */
  classes: number;
  delta?: number;
}

/** What the confused code gives, or the text of the error it raises. */
export type Outcome = { value: number } | { raises: string };

/** `-np.sum(label * np.log(y + delta)) / N`: labels where the one-hot form belongs. */
export function labelInOneHotForm({ y, label, classes, delta = defaultDelta }: LossBatch): Outcome {
  const rows = label.length;
  // (N,) meets the last axis of (N, C); a C of 1 stretches to N.
  if (rows !== 1 && rows !== classes && classes !== 1)
    return {
      raises: `ValueError: operands could not be broadcast together with shapes (${rows},) (${rows},${classes})`,
    };
  const width = Math.max(rows, classes);
  const terms = Float64Array.from({ length: rows * width }, (_, i) => {
    const column = i % width;
    const element = Math.floor(i / width) * classes + (classes === 1 ? 0 : column);
    return label[rows === 1 ? 0 : column] * logOf(y[element], delta);
  });
  return { value: -pairwiseSum(terms) / rows };
}

/** `-np.sum(np.log(y[np.arange(N), t] + delta)) / N` with a one-hot t: its zeros and ones are taken for labels. */
export function oneHotInLabelForm({ y, label, classes, delta = defaultDelta }: LossBatch): Outcome {
  const rows = label.length;
  if (rows !== 1 && rows !== classes)
    return {
      raises: `IndexError: shape mismatch: indexing arrays could not be broadcast together with shapes (${rows},) (${rows},${classes})`,
    };
  const t = oneHot(label, classes);
  // np.arange(N) runs along the columns of t: element (n, k) picks y[k, t[n, k]], or y[0, …] for one sample.
  const terms = Float64Array.from(t, (index, i) => {
    const row = rows === 1 ? 0 : i % classes;
    return logOf(y[row * classes + index], delta);
  });
  return { value: -pairwiseSum(terms) / rows };
}

/** The label form with labels of shape (N, 1): an (N, N) square, every row of y read at every label. */
export function columnInLabelForm({ y, label, classes, delta = defaultDelta }: LossBatch): Outcome {
  const rows = label.length;
  const terms = Float64Array.from({ length: rows * rows }, (_, i) =>
    logOf(y[(i % rows) * classes + label[Math.floor(i / rows)]], delta),
  );
  return { value: -pairwiseSum(terms) / rows };
}

/** `0.5 * np.sum((y - t) ** 2) / N` with t of shape (N, 1): the label, as a number, taken off every probability. */
export function columnInSquares({ y, label, classes }: LossBatch): Outcome {
  const squares = Float64Array.from(y, (value, i) => (value - label[Math.floor(i / classes)]) ** 2);
  return { value: (0.5 * pairwiseSum(squares)) / label.length };
}

/** `F.cross_entropy(y, label)`: the probabilities taken for scores, and softmax applied to them once more. */
export const softmaxTwice = ({ y, label, classes }: LossBatch): Outcome => ({
  value: crossEntropyErrorFromLogits(y, { form: 'label', label }, { classes }),
});

/** The least that softmax applied twice can give: log(e + C − 1) − 1, at y = 1 for the right answer. */
export const softmaxTwiceFloor = (classes: number): number => Math.log(Math.E + classes - 1) - 1;

/**
 * The book's cross-entropy (Deep Learning from Scratch, 4.2.4), which takes t for one-hot wherever `t.size == y.size`,
 * and then reads its largest element as the label.
 * @param y (N, C) row-major. @param t (N, C) or (N,); any C numbers beside a single row.
 */
export function crossEntropyByGuess(
  y: ArrayLike<number>,
  t: ArrayLike<number>,
  classes: number,
  delta = defaultDelta,
): number {
  const label =
    t.length === y.length
      ? Array.from({ length: y.length / classes }, (_, n) => largestOf(t, n * classes, classes))
      : t;
  return crossEntropyError(y, { form: 'label', label }, { classes, delta });
}

/** np.argmax of the `width` elements from `start` on: the first of the largest. */
function largestOf(values: ArrayLike<number>, start: number, width: number): number {
  let best = 0;
  for (let k = 1; k < width; k++) if (values[start + k] > values[start + best]) best = k;
  return best;
}

/** (N, C) soft targets: `1 − smoothing` at the label, and `smoothing` spread evenly over all classes. */
export function smoothed(label: ArrayLike<number>, classes: number, smoothing: number): Float64Array {
  return oneHot(label, classes).map((hot) => (1 - smoothing) * hot + smoothing / classes);
}
