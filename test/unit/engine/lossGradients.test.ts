import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  crossEntropyError,
  crossEntropyErrorFromLogits,
  crossEntropyErrorFromLogitsGradient,
  crossEntropyErrorGradient,
  oneHot,
  sumSquaresError,
  sumSquaresErrorGradient,
  type LossOptions,
  type Target,
  type Weighting,
} from '../../../src/engine';

type Options = LossOptions & Weighting;

const total = (losses: number | Float64Array) =>
  typeof losses === 'number' ? losses : losses.reduce((sum, loss) => sum + loss, 0);

/** Every loss as one number, beside the gradient it claims. A new loss is checked by a line here. */
const losses: Record<
  string,
  {
    loss: (x: Float64Array, target: Target, options: Options) => number | Float64Array;
    gradient: (x: Float64Array, target: Target, options: Options) => Float64Array;
    /** Scores are drawn from −spread to spread; probabilities, which must stay above 0, where there is none. */
    spread?: number;
  }
> = {
  crossEntropyError: {
    loss: (y, target, { reduction = 'mean', ...options }) =>
      reduction === 'none'
        ? crossEntropyError(y, target, { ...options, reduction })
        : crossEntropyError(y, target, { ...options, reduction }),
    gradient: crossEntropyErrorGradient,
  },
  crossEntropyErrorFromLogits: {
    loss: (scores, target, { reduction = 'mean', ...options }) =>
      reduction === 'none'
        ? crossEntropyErrorFromLogits(scores, target, { ...options, reduction })
        : crossEntropyErrorFromLogits(scores, target, { ...options, reduction }),
    gradient: crossEntropyErrorFromLogitsGradient,
    spread: 20,
  },
  sumSquaresError: {
    loss: (y, target, { classes, reduction = 'mean' }) =>
      reduction === 'none'
        ? sumSquaresError(y, target, { classes, reduction })
        : sumSquaresError(y, target, { classes, reduction }),
    gradient: (y, target, { classes, reduction = 'mean' }) =>
      sumSquaresErrorGradient(y, target, { classes, reduction }),
    spread: 2,
  },
};

function labelsOf(target: Target, classes: number): number[] {
  if (target.form === 'label') return Array.from(target.label);
  return Array.from({ length: target.t.length / classes }, (_, n) => {
    const row = Array.from({ length: classes }, (__, k) => target.t[n * classes + k]);
    return row.indexOf(Math.max(...row));
  });
}

const numbers = (min: number, max: number, length: number) =>
  fc.array(fc.double({ min, max, noNaN: true }), { minLength: length, maxLength: length });

/** A batch with any options. Its first label always counts: without one there is no mean to have a slope. */
const batches = fc.tuple(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 6 })).chain(([classes, rows]) =>
  fc.record({
    classes: fc.constant(classes),
    unit: numbers(0, 1, rows * classes),
    label: fc.array(fc.nat(classes - 1), { minLength: rows, maxLength: rows }),
    form: fc.constantFrom('label' as const, 'oneHot' as const, 'probabilities' as const),
    probabilities: numbers(0, 1, rows * classes),
    reduction: fc.constantFrom('mean' as const, 'sum' as const, 'none' as const),
    labelSmoothing: fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true })),
    classWeights: fc.option(
      fc.array(fc.oneof(fc.constant(0), fc.double({ min: 0.1, max: 3, noNaN: true })), {
        minLength: classes,
        maxLength: classes,
      }),
      { nil: undefined },
    ),
    ignore: fc.boolean(),
    convention: fc.constantFrom('pytorch' as const, 'keras' as const),
  }),
);

test.each(Object.entries(losses))('the gradient of %s is the slope of the loss', (_, { loss, gradient, spread }) => {
  fc.assert(
    fc.property(batches, ({ classes, unit, label, form, probabilities, ignore, classWeights, ...drawn }) => {
      const x = Float64Array.from(unit, (u) => (spread === undefined ? 0.05 + u : spread * (2 * u - 1)));
      const target: Target =
        form === 'label'
          ? { form, label }
          : { form: 'oneHot', t: form === 'oneHot' ? oneHot(label, classes) : probabilities };
      const ignored = form === 'label' && ignore ? label.find((value) => value !== label[0]) : undefined;
      const counts = labelsOf(target, classes)[0];
      const options: Options = {
        classes,
        ...drawn,
        ...(classWeights === undefined ? {} : { classWeights: classWeights.with(counts, classWeights[counts] || 1) }),
        ...(ignored === undefined ? {} : { ignoreIndex: ignored }),
      };
      const exact = gradient(x, target, options);
      expect(exact).toHaveLength(x.length);
      const h = 1e-5;
      for (let i = 0; i < x.length; i++) {
        const at = (by: number) => total(loss(x.with(i, x[i] + by), target, options));
        const slope = (at(h) - at(-h)) / (2 * h);
        expect(Math.abs(slope - exact[i])).toBeLessThan(1e-6 * Math.max(1, Math.abs(exact[i])));
      }
    }),
    { numRuns: 200 },
  );
});
