import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Loss, oneHot, type LossPlan, type Target, type WeightedCrossEntropy } from '../../../src/engine';

type Options = Omit<WeightedCrossEntropy, 'kind' | 'from'>;

/** Every loss there is. A new one is checked by a line here. */
const losses: Record<string, (options: Options) => LossPlan> = {
  'cross-entropy of probabilities': (options) => ({ kind: 'crossEntropy', from: 'probabilities', ...options }),
  'cross-entropy from scores': (options) => ({ kind: 'crossEntropy', from: 'logits', ...options }),
  'the sum of squares': () => 'sumSquares',
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
    scores: numbers(-20, 20, rows * classes),
    label: fc.array(fc.nat(classes - 1), { minLength: rows, maxLength: rows }),
    form: fc.constantFrom('label' as const, 'oneHot' as const, 'probabilities' as const),
    probabilities: numbers(0, 1, rows * classes),
    reduction: fc.constantFrom('mean' as const, 'sum' as const),
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

test.each(Object.entries(losses))('the gradient of %s is the slope of the loss, to the last δ', (_, planOf) => {
  fc.assert(
    fc.property(batches, ({ classes, scores, label, form, probabilities, ignore, classWeights, ...drawn }) => {
      const target: Target =
        form === 'label'
          ? { form, label }
          : { form: 'oneHot', t: form === 'oneHot' ? oneHot(label, classes) : probabilities };
      const ignored = form === 'label' && ignore ? label.find((value) => value !== label[0]) : undefined;
      const counts = labelsOf(target, classes)[0];
      const options: Options = {
        ...drawn,
        ...(classWeights === undefined ? {} : { classWeights: classWeights.with(counts, classWeights[counts] || 1) }),
        ...(ignored === undefined ? {} : { ignoreIndex: ignored }),
      };
      const loss = new Loss(planOf(options), classes);
      const exact = new Float64Array(scores.length);
      loss.ofScores(Float64Array.from(scores), target, exact, undefined, 'differenced');
      const h = 1e-5;
      for (let i = 0; i < scores.length; i++) {
        const at = (by: number) =>
          loss.ofScores(Float64Array.from(scores.with(i, scores[i] + by)), target, new Float64Array(scores.length));
        const slope = (at(h) - at(-h)) / (2 * h);
        expect(Math.abs(slope - exact[i])).toBeLessThan(1e-6 * Math.max(1, Math.abs(exact[i])));
      }
    }),
    { numRuns: 200 },
  );
});
