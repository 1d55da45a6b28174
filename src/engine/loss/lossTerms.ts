import { crossEntropyError, defaultDelta, logOf } from './crossEntropy';
import { sumSquaresError } from './sumSquares';
import { checkLabel, oneHot } from './target';

/** Every term of the losses of one sample, and the totals that the loss functions give. */
export interface LossTerms {
  /** terms: ½ (y_k − t_k)², one a class. */
  sumSquares: { terms: number[]; total: number };
  /** logs: log(y_k + δ); terms: −t_k log(y_k + δ), zero but for the right class, and NaN where 0 meets −∞. */
  oneHot: { logs: number[]; terms: number[]; total: number };
  /** The one logarithm that the label form takes. */
  label: { log: number; total: number };
}

/**
 * @param y (C,) probabilities. @param soft (C,) what the one-hot form and the squares are held against, where that is not
 * 1 at `label` and 0 elsewhere.
 * @throws BadInput when `label` is outside 0 … C − 1.
 */
export function lossTerms(
  y: ArrayLike<number>,
  label: number,
  delta = defaultDelta,
  soft?: ArrayLike<number>,
): LossTerms {
  const classes = y.length;
  checkLabel(label, classes);
  const t = soft ?? oneHot([label], classes);
  const logs = Array.from(y, (value) => logOf(value, delta));
  const form = { oneHot: { form: 'oneHot', t }, label: { form: 'label', label: [label] } } as const;
  return {
    sumSquares: {
      terms: Array.from(y, (value, k) => 0.5 * (value - t[k]) * (value - t[k])),
      total: sumSquaresError(y, form.oneHot, { classes }),
    },
    oneHot: {
      logs,
      // 0 − … so that an untouched element reads 0 and not −0.
      terms: logs.map((log, k) => 0 - t[k] * log),
      total: crossEntropyError(y, form.oneHot, { classes, delta }),
    },
    label: { log: logs[label], total: crossEntropyError(y, form.label, { classes, delta }) },
  };
}
