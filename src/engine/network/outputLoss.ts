import { crossEntropyError, defaultDelta } from '../loss/crossEntropyError';
import { logSoftmax } from '../loss/logSoftmax';
import { sumSquaresError } from '../loss/sumSquaresError';
import { divisorOf, rowWeights, type Weighting } from '../loss/weighting';
import type { Floats } from './floats';
import { softmax } from './softmax';

export type LossName = 'crossEntropy' | 'sumSquares';

/** Cross-entropy with options; see `Weighting`. */
export interface WeightedCrossEntropy extends Weighting {
  kind: 'crossEntropy';
  /** `probabilities`: −log(y + δ), the book's; `logits`: −log softmax of the scores, exact. */
  from?: 'probabilities' | 'logits';
  /** Over the batch; `mean` unless said otherwise. */
  reduction?: 'mean' | 'sum';
}

export type LossPlan = LossName | WeightedCrossEntropy;

/** The mean loss of a batch. @param y (rows, classes) probabilities. @param label (rows,) */
export function batchLoss(loss: LossName, y: Floats, label: Uint8Array, classes: number): number {
  const target = { form: 'label', label } as const;
  return loss === 'crossEntropy' ? crossEntropyError(y, target, { classes }) : sumSquaresError(y, target, { classes });
}

/**
 * The derivative of the mean loss by the scores that softmax took, (rows, classes).
 * Cross-entropy: (y − t)/N (appendix A). Sum of squares: g = (y − t)/N back through softmax, y (g − Σ g y).
 */
export function scoresGradient(loss: LossName, y: Floats, label: Uint8Array, classes: number, dScores: Floats): void {
  const rows = label.length;
  for (let n = 0; n < rows; n++) {
    const start = n * classes;
    for (let k = 0; k < classes; k++) dScores[start + k] = (y[start + k] - (k === label[n] ? 1 : 0)) / rows;
    if (loss === 'crossEntropy') continue;
    let weighted = 0;
    for (let k = start; k < start + classes; k++) weighted += dScores[k] * y[k];
    for (let k = start; k < start + classes; k++) dScores[k] = y[k] * (dScores[k] - weighted);
  }
}

/**
 * Makes (y − t)/N, which is the derivative of −log y by the scores, that of −log(y + δ), in place: y / (y + δ) times it, of
 * the right class's y in each row.
 * @param y (rows, classes). @param dScores (rows, classes).
 */
export function includeDelta(y: Floats, label: Uint8Array, classes: number, dScores: Floats): void {
  label.forEach((right, n) => {
    const probability = y[n * classes + right];
    const factor = probability / (probability + defaultDelta);
    for (let k = n * classes; k < (n + 1) * classes; k++) dScores[k] *= factor;
  });
}

/** What the losses of a batch are divided by. @throws BadInput when the mean is taken of no row at all. */
export const weightedDivisor = (loss: WeightedCrossEntropy, label: Uint8Array): number =>
  divisorOf({ form: 'label', label }, label.length, loss, loss.reduction ?? 'mean');

/**
 * The losses of the rows, added up and divided by `divisor`, and their derivative by the scores.
 * @param scores (rows, classes). @param dScores where the (rows, classes) derivative goes; may be `scores`.
 */
export function weightedLoss(
  loss: WeightedCrossEntropy,
  scores: Floats,
  label: Uint8Array,
  classes: number,
  divisor: number,
  dScores: Floats,
): number {
  const rows = label.length;
  const logs = logSoftmax(scores, rows, classes);
  const q = new Float64Array(classes);
  const delta = loss.from === 'logits' ? 0 : defaultDelta;
  let total = 0;
  for (let n = 0; n < rows; n++) {
    rowWeights({ form: 'label', label }, n, classes, loss, q);
    const start = n * classes;
    // −Σ g y with g = −q / (y + δ); without δ it is Σ q, also where y is 0.
    let weighted = 0;
    for (let k = 0; k < classes; k++) {
      if (q[k] === 0) continue;
      const y = Math.exp(logs[start + k]);
      total -= q[k] * (delta === 0 ? logs[start + k] : Math.log(y + delta));
      weighted += delta === 0 ? q[k] : (q[k] * y) / (y + delta);
    }
    for (let k = 0; k < classes; k++) {
      const y = Math.exp(logs[start + k]);
      const own = delta === 0 ? q[k] : (q[k] * y) / (y + delta);
      dScores[start + k] = (y * weighted - own) / divisor;
    }
  }
  return total / divisor;
}

/**
 * The loss of a batch from the scores of its last layer, and its derivative by them.
 * @param scores (rows, classes); probabilities or the scores afterwards.
 * @throws BadInput when the mean is taken of no row at all.
 */
export function lossOfScores(
  loss: LossPlan,
  scores: Floats,
  label: Uint8Array,
  classes: number,
  dScores: Floats,
): number {
  if (typeof loss !== 'string')
    return weightedLoss(loss, scores, label, classes, weightedDivisor(loss, label), dScores);
  const y = softmax(scores, label.length, classes, scores);
  scoresGradient(loss, y, label, classes, dScores);
  return batchLoss(loss, y, label, classes);
}
