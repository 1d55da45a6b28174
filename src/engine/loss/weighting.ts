import { BadInput, phrase } from '../badInput';
import type { Reduction } from './reduction';
import { batchSizeOf, checkLabel, type Target } from './target';

/**
 * How much each logarithm of a cross-entropy counts.
 *
 * `pytorch` is torch.nn.CrossEntropyLoss (ATen's native/LossNLL.cpp): a class's weight multiplies its own logarithm, also
 * the smoothed ones; the mean divides by the sum of the weights of the labels that count, or by N when the target is
 * one-hot (its "class probabilities", which need not be 0 and 1).
 *
 * `keras` is keras.losses.CategoricalCrossentropy(label_smoothing=…) and SparseCategoricalCrossentropy(ignore_class=…),
 * with `class_weight` in `fit`, which is a sample weight: the weight of the right class, argmax of a one-hot row,
 * multiplies the whole row, and `sum_over_batch_size` divides by N, whatever the weights. Rows ignored are masked, and
 * the mask makes that N the rows left (keras/src/losses/loss.py, `apply_mask`). Keras smooths only the one loss and
 * ignores only in the other; here each does both.
 */
export interface Weighting {
  /** ε from 0 to 1: t becomes (1 − ε) t + ε / C. */
  labelSmoothing?: number;
  /** Rows with this label do not count, neither in the sum nor in what the mean divides by (Keras: `ignore_class`). */
  ignoreIndex?: number;
  /** (C,) from 0. */
  classWeights?: ArrayLike<number>;
  convention?: 'pytorch' | 'keras';
}

/** Whether any option is set to more than what leaves a cross-entropy as it is; `convention` alone does nothing. */
export const countsUnevenly = ({ labelSmoothing = 0, ignoreIndex, classWeights = [] }: Weighting): boolean =>
  labelSmoothing !== 0 || ignoreIndex !== undefined || Array.from(classWeights).some((weight) => weight !== 1);

/** @throws BadInput naming the option that is out of range. */
export function checkWeighting({ labelSmoothing = 0, ignoreIndex, classWeights }: Weighting, classes: number): void {
  if (!(labelSmoothing >= 0 && labelSmoothing <= 1))
    throw new BadInput('labelSmoothing', '{0}: expected {1}, got {2}.', [
      'labelSmoothing',
      phrase('a number from 0 to 1'),
      labelSmoothing,
    ]);
  if (ignoreIndex !== undefined && !Number.isInteger(ignoreIndex))
    throw new BadInput('ignoreIndex', '{0}: expected {1}, got {2}.', [
      'ignoreIndex',
      phrase('a whole number'),
      ignoreIndex,
    ]);
  if (!classWeights) return;
  if (classWeights.length !== classes)
    throw new BadInput('classWeights', '{0}: expected {1} weights, one a class, got {2}.', [
      'classWeights',
      classes,
      classWeights.length,
    ]);
  for (let k = 0; k < classes; k++)
    if (!(classWeights[k] >= 0 && classWeights[k] < Infinity))
      throw new BadInput('classWeights', '{0}: expected {1}, got {2}.', [
        `classWeights[${k}]`,
        phrase('a finite number from 0'),
        classWeights[k],
      ]);
}

/** @returns N. @throws BadInput when a shape, a label or an option does not fit. */
export function checkWeighted(y: ArrayLike<number>, target: Target, classes: number, weighting: Weighting): number {
  checkWeighting(weighting, classes);
  const { ignoreIndex } = weighting;
  if (ignoreIndex === undefined) return batchSizeOf(y, target, classes);
  if (target.form === 'oneHot')
    throw new BadInput('ignoreIndex', '{0}: only labels can be ignored, the target is one-hot.', ['ignoreIndex']);
  const { label } = target;
  const counted = Array.from(label, (value) => (value === ignoreIndex ? 0 : value));
  const rows = batchSizeOf(y, { form: 'label', label: counted }, classes);
  for (let n = 0; n < rows; n++) if (label[n] !== ignoreIndex) checkLabel(label[n], classes, `label[${n}]`);
  return rows;
}

/** The class that a row's weight goes by: its label, or the largest element of its one-hot row. */
function rightClass(target: Target, n: number, classes: number): number {
  if (target.form === 'label') return target.label[n];
  let best = 0;
  for (let k = 1; k < classes; k++) if (target.t[n * classes + k] > target.t[n * classes + best]) best = k;
  return best;
}

/**
 * How much the logarithms of row n count.
 * @param q (C,) gets their factors; all 0 for an ignored row.
 */
export function rowWeights(
  target: Target,
  n: number,
  classes: number,
  { labelSmoothing = 0, ignoreIndex, classWeights, convention = 'pytorch' }: Weighting,
  q: Float64Array,
): void {
  if (target.form === 'label' && target.label[n] === ignoreIndex) {
    q.fill(0);
    return;
  }
  const right = rightClass(target, n, classes);
  const weightOf = (k: number) => classWeights?.[k] ?? 1;
  for (let k = 0; k < classes; k++) {
    const t = target.form === 'label' ? (k === right ? 1 : 0) : target.t[n * classes + k];
    q[k] = ((1 - labelSmoothing) * t + labelSmoothing / classes) * weightOf(convention === 'keras' ? right : k);
  }
}

/**
 * What the sum over a batch is divided by.
 * @throws BadInput when the mean is taken of no row at all, or of rows that weigh nothing: PyTorch gives NaN there.
 */
export function divisorOf(target: Target, rows: number, weighting: Weighting, reduction: Reduction): number {
  if (reduction !== 'mean') return 1;
  if (target.form === 'oneHot' || !countsUnevenly(weighting)) return rows;
  const { ignoreIndex, classWeights, convention = 'pytorch' } = weighting;
  let divisor = 0;
  let counted = 0;
  for (let n = 0; n < rows; n++) {
    if (target.label[n] === ignoreIndex) continue;
    counted++;
    divisor += convention === 'pytorch' ? (classWeights?.[target.label[n]] ?? 1) : 1;
  }
  if (counted === 0)
    throw new BadInput('ignoreIndex', '{0}: every label is {1}, so that there is no loss to take the mean of.', [
      'ignoreIndex',
      ignoreIndex ?? 'none',
    ]);
  if (divisor === 0)
    throw new BadInput('classWeights', '{0}: the labels’ classes all weigh 0, so that there is no mean.', [
      'classWeights',
    ]);
  return divisor;
}
