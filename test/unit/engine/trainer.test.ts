import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  BadInput,
  crossEntropyError,
  networkFromCheckpoint,
  PlainLearner,
  predictPixels,
  Trainer,
  untrainedNetwork,
  type Accuracies,
  type LearnerMaker,
  type Samples,
  type TrainingPlan,
} from '../../../src/engine';
import { count } from '../../../src/engine/numberText';
import { kernelLearner } from '../../../src/kernels/kernelLearner';
import { builds } from '../kernels/builds';
import { mnist } from './mnist';
import { numpy } from './numpy';

const book: TrainingPlan = {
  network: { hidden: [50], activation: 'relu', init: { kind: 'normal', std: 0.01 } },
  loss: 'crossEntropy',
  batch: { size: 100, sampling: 'withReplacement' },
  optimizer: { kind: 'sgd', learningRate: 0.1 },
  steps: 1201,
  evaluateEvery: 600,
  recordLoss: 'after',
  seed: 0,
  dtype: 'float64',
};

function run(trainer: Trainer): { loss: number[]; accuracy: Accuracies[] } {
  const loss: number[] = [];
  const accuracy: Accuracies[] = [];
  while (!trainer.done) {
    const step = trainer.step();
    loss.push(step.loss);
    if (!step.evaluationDue) continue;
    const slices = trainer.evaluate();
    let slice = slices.next();
    while (!slice.done) slice = slices.next();
    accuracy.push(slice.value);
  }
  return { loss, accuracy };
}

describe('the book’s loop on the real MNIST', () => {
  const { train, test: held } = mnist();

  const learners = [
    { learner: 'plain', make: (...from: Parameters<LearnerMaker>) => new PlainLearner(...from) },
    ...builds.map((build) => ({
      learner: build.name,
      make: kernelLearner(build, () => {
        throw new Error('does not fit');
      }),
    })),
  ];

  test.each(learners.flatMap((learner) => numpy.training.map((figures) => ({ ...learner, ...figures }))))(
    'follows NumPy at each of 1,201 steps: $learner, $activation, seed $seed',
    { timeout: 120_000 },
    ({ make, ...figures }) => {
      const plan = { ...book, seed: figures.seed, network: { ...book.network, activation: figures.activation } };
      const { loss, accuracy } = run(new Trainer(plan, train, held, make));
      const worst = Math.max(...loss.map((value, step) => Math.abs(value - figures.loss[step]) / figures.loss[step]));
      expect(worst).toBeLessThan(1e-9);
      expect(accuracy).toEqual(
        figures.accuracy_at.map((step, i) => ({
          step,
          train: figures.train_accuracy[i],
          test: figures.test_accuracy[i],
        })),
      );
    },
  );

  test('float32 reads the test digits as well as float64 after an epoch', { timeout: 120_000 }, () => {
    const plan = { ...book, steps: 600, evaluateEvery: 600 };
    const tests = (['float32', 'float64'] as const).map(
      (dtype) =>
        run(new Trainer({ ...plan, dtype }, train, held, learners[learners.length - 1].make)).accuracy.at(-1)?.test ??
        NaN,
    );
    expect(tests[0]).toBeGreaterThan(0.9);
    expect(Math.abs(tests[0] - tests[1])).toBeLessThan(0.005);
  });
});

/** Four classes of 3 × 3 pictures. */
const tiny: Samples = {
  pixels: Uint8Array.from({ length: 40 * 9 }, (_, i) => (i * 37 + (i % 7) * 50) % 256),
  labels: Uint8Array.from({ length: 40 }, (_, i) => i % 4),
  count: 40,
  inputs: 9,
  classes: 4,
};

const plans = fc.record({
  hidden: fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 3 }),
  activation: fc.constantFrom('relu' as const, 'sigmoid' as const, 'tanh' as const),
  sampling: fc.constantFrom('withReplacement' as const, 'withoutReplacement' as const, 'shuffle' as const),
  dtype: fc.constantFrom('float32' as const, 'float64' as const),
  size: fc.integer({ min: 1, max: 40 }),
  seed: fc.nat(1000),
  cut: fc.integer({ min: 0, max: 19 }),
});

test('a run restored from a checkpoint goes on bit for bit, wherever it was cut', () => {
  fc.assert(
    fc.property(plans, ({ hidden, activation, sampling, dtype, size, seed, cut }) => {
      const plan: TrainingPlan = {
        ...book,
        network: { hidden, activation, init: { kind: 'he' } },
        batch: { size, sampling },
        steps: 20,
        seed,
        dtype,
      };
      const whole = new Trainer(plan, tiny, tiny);
      let checkpoint = whole.checkpoint();
      const loss: number[] = [];
      while (!whole.done) {
        if (whole.stepsDone === cut) checkpoint = whole.checkpoint();
        loss.push(whole.step().loss);
      }
      const rest = Trainer.restore(plan, tiny, tiny, checkpoint);
      const tail: number[] = [];
      while (!rest.done) tail.push(rest.step().loss);
      expect(tail).toEqual(loss.slice(cut));
      expect(rest.checkpoint()).toEqual(whole.checkpoint());
    }),
    { numRuns: 60 },
  );
});

test('the loss before an update is that of the network as it was, the loss after it the next one’s', () => {
  // Every batch holds all samples, so that step i + 1 begins where step i ended.
  const plan: TrainingPlan = { ...book, batch: { size: 40, sampling: 'withoutReplacement' }, steps: 6 };
  const before = run(new Trainer({ ...plan, recordLoss: 'before' }, tiny, tiny)).loss;
  const after = run(new Trainer({ ...plan, recordLoss: 'after' }, tiny, tiny)).loss;
  const { network } = untrainedNetwork(plan, tiny.inputs, tiny.classes);
  const first = crossEntropyError(
    predictPixels(network, tiny.pixels),
    { form: 'label', label: tiny.labels },
    { classes: 4 },
  );
  expect(before[0]).toBeCloseTo(first, 12);
  after.slice(0, -1).forEach((loss, step) => expect(loss).toBeCloseTo(before[step + 1], 12));
  expect(after[0]).not.toBeCloseTo(before[0], 6);
});

test('an evaluation counts the digits whose largest probability is their label’s, in slices', () => {
  const rounds = 55;
  const many: Samples = {
    ...tiny,
    pixels: Uint8Array.from({ length: rounds * 360 }, (_, i) => tiny.pixels[i % 360]),
    labels: Uint8Array.from({ length: rounds * 40 }, (_, i) => (i * i) % 4),
    count: rounds * 40,
  };
  const trainer = new Trainer({ ...book, steps: 5 }, many, tiny);
  while (!trainer.done) trainer.step();
  const right = ({ pixels, labels, count }: Samples) => {
    const y = trainer.predict(pixels);
    const read = Array.from({ length: count }, (_, n) => {
      const row = y.subarray(4 * n, 4 * n + 4);
      return row.indexOf(Math.max(...row));
    });
    return read.filter((digit, n) => digit === labels[n]).length / count;
  };
  const slices = trainer.evaluate();
  const shares: number[] = [];
  let slice = slices.next();
  for (; !slice.done; slice = slices.next()) shares.push(slice.value);
  expect(slice.value).toEqual({ step: 4, train: right(many), test: right(tiny) });
  expect(shares).toEqual([1000 / 2240, 2000 / 2240, 2200 / 2240, 1]);
});

test('accuracies are due after the first step, every so many, and the last', () => {
  const plan: TrainingPlan = { ...book, batch: { size: 8, sampling: 'shuffle' }, steps: 9, evaluateEvery: 3 };
  expect(run(new Trainer(plan, tiny, tiny)).accuracy.map(({ step }) => step)).toEqual([0, 3, 6, 8]);
});

test('a loss that is not finite is recorded at its step and remembered', () => {
  const plan: TrainingPlan = {
    ...book,
    optimizer: { kind: 'sgd', learningRate: 1e300 },
    batch: { size: 10, sampling: 'shuffle' },
  };
  const trainer = new Trainer({ ...plan, steps: 20 }, tiny, tiny);
  const { loss } = run(trainer);
  const first = loss.findIndex((value) => !Number.isFinite(value));
  expect(first).toBeGreaterThanOrEqual(0);
  expect(trainer.divergedAt).toBe(first);
  expect(Trainer.restore({ ...plan, steps: 20 }, tiny, tiny, trainer.checkpoint()).divergedAt).toBe(first);
});

describe('a run that leaves a network which is no number any more ends diverged, though every loss was finite', () => {
  const one: TrainingPlan = {
    ...book,
    dtype: 'float32',
    batch: { size: 10, sampling: 'shuffle' },
    recordLoss: 'before',
    steps: 1,
  };

  test.each([
    ['the weights are', 1e45],
    ['the weights are finite, and the outputs are', 1e37],
  ])('where %s not', (_, learningRate) => {
    const trainer = new Trainer({ ...one, optimizer: { kind: 'sgd', learningRate } }, tiny, tiny);
    const step = trainer.step();
    expect(Number.isFinite(step.loss)).toBe(true);
    expect([step.finite, trainer.divergedAt]).toEqual([false, 0]);
  });

  test('and not where only a single weight is huge', () => {
    const trainer = new Trainer(one, tiny, tiny);
    expect([trainer.step().finite, trainer.divergedAt]).toEqual([true, null]);
  });
});

test('predictions are those of the network the checkpoint holds', () => {
  const plan: TrainingPlan = { ...book, steps: 3, batch: { size: 8, sampling: 'shuffle' } };
  const trainer = new Trainer(plan, tiny, tiny);
  run(trainer);
  const { network } = networkFromCheckpoint(plan, trainer.checkpoint(), 9, 4);
  expect(network.parameters.map(({ values }) => values)).toEqual(
    trainer.network.parameters.map(({ values }) => values),
  );
  const y = trainer.predict(tiny.pixels.subarray(0, 18));
  expect(y).toHaveLength(8);
  expect(y.slice(0, 4).reduce((sum, value) => sum + value)).toBeCloseTo(1, 12);
});

describe('a checkpoint that cannot be used is refused', () => {
  const plan: TrainingPlan = { ...book, batch: { size: 8, sampling: 'shuffle' } };
  const bytes = new Trainer(plan, tiny, tiny).checkpoint();
  const damaged = (change: (copy: Uint8Array) => void) => {
    const copy = bytes.slice();
    change(copy);
    return copy;
  };

  test.each([
    ['something else', Uint8Array.of(1, 2, 3), 'checkpoint: its first bytes are not those of a checkpoint.'],
    ['a header that is cut', bytes.subarray(0, 100), 'checkpoint: it ends within its header.'],
    ['a header that is no JSON', damaged((copy) => (copy[8] = 0)), 'checkpoint: its header is not JSON.'],
    [
      'parameters that are cut',
      bytes.subarray(0, -1),
      `checkpoint: expected ${count(bytes.length)} bytes, got ${count(bytes.length - 1)}.`,
    ],
  ])('%s', (_, wrong, sentence) => {
    expect(() => Trainer.restore(plan, tiny, tiny, wrong)).toThrow(sentence);
  });

  test('another network’s', () => {
    expect(() => networkFromCheckpoint({ ...plan, dtype: 'float32' }, bytes, 9, 4)).toThrow(
      'checkpoint: expected a float32 network of 9-50-4, got a float64 one of 9-50-4.',
    );
  });
});

describe('a checkpoint is that of its run', () => {
  const plan: TrainingPlan = { ...book, batch: { size: 8, sampling: 'shuffle' } };
  const bytes = new Trainer(plan, tiny, tiny).checkpoint();
  const refused = (change: Partial<TrainingPlan>) => () => networkFromCheckpoint({ ...plan, ...change }, bytes, 9, 4);

  test.each([
    ['network.activation', { network: { ...plan.network, activation: 'tanh' } }],
    ['network.init', { network: { ...plan.network, init: { kind: 'he' } } }],
    ['loss', { loss: 'sumSquares' }],
    ['loss', { loss: { kind: 'crossEntropy', labelSmoothing: 0.1 } }],
    ['batch', { batch: { size: 9, sampling: 'shuffle' } }],
    ['optimizer', { optimizer: { kind: 'sgd', learningRate: 0.2 } }],
    ['gradient', { gradient: 'centralDifference' }],
    ['seed', { seed: plan.seed + 1 }],
  ] satisfies [string, Partial<TrainingPlan>][])('of another %s it is refused', (key, change) => {
    expect(refused(change)).toThrow(`checkpoint: expected one of a run with ${key} `);
  });

  test('of one that is only longer, or whose defaults are written out, it is taken', () => {
    expect(refused({ steps: plan.steps + 1, evaluateEvery: 7, recordLoss: 'before' })).not.toThrow();
    expect(refused({ loss: { kind: 'crossEntropy', from: 'probabilities', reduction: 'mean' } })).not.toThrow();
    expect(refused({ gradient: 'backprop' })).not.toThrow();
  });

  /** With another header, as `change` makes it of this one's. */
  const withHeader = (change: (header: Record<string, unknown>) => unknown) => {
    const length = new DataView(bytes.buffer).getUint32(4, true);
    const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length))) as Record<string, unknown>;
    const text = new TextEncoder().encode(JSON.stringify(change(header)));
    const out = new Uint8Array(8 + text.length + bytes.length - 8 - length);
    out.set(bytes.subarray(0, 4));
    new DataView(out.buffer).setUint32(4, text.length, true);
    out.set(text, 8);
    out.set(bytes.subarray(8 + length), 8 + text.length);
    return out;
  };

  test('one of version 0.1.0, which does not name its plan, is taken by its network', () => {
    const old = withHeader((header) => ({ ...header, plan: undefined }));
    expect(networkFromCheckpoint({ ...plan, seed: 9 }, old, 9, 4).step).toBe(0);
    const network = { ...plan.network, activation: 'tanh' } as const;
    expect(() => networkFromCheckpoint({ ...plan, network }, old, 9, 4)).toThrow(
      'checkpoint: expected one of a run with network.activation "tanh", got "relu".',
    );
  });

  test('whatever else stands in its header is damage, in one sentence', () => {
    const wrong: unknown[] = [null, [], '', 1, 1e300, -1, 0.5, {}, { key: [1] }, { epochStart: {}, used: 1 }];
    const keys = ['sizes', 'dtype', 'activation', 'plan', 'step', 'divergedAt', 'random', 'batches'];
    const changes = keys.flatMap((key) => wrong.map((value) => (header: object) => ({ ...header, [key]: value })));
    for (const change of [() => ({}), () => null, () => [], ...changes])
      try {
        Trainer.restore(plan, tiny, tiny, withHeader(change));
      } catch (error) {
        expect(error).toBeInstanceOf(BadInput);
      }
    expect(() =>
      Trainer.restore(
        plan,
        tiny,
        tiny,
        withHeader(() => ({})),
      ),
    ).toThrow('checkpoint: its header is not that of a checkpoint.');
  });
});

test('a batch larger than the data is refused before anything starts', () => {
  expect(() => new Trainer({ ...book, batch: { size: 41, sampling: 'shuffle' } }, tiny, tiny)).toThrow(
    'batch.size: expected at most the 40 training samples, got 41.',
  );
});
