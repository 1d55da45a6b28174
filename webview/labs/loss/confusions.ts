import * as l10n from '@vscode/l10n';
import {
  columnInLabelForm,
  columnInSquares,
  crossEntropyByGuess,
  crossEntropyError,
  labelInOneHotForm,
  oneHotInLabelForm,
  smoothed,
  softmaxTwice,
  softmaxTwiceFloor,
  sumSquaresError,
  type LossBatch,
  type Outcome,
} from '../../../src/engine';
import { significant } from '../../../src/engine/numberText';

/** A classic confusion: the code, what it gives, what would have been right, and why. */
export interface Confusion {
  title: string;
  /** What it is done to, where that is not the batch asked about. */
  instead?: string;
  code: string;
  got: Outcome;
  /** The right number, or in words what ought to have happened. */
  right: number | string;
  why: string;
  /** What the library that notices says. */
  error?: string;
}

const smoothing = 0.1;

/** What a batch that is neither one sample nor one sample a class gets. */
const raised = (confuse: (batch: LossBatch) => Outcome, classes: number): string => {
  const rows = 100;
  const outcome = confuse({ y: new Float64Array(rows * classes), label: new Uint8Array(rows), classes });
  return 'raises' in outcome ? outcome.raises : '';
};

/** Samples that show what a single one cannot, and what they are called. */
export interface Several {
  batch: Required<LossBatch>;
  words: string;
}

/** Everything that is classically confused, done to this batch; what is harmless for one sample, to `several`. */
export function confusionsOf(batch: Required<LossBatch>, several: Several): readonly Confusion[] {
  const { y, label, classes, delta } = batch;
  const rows = label.length;
  const entropy = crossEntropyError(y, { form: 'label', label }, { classes, delta });
  const soft = smoothed(label, classes, smoothing);
  const withError = (got: Outcome, confuse: (batch: LossBatch) => Outcome) =>
    'raises' in got ? {} : { error: l10n.t('100 samples: {0}', raised(confuse, classes)) };
  const column = rows === 1 ? several.batch : batch;
  const hot = labelInOneHotForm(batch);
  const picked = oneHotInLabelForm(batch);
  return [
    {
      title: l10n.t('Labels in the one-hot formula'),
      code: '-np.sum(label * np.log(y + delta)) / N',
      got: hot,
      right: entropy,
      why: l10n.t(
        'A label is a name, here it multiplies logarithms. For N = 1 and N = C broadcasting lets it pass, silently.',
      ),
      ...withError(hot, labelInOneHotForm),
    },
    {
      title: l10n.t('One-hot in the label formula'),
      code: '-np.sum(np.log(y[np.arange(N), one_hot] + delta)) / N',
      got: picked,
      right: entropy,
      why: l10n.t('Its zeros and ones are read as the labels 0 and 1. Silent for N = 1 and N = C, too.'),
      ...withError(picked, oneHotInLabelForm),
    },
    {
      title: l10n.t('Softmax applied twice'),
      code: 'F.cross_entropy(y, label)',
      got: softmaxTwice(batch),
      right: entropy,
      why: l10n.t(
        'PyTorch wants scores and applies softmax itself: from probabilities even a perfect y gives {0}, and never less.',
        significant(softmaxTwiceFloor(classes)),
      ),
    },
    {
      title: l10n.t('A column of labels, label form'),
      ...(column === batch
        ? {}
        : { instead: l10n.t('done to {0}, as one sample alone comes to no harm', several.words) }),
      code: '-np.sum(np.log(y[np.arange(N), label[:, None]] + delta)) / N',
      got: columnInLabelForm(column),
      right: crossEntropyError(column.y, { form: 'label', label: column.label }, { classes, delta: column.delta }),
      why: l10n.t(
        '(N,) beside (N, 1) is a square: every row is read at every label, {0} terms for {1}.',
        column.label.length ** 2,
        column.label.length,
      ),
      error: `F.cross_entropy: RuntimeError: 0D or 1D target tensor expected, multi-target not supported`,
    },
    {
      title: l10n.t('A column of labels, sum of squares'),
      code: '0.5 * np.sum((y - label[:, None]) ** 2) / N',
      got: columnInSquares(batch),
      right: sumSquaresError(y, { form: 'label', label }, { classes }),
      why: l10n.t('(N, 1) broadcasts against (N, C): the label, as a number, is taken off every probability.'),
    },
    {
      title: l10n.t('Form guessed by size: soft targets'),
      code: 'cross_entropy_error(y, 0.9 * one_hot + 0.1 / C)',
      got: { value: crossEntropyByGuess(y, soft, classes, delta) },
      right: crossEntropyError(y, { form: 'oneHot', t: soft }, { classes, delta }),
      why: l10n.t('The book asks t.size == y.size and then takes argmax: what was soft is hard, silently.'),
    },
    {
      title: l10n.t('Form guessed by size: many labels, one y'),
      code: rows === 1 ? 'cross_entropy_error(y, np.arange(C))' : 'cross_entropy_error(y[0], np.arange(C))',
      got: {
        value: crossEntropyByGuess(
          Array.from({ length: classes }, (_, k) => y[k]),
          Array.from({ length: classes }, (_, k) => k),
          classes,
          delta,
        ),
      },
      right: l10n.t('an error'),
      why: l10n.t(
        '{0} labels pass for one one-hot row, whose largest, at {1}, becomes the label. A proper batch the book guesses right.',
        classes,
        classes - 1,
      ),
    },
  ];
}
