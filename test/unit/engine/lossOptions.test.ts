import { describe, expect, test } from 'vitest';
import {
  crossEntropyError,
  crossEntropyErrorFromLogits,
  Loss,
  logSoftmax,
  RandomState,
  simplest,
  softmax,
  zeros,
  type LossPlan,
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
      // The gradient of losses that are left apart is that of their sum.
      const plan: LossPlan = {
        kind: 'crossEntropy',
        from: 'logits',
        reduction: reduction === 'none' ? 'sum' : reduction,
        ...weightingOf(figures),
      };
      const gradient = new Float64Array(of.scores.length);
      const trained = new Loss(plan, options.classes).ofScores(Float64Array.from(of.scores), target, gradient);
      if (reduction !== 'none') expectNear(trained, figures.loss);
      expectNear(gradient, figures.gradient);
    },
  );

  test('is NaN where a score is no number, and in no other row', () => {
    const target: Target = { form: 'label', label: [0, 0, 1] };
    const options = { classes: 2, reduction: 'none' } as const;
    for (const wrong of [NaN, Infinity])
      expect(Array.from(crossEntropyErrorFromLogits([1, wrong, wrong, 1, 0, 0], target, options))).toEqual([
        NaN,
        NaN,
        Math.LN2,
      ]);
    expect(crossEntropyErrorFromLogits([0, -Infinity], { form: 'label', label: [1] }, { classes: 2 })).toBe(Infinity);
  });

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
    ['scores that are no rows', of({}, [0], [1, 2, 3]), 'y: expected rows of 2 classes, got 3 values.'],
    ['no scores', of({}, [], []), 'y: expected rows of 2 classes, got 0 values.'],
    ['half a class', of({ classes: 1.5 }), 'y: expected rows of 1.5 classes, got 4 values.'],
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

describe('a loss whose options are spelled out', () => {
  const ones = new Array<number>(3).fill(1);
  const spelled: LossPlan[] = [
    { kind: 'crossEntropy' },
    { kind: 'crossEntropy', from: 'probabilities', reduction: 'mean', convention: 'pytorch' },
    { kind: 'crossEntropy', labelSmoothing: 0, classWeights: ones, convention: 'keras' },
  ];
  const other: LossPlan[] = [
    'sumSquares',
    { kind: 'crossEntropy', from: 'logits' },
    { kind: 'crossEntropy', reduction: 'sum' },
    { kind: 'crossEntropy', labelSmoothing: 0.1 },
    { kind: 'crossEntropy', ignoreIndex: 3 },
    { kind: 'crossEntropy', classWeights: [1, 1, 2] },
  ];

  test.each(spelled)('%j is the book’s', (plan) => {
    expect(simplest(plan)).toBe('crossEntropy');
    expect(new Loss(plan, 3).book).toBe('crossEntropy');
  });

  test.each(other)('%j is another', (plan) => {
    expect(simplest(plan)).toBe(plan);
  });

  test.each(['float32', 'float64'] as const)('has its loss and its gradient to the last bit, in %s', (dtype) => {
    const random = new RandomState(4);
    const label = random.choice(3, 50);
    const scores = random.randn(150).map((value) => 20 * value);
    const taken = ['crossEntropy' as const, ...spelled].map((plan) => {
      const gradient = zeros(dtype, 150);
      const own = zeros(dtype, 150);
      own.set(scores);
      return { loss: new Loss(plan, 3).ofScores(own, { form: 'label', label }, gradient), gradient, y: own };
    });
    for (const each of taken) expect(each).toEqual(taken[0]);
    const [{ gradient, y, loss }] = taken;
    // (y − t) / N, also where y is so small that δ is all there is to its logarithm.
    const book = zeros(dtype, 150);
    y.forEach((value, i) => (book[i] = (value - (i % 3 === label[Math.floor(i / 3)] ? 1 : 0)) / 50));
    expect(gradient).toEqual(book);
    expect(loss).toBe(crossEntropyError(y, { form: 'label', label }, { classes: 3 }));
  });

  test('and one that has some trains with y Σq − q, δ or not', () => {
    const scores = [3, -40, 0.5, 60, 0, 1];
    const label = Uint8Array.of(1, 1);
    const [book, exact] = (['probabilities', 'logits'] as const).map((from) => {
      const plan: LossPlan = { kind: 'crossEntropy', from, labelSmoothing: 0.2, classWeights: [1, 2, 3] };
      const gradient = new Float64Array(6);
      const loss = new Loss(plan, 3).ofScores(Float64Array.from(scores), { form: 'label', label }, gradient);
      return { loss, gradient };
    });
    book.gradient.forEach((value, i) => expect(value).toBeCloseTo(exact.gradient[i], 14));
    // A right answer’s y of 1e-26 still pulls with all its weight.
    expect(Math.abs(book.gradient[4])).toBeGreaterThan(0.4);
    expect(book.loss).toBeLessThan(exact.loss / 2);
  });
});
