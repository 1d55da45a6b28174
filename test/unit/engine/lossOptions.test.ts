import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  crossEntropyError,
  crossEntropyErrorFromLogits,
  crossEntropyErrorFromLogitsGradient,
  crossEntropyErrorGradient,
  logSoftmax,
  oneHot,
  softmax,
  sumSquaresError,
  sumSquaresErrorGradient,
  type Target,
  type Weighting,
} from '../../../src/engine';

interface Case {
  scores: number[];
  label: number[];
  classes: number;
  form: 'label' | 'oneHot';
  labelSmoothing: number;
  ignoreIndex: number | null;
  classWeights: number[] | null;
  reduction: 'mean' | 'sum' | 'none';
  loss: number | number[];
  gradient: number[];
  keras: number | number[];
}

/** What PyTorch 1.13 computed; test/fixtures/make_loss_fixtures.py made it. */
const { cases } = JSON.parse(readFileSync(join(import.meta.dirname, '../../fixtures/losses-torch.json'), 'utf8')) as {
  cases: Case[];
};

const targetOf = ({ form, label, classes }: Case): Target =>
  form === 'label' ? { form, label } : { form, t: oneHot(label, classes) };
const weightingOf = ({ labelSmoothing, ignoreIndex, classWeights }: Case): Weighting => ({
  labelSmoothing,
  ...(ignoreIndex === null ? {} : { ignoreIndex }),
  ...(classWeights === null ? {} : { classWeights }),
});

function expectNear(got: ArrayLike<number> | number, expected: number[] | number): void {
  const [a, b] = [got, expected].map((value) => (typeof value === 'number' ? [value] : Array.from(value)));
  expect(a).toHaveLength(b.length);
  a.forEach((value, i) => expect(Math.abs(value - b[i])).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(b[i]))));
}

describe('cross-entropy from scores', () => {
  test.each(cases.map((figures, i) => ({ i, ...figures })))(
    'is PyTorch’s and Keras’s, and so is the gradient: $i, $form, ε $labelSmoothing, $reduction',
    (figures) => {
      const target = targetOf(figures);
      const { scores, classes, reduction } = figures;
      const options = { classes, ...weightingOf(figures) };
      const loss = (more: Weighting) =>
        reduction === 'none'
          ? crossEntropyErrorFromLogits(scores, target, { ...options, ...more, reduction })
          : crossEntropyErrorFromLogits(scores, target, { ...options, ...more, reduction });
      expectNear(loss({}), figures.loss);
      expectNear(loss({ convention: 'keras' }), figures.keras);
      expectNear(crossEntropyErrorFromLogitsGradient(scores, target, { ...options, reduction }), figures.gradient);
    },
  );

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
    ['a negative weight', of({ classWeights: [1, -1] }), 'classWeights[1]: expected a finite number from 0, got -1.'],
    [
      'weights that are all 0',
      of({ classWeights: [0, 0] }),
      'classWeights: the labels’ classes all weigh 0, so that there is no mean.',
    ],
    ['an ignored index that is none', of({ ignoreIndex: 0.5 }), 'ignoreIndex: expected a whole number, got 0.5.'],
    ['a label outside', of({ ignoreIndex: -100 }, [0, 2]), 'label[1]: expected a whole number from 0 to 1, got 2.'],
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

/** A batch with any options; its first label is never the ignored one. */
const batches = fc.integer({ min: 2, max: 7 }).chain((classes) =>
  fc.record({
    classes: fc.constant(classes),
    rows: fc.array(
      fc.record({
        y: fc.array(fc.double({ min: 0.05, max: 1, noNaN: true }), { minLength: classes, maxLength: classes }),
        label: fc.nat(classes - 1),
      }),
      { minLength: 1, maxLength: 6 },
    ),
    form: fc.constantFrom('label' as const, 'oneHot' as const),
    reduction: fc.constantFrom('mean' as const, 'sum' as const),
    labelSmoothing: fc.double({ min: 0, max: 1, noNaN: true }),
    classWeights: fc.option(
      fc.array(fc.double({ min: 0.1, max: 3, noNaN: true }), { minLength: classes, maxLength: classes }),
      { nil: undefined },
    ),
    ignore: fc.boolean(),
    convention: fc.constantFrom('pytorch' as const, 'keras' as const),
  }),
);

type Options = Weighting & { classes: number; reduction: 'mean' | 'sum' };
const losses = {
  crossEntropyError: {
    loss: (y: ArrayLike<number>, target: Target, options: Options) => crossEntropyError(y, target, options),
    gradient: crossEntropyErrorGradient,
  },
  crossEntropyErrorFromLogits: {
    loss: (y: ArrayLike<number>, target: Target, options: Options) => crossEntropyErrorFromLogits(y, target, options),
    gradient: crossEntropyErrorFromLogitsGradient,
  },
  sumSquaresError: {
    loss: (y: ArrayLike<number>, target: Target, { classes, reduction }: Options) =>
      sumSquaresError(y, target, { classes, reduction }),
    gradient: (y: ArrayLike<number>, target: Target, { classes, reduction }: Options) =>
      sumSquaresErrorGradient(y, target, { classes, reduction }),
  },
};

test.each(Object.entries(losses))('the gradient of %s is the slope of the loss', (_, { loss, gradient }) => {
  fc.assert(
    fc.property(batches, ({ classes, rows, form, ignore, classWeights, ...options }) => {
      const label = rows.map((row) => row.label);
      const y = Float64Array.from(rows.flatMap((row) => row.y));
      const target: Target = form === 'label' ? { form, label } : { form, t: oneHot(label, classes) };
      const ignored = form === 'label' && ignore ? label.find((value) => value !== label[0]) : undefined;
      const all = {
        classes,
        ...options,
        ...(classWeights === undefined ? {} : { classWeights }),
        ...(ignored === undefined ? {} : { ignoreIndex: ignored }),
      };
      const exact = gradient(y, target, all);
      const h = 1e-5;
      for (let i = 0; i < y.length; i++) {
        const at = (by: number) => loss(y.with(i, y[i] + by), target, all);
        const slope = (at(h) - at(-h)) / (2 * h);
        expect(Math.abs(slope - exact[i])).toBeLessThan(1e-5 * Math.max(1, Math.abs(exact[i])));
      }
    }),
    { numRuns: 100 },
  );
});
