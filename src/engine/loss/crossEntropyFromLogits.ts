import { BadInput, phrase } from '../badInput';
import { logSoftmax } from './logSoftmax';
import type { LossOptions } from './reduction';
import type { Target } from './target';
import { checkWeighted, divisorOf, rowWeights, type Weighting } from './weighting';

/** @throws BadInput when the scores are not (N, C), or naming the first that is not finite: its row would be NaN. */
function checkScores(scores: ArrayLike<number>, classes: number): void {
  if (!Number.isInteger(classes) || classes < 1)
    throw new BadInput('classes', '{0}: expected {1}, got {2}.', ['classes', phrase('a whole number from 1'), classes]);
  if (scores.length === 0 || scores.length % classes !== 0)
    throw new BadInput('scores', '{0}: expected rows of {1} classes, got {2} values.', [
      'scores',
      classes,
      scores.length,
    ]);
  for (let i = 0; i < scores.length; i++)
    if (!Number.isFinite(scores[i]))
      throw new BadInput('scores', '{0}: expected {1}, got {2}.', [
        `scores[${i}]`,
        phrase('a finite number'),
        scores[i],
      ]);
}

/**
 * Cross-entropy of softmax(scores), taken from the scores themselves: −Σ q log softmax(scores), exact where softmax
 * rounds to 0, and without the book's δ. The definitions are torch.nn.CrossEntropyLoss's and Keras's
 * CategoricalCrossentropy(from_logits=True)'s; see `Weighting`.
 * @param scores (N, C) row-major, what softmax would take.
 * @returns a number, or (N,) losses with reduction `none`, 0 for ignored rows.
 * @throws BadInput when shapes do not fit, a score is not finite, a label is outside 0 … C − 1, an option is out of range,
 *   or every row is ignored.
 */
export function crossEntropyErrorFromLogits(
  scores: ArrayLike<number>,
  target: Target,
  options: LossOptions & Weighting & { reduction: 'none' },
): Float64Array;
export function crossEntropyErrorFromLogits(
  scores: ArrayLike<number>,
  target: Target,
  options: LossOptions & Weighting & { reduction?: 'mean' | 'sum' },
): number;
export function crossEntropyErrorFromLogits(
  scores: ArrayLike<number>,
  target: Target,
  { classes, reduction = 'mean', ...weighting }: LossOptions & Weighting,
): Float64Array | number {
  checkScores(scores, classes);
  const rows = checkWeighted(scores, target, classes, weighting);
  const divisor = divisorOf(target, rows, weighting, reduction);
  const logs = logSoftmax(scores, rows, classes);
  const q = new Float64Array(classes);
  const losses = Float64Array.from({ length: rows }, (_, n) => {
    rowWeights(target, n, classes, weighting, q);
    let loss = 0;
    for (let k = 0; k < classes; k++) if (q[k] !== 0) loss -= q[k] * logs[n * classes + k];
    return loss;
  });
  return reduction === 'none' ? losses : losses.reduce((sum, loss) => sum + loss, 0) / divisor;
}

/**
 * The derivative of `crossEntropyErrorFromLogits` by the scores: softmax(scores) · Σ q − q, over what the mean divides by.
 * @returns (N, C); with reduction `none` that of the losses' sum.
 * @throws BadInput as `crossEntropyErrorFromLogits`.
 */
export function crossEntropyErrorFromLogitsGradient(
  scores: ArrayLike<number>,
  target: Target,
  { classes, reduction = 'mean', ...weighting }: LossOptions & Weighting,
): Float64Array {
  checkScores(scores, classes);
  const rows = checkWeighted(scores, target, classes, weighting);
  const divisor = divisorOf(target, rows, weighting, reduction);
  const gradient = logSoftmax(scores, rows, classes);
  const q = new Float64Array(classes);
  for (let n = 0; n < rows; n++) {
    rowWeights(target, n, classes, weighting, q);
    const sum = q.reduce((total, value) => total + value, 0);
    for (let k = 0; k < classes; k++)
      gradient[n * classes + k] = (Math.exp(gradient[n * classes + k]) * sum - q[k]) / divisor;
  }
  return gradient;
}
