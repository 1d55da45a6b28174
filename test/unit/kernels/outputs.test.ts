import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  crossEntropyError,
  crossEntropyGradient,
  defaultDelta,
  emptyState,
  Network,
  softmax,
  sumSquaresError,
  sumSquaresGradient,
  update,
  type OptimizerPlan,
} from '../../../src/engine';
import { epsilon, adamRate } from '../../../src/engine';
import { Bench, builds, dtypes, expectClose } from './builds';

const cases = builds.flatMap((build) => dtypes.map((dtype) => ({ build, dtype, name: `${build.name}, ${dtype}` })));

const batches = fc.integer({ min: 1, max: 23 }).chain((classes) =>
  fc.record({
    classes: fc.constant(classes),
    rows: fc.array(
      fc.record({
        scores: fc.array(fc.double({ min: -30, max: 30, noNaN: true }), { minLength: classes, maxLength: classes }),
        label: fc.nat(classes - 1),
      }),
      { minLength: 1, maxLength: 19 },
    ),
  }),
);

const scoresOf = (classes: number, given: Record<number, number>) =>
  Array.from({ length: classes }, (_, k) => given[k] ?? 0);
/** Rows whose gradients are differences of near equals: softmax gives nearly all to classes that are not the label. */
const nearlyEqual = {
  classes: 15,
  rows: [
    { scores: scoresOf(15, { 8: 11.517538547515871 }), label: 0 },
    {
      scores: scoresOf(15, {
        0: -6.402555704116822,
        6: -8.398013591766357,
        8: -16.635487556457523,
        9: 0.000024289186512760352,
      }),
      label: 0,
    },
    { scores: scoresOf(15, { 6: 10.827390193939209 }), label: 0 },
  ],
};

describe.each(cases)('the kernels of $name agree with their twins', ({ build, dtype }) => {
  test.each(['crossEntropy', 'sumSquares'] as const)(
    'softmax, %s, its gradient and the count of right answers',
    (loss) => {
      fc.assert(
        fc.property(batches, ({ classes, rows }) => {
          const bench = new Bench(build, dtype);
          const count = rows.length;
          const scores = bench.floats(count * classes);
          scores.set(rows.flatMap((row) => row.scores));
          const label = Uint8Array.from(rows, (row) => row.label);
          const [at, labels, scratch] = [
            bench.matrix(scores, count, classes),
            bench.bytes(label),
            bench.reserve(8 * (count + 2)),
          ];
          const stride = bench.stride(classes);

          const y = softmax(scores, count, classes);
          bench.kernels.softmax(at, stride, count, classes);
          expectClose(dtype, bench.read(at, count, classes), y, 16);
          expect(bench.padding(at, count, classes).every((value) => value === 0)).toBe(true);

          const got = bench.read(at, count, classes);
          let right = 0;
          for (let n = 0; n < count; n++) {
            const row = Array.from(got.subarray(n * classes, (n + 1) * classes));
            if (row.indexOf(Math.max(...row)) === label[n]) right++;
          }
          expect(bench.kernels.countRight(at, stride, count, classes, labels)).toBe(right);

          const sum =
            loss === 'crossEntropy'
              ? bench.kernels.crossEntropy(at, stride, count, labels, defaultDelta, scratch)
              : bench.kernels.sumSquares(at, stride, count, classes, labels);
          const target = { form: 'label', label } as const;
          const twin = loss === 'crossEntropy' ? crossEntropyError : sumSquaresError;
          expect(Math.abs(sum / count - twin(got, target, { classes }))).toBeLessThan(1e-14 * Math.max(1, sum));

          // In float64, as the kernels do it: (y − t) / N rounded to float32 would be off by more than the little that is
          // left of it where softmax takes nearly all of it away.
          const dScores = new Float64Array(count * classes);
          if (loss === 'crossEntropy') crossEntropyGradient(got, target, classes, {}, count, dScores);
          else sumSquaresGradient(got, target, classes, count, dScores);
          if (loss === 'crossEntropy') bench.kernels.crossEntropyGradient(at, stride, count, labels, count);
          else bench.kernels.sumSquaresGradient(at, stride, count, classes, labels, count);
          expectClose(dtype, bench.read(at, count, classes), dScores, 2);
        }),
        { numRuns: 60, examples: [[nearlyEqual]] },
      );
    },
  );

  test('scores that are not finite give NaN, as in the twin', () => {
    const bench = new Bench(build, dtype);
    const scores = bench.floats(6);
    scores.set([1, NaN, 2, 1, Infinity, 2]);
    const at = bench.matrix(scores, 2, 3);
    bench.kernels.softmax(at, bench.stride(3), 2, 3);
    expect(Array.from(bench.read(at, 2, 3)).every(Number.isNaN)).toBe(true);
    expect(bench.kernels.countRight(at, bench.stride(3), 2, 3, bench.bytes([0, 0]))).toBe(0);
  });

  const optimizers: OptimizerPlan[] = [
    { kind: 'sgd', learningRate: 0.1 },
    { kind: 'momentum', learningRate: 0.01, momentum: 0.9 },
    { kind: 'adagrad', learningRate: 0.01 },
    { kind: 'adam', learningRate: 0.001, beta1: 0.9, beta2: 0.999 },
  ];

  test.each(optimizers)('$kind', (plan) => {
    const network = new Network({ sizes: [7, 5], activation: 'relu', dtype });
    const bench = new Bench(build, dtype);
    const [w] = network.parameters.map(({ values }) => values);
    for (let i = 0; i < w.length; i++) w[i] = Math.sin(i);
    const state = emptyState(plan, network);
    const at = bench.matrix(w, 7, 5);
    const bytes = 7 * bench.stride(5);
    const slots = state.map(() => bench.reserve(bytes));
    for (let t = 1; t <= 5; t++) {
      const gradients = network.parameters.map(({ values }) => values.map((_, i) => Math.cos(i * t)));
      const g = bench.matrix(gradients[0], 7, 5);
      update(plan, network, gradients, state, t);
      const { kernels } = bench;
      if (plan.kind === 'sgd') kernels.sgd(at, g, bytes, plan.learningRate);
      else if (plan.kind === 'momentum') kernels.momentum(at, g, slots[0], bytes, plan.learningRate, plan.momentum);
      else if (plan.kind === 'adagrad') kernels.adagrad(at, g, slots[0], bytes, plan.learningRate, epsilon);
      else {
        const rate = adamRate(plan.learningRate, plan.beta1, plan.beta2, t);
        kernels.adam(at, g, slots[0], slots[1], bytes, rate, 1 - plan.beta1, 1 - plan.beta2, epsilon);
      }
    }
    expectClose(dtype, bench.read(at, 7, 5), w, 8);
    state.forEach(([slot], i) => expectClose(dtype, bench.read(slots[i], 7, 5), slot, 8));
    expect(bench.padding(at, 7, 5).every((value) => value === 0)).toBe(true);
  });
});
