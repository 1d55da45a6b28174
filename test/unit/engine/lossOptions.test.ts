import { describe, expect, test } from 'vitest';
import {
  crossEntropyError,
  crossEntropyErrorFromLogits,
  crossEntropyErrorFromLogitsGradient,
  logSoftmax,
  softmax,
  type Target,
  type Weighting,
} from '../../../src/engine';
import { cases, classesOf, expectNear, targetOf, weightingOf } from './torchLosses';

describe('cross-entropy from scores', () => {
  test.each(cases)(
    'is PyTorch’s and Keras’s, and so is the gradient: batch $batch, $form, ε $labelSmoothing, $ignoreIndex, $weighted, $reduction',
    (figures) => {
      const { reduction, of } = figures;
      const target = targetOf(figures);
      const options = { classes: classesOf(figures), ...weightingOf(figures) };
      const loss = (more: Weighting) =>
        reduction === 'none'
          ? crossEntropyErrorFromLogits(of.scores, target, { ...options, ...more, reduction })
          : crossEntropyErrorFromLogits(of.scores, target, { ...options, ...more, reduction });
      expectNear(loss({}), figures.loss);
      expectNear(loss({ convention: 'keras' }), figures.keras);
      expectNear(crossEntropyErrorFromLogitsGradient(of.scores, target, { ...options, reduction }), figures.gradient);
    },
  );

  test('keeps the logarithm of a sum beside scores that are large', () => {
    expect(Array.from(logSoftmax([1e15, 1e15], 1, 2))).toEqual([-Math.LN2, -Math.LN2]);
  });

  test('is exact where softmax gives 0: the book’s δ would say 16.1', () => {
    const target: Target = { form: 'label', label: [1] };
    expect(crossEntropyErrorFromLogits([1000, 0], target, { classes: 2 })).toBe(1000);
    expect(crossEntropyError(softmax(Float64Array.of(1000, 0), 1, 2), target, { classes: 2 })).toBeCloseTo(16.118, 3);
    expect(Array.from(logSoftmax([0, 0], 1, 2))).toEqual([-Math.LN2, -Math.LN2]);
  });
});

describe('bad input is named', () => {
  const of =
    (more: Weighting & { classes?: number }, label = [0, 1], scores = [1, 2, 3, 4]) =>
    () =>
      crossEntropyErrorFromLogits(scores, { form: 'label', label }, { classes: 2, ...more });

  test.each([
    [
      'every row ignored',
      of({ ignoreIndex: 1 }, [1, 1]),
      'ignoreIndex: every label is 1, so that there is no loss to take the mean of.',
    ],
    ['an infinite score', of({}, [0, 1], [1, Infinity, 3, 4]), 'scores[1]: expected a finite number, got Infinity.'],
    ['a score that is NaN', of({}, [0, 1], [1, 2, NaN, 4]), 'scores[2]: expected a finite number, got NaN.'],
    ['smoothing beyond 1', of({ labelSmoothing: 1.5 }), 'labelSmoothing: expected a number from 0 to 1, got 1.5.'],
    ['too few weights', of({ classWeights: [1] }), 'classWeights: expected 2 weights, one a class, got 1.'],
    ['smoothing below 0', of({ labelSmoothing: -0.1 }), 'labelSmoothing: expected a number from 0 to 1, got -0.1.'],
    ['smoothing by NaN', of({ labelSmoothing: NaN }), 'labelSmoothing: expected a number from 0 to 1, got NaN.'],
    [
      'a weight that is NaN',
      of({ classWeights: [NaN, 1] }),
      'classWeights[0]: expected a finite number from 0, got NaN.',
    ],
    ['a negative weight', of({ classWeights: [1, -1] }), 'classWeights[1]: expected a finite number from 0, got -1.'],
    [
      'weights that are all 0',
      of({ classWeights: [0, 0] }),
      'classWeights: the labels’ classes all weigh 0, so that there is no mean.',
    ],
    ['an ignored index that is none', of({ ignoreIndex: 0.5 }), 'ignoreIndex: expected a whole number, got 0.5.'],
    ['a label outside', of({ ignoreIndex: -100 }, [0, 2]), 'label[1]: expected a whole number from 0 to 1, got 2.'],
    ['scores that are no rows', of({}, [0], [1, 2, 3]), 'scores: expected rows of 2 classes, got 3 values.'],
    ['no scores', of({}, [], []), 'scores: expected rows of 2 classes, got 0 values.'],
    ['half a class', of({ classes: 1.5 }), 'classes: expected a whole number from 1, got 1.5.'],
    ['labels that do not fit', of({}, [0]), 't (label form): expected 2 values for 2 rows of 2 classes, got 1.'],
  ])('%s', (_, call, message) => {
    expect(call).toThrow(message);
  });

  test('an ignored index beside a one-hot target', () => {
    expect(() =>
      crossEntropyErrorFromLogits([1, 2], { form: 'oneHot', t: [0, 1] }, { classes: 2, ignoreIndex: 0 }),
    ).toThrow('ignoreIndex: only labels can be ignored, the target is one-hot.');
  });

  test('with sum or none there is nothing to explain: ignored rows are 0', () => {
    const target: Target = { form: 'label', label: [1, 1] };
    const options = { classes: 2, ignoreIndex: 1 };
    expect(crossEntropyErrorFromLogits([1, 2, 3, 4], target, { ...options, reduction: 'sum' })).toBe(0);
    expect(Array.from(crossEntropyErrorFromLogits([1, 2, 3, 4], target, { ...options, reduction: 'none' }))).toEqual([
      0, 0,
    ]);
  });
});

describe('cross-entropy of probabilities', () => {
  const y = [0.1, 0.7, 0.2, 0.25, 0.25, 0.5];
  const target: Target = { form: 'label', label: [1, 2] };
  const log = (p: number) => Math.log(p + 1e-7);

  test('takes the same options, by hand', () => {
    const sum = (more: Weighting) => crossEntropyError(y, target, { classes: 3, reduction: 'sum', ...more });
    const mean = (more: Weighting) => crossEntropyError(y, target, { classes: 3, ...more });
    expect(sum({ ignoreIndex: 2 })).toBe(-log(0.7));
    expect(mean({ ignoreIndex: 2 })).toBe(-log(0.7));
    const weights = { classWeights: [5, 1, 3] };
    expect(mean(weights)).toBeCloseTo((-log(0.7) - 3 * log(0.5)) / 4, 14);
    expect(mean({ ...weights, convention: 'keras' })).toBeCloseTo((-log(0.7) - 3 * log(0.5)) / 2, 14);
    const smooth = -(log(0.1) + log(0.7) + log(0.2) + 2 * log(0.25) + log(0.5)) / 3;
    expect(sum({ labelSmoothing: 1 })).toBeCloseTo(smooth, 14);
  });

  test('stays NumPy’s to the last bit while no option changes anything', () => {
    const many = Array.from({ length: 3000 }, (_, i) => 0.01 + ((i * 7919) % 997) / 1000);
    const labels: Target = { form: 'label', label: Array.from({ length: 1000 }, (_, n) => n % 3) };
    const book = crossEntropyError(many, labels, { classes: 3 });
    expect(crossEntropyError(many, labels, { classes: 3, convention: 'keras', labelSmoothing: 0 })).toBe(book);
  });
});
