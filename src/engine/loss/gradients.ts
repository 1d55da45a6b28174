import { defaultDelta } from './crossEntropyError';
import type { LossOptions } from './reduction';
import { batchSizeOf, type Target } from './target';
import { checkWeighted, divisorOf, rowWeights, type Weighting } from './weighting';

/**
 * The derivative of `crossEntropyError` by y: −q / (y + δ), over what the mean divides by.
 * @param y (N, C) row-major probabilities.
 * @returns (N, C); with reduction `none` that of the losses' sum.
 * @throws BadInput as `crossEntropyError`.
 */
export function crossEntropyErrorGradient(
  y: ArrayLike<number>,
  target: Target,
  { classes, delta = defaultDelta, reduction = 'mean', ...weighting }: LossOptions & Weighting & { delta?: number },
): Float64Array {
  const rows = checkWeighted(y, target, classes, weighting);
  const divisor = divisorOf(target, rows, weighting, reduction);
  const gradient = new Float64Array(rows * classes);
  const q = new Float64Array(classes);
  for (let n = 0; n < rows; n++) {
    rowWeights(target, n, classes, weighting, q);
    for (let k = 0; k < classes; k++)
      if (q[k] !== 0) gradient[n * classes + k] = -q[k] / (y[n * classes + k] + delta) / divisor;
  }
  return gradient;
}

/**
 * The derivative of `sumSquaresError` by y: y − t, over N with reduction `mean`.
 * @param y (N, C) row-major.
 * @returns (N, C); with reduction `none` that of the losses' sum.
 * @throws BadInput as `sumSquaresError`.
 */
export function sumSquaresErrorGradient(
  y: ArrayLike<number>,
  target: Target,
  { classes, reduction = 'mean' }: LossOptions,
): Float64Array {
  const rows = batchSizeOf(y, target, classes);
  const divisor = reduction === 'mean' ? rows : 1;
  return Float64Array.from({ length: rows * classes }, (_, i) => {
    const n = Math.floor(i / classes);
    const t = target.form === 'oneHot' ? target.t[i] : i - n * classes === target.label[n] ? 1 : 0;
    return (y[i] - t) / divisor;
  });
}
