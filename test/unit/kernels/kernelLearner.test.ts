import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { atOnce, PlainLearner, Trainer, type LearnerMaker, type Samples, type TrainingPlan } from '../../../src/engine';
import { kernelLearner } from '../../../src/kernels/kernelLearner';
import { builds } from './builds';

const plain: LearnerMaker = (...from) => new PlainLearner(...from);

/** Pictures of which the share `density` of pixels is not 0. */
function made(count: number, inputs: number, classes: number, density: number, seed: number): Samples {
  let state = (seed % 2147483646) + 1;
  const random = () => (state = (state * 48271) % 2147483647) / 2147483647;
  return {
    pixels: Uint8Array.from({ length: count * inputs }, () =>
      random() < density ? 1 + Math.floor(255 * random()) : 0,
    ),
    labels: Uint8Array.from({ length: count }, () => Math.floor(random() * classes)),
    count,
    inputs,
    classes,
  };
}

const size = fc.oneof(fc.constantFrom(1, 2, 3, 7, 13, 50, 53), fc.integer({ min: 1, max: 110 }));
const situations = fc.record({
  data: fc.record({
    // Beyond 512 rows a batch goes by in chunks.
    count: fc.oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 500, max: 1200 })),
    inputs: fc.oneof(fc.constantFrom(1, 63, 64, 65, 191, 192, 193, 784), fc.integer({ min: 1, max: 300 })),
    classes: fc.integer({ min: 1, max: 21 }),
    density: fc.constantFrom(0, 0.2, 0.5, 1),
    seed: fc.nat(1000),
  }),
  hidden: fc.array(size, { maxLength: 3 }),
  activation: fc.constantFrom('relu' as const, 'sigmoid' as const, 'tanh' as const),
  loss: fc.constantFrom<TrainingPlan['loss']>(
    'crossEntropy',
    'sumSquares',
    { kind: 'crossEntropy', from: 'logits', labelSmoothing: 0.1 },
    { kind: 'crossEntropy', from: 'probabilities', labelSmoothing: 0.3, convention: 'keras' },
    { kind: 'crossEntropy', from: 'logits', reduction: 'sum' },
  ),
  recordLoss: fc.constantFrom('before' as const, 'after' as const),
  batch: fc.integer({ min: 1, max: 1100 }),
  optimizer: fc.constantFrom<TrainingPlan['optimizer']>(
    { kind: 'sgd', learningRate: 0.1 },
    { kind: 'momentum', learningRate: 0.01, momentum: 0.9 },
    { kind: 'adagrad', learningRate: 0.01 },
    { kind: 'adam', learningRate: 0.001, beta1: 0.9, beta2: 0.999 },
  ),
  dtype: fc.constantFrom('float32' as const, 'float64' as const),
});

function run(plan: TrainingPlan, train: Samples, test: Samples, make: LearnerMaker) {
  const trainer = new Trainer(plan, train, test, make);
  const loss: number[] = [];
  while (!trainer.done) loss.push(trainer.step().loss);
  const slices = trainer.evaluate();
  let slice = slices.next();
  while (!slice.done) slice = slices.next();
  return { loss, accuracies: slice.value, checkpoint: trainer.checkpoint(), network: trainer.network };
}

describe.each(builds)('a learner on $name', (build) => {
  const fast = kernelLearner(build, () => {
    throw new Error('does not fit');
  });

  test('agrees with the plain one, whatever the network, the data and the plan', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(situations, ({ data, hidden, activation, loss, recordLoss, batch, optimizer, dtype }) => {
        const { count, inputs, classes, density, seed } = data;
        const train = made(count, inputs, classes, density, seed);
        const held = made(7, inputs, classes, density, seed + 1);
        const plan: TrainingPlan = {
          network: { hidden, activation, init: { kind: 'xavier' } },
          loss,
          batch: { size: Math.min(batch, count), sampling: 'withReplacement' },
          // The gradient of a sum is as many times larger: the steps are kept as small as those of a mean.
          optimizer:
            typeof loss !== 'string' && loss.reduction === 'sum'
              ? { kind: 'sgd', learningRate: 0.1 / Math.min(batch, count) }
              : optimizer,
          steps: 4,
          evaluateEvery: 100,
          recordLoss,
          seed,
          dtype,
        };
        const [a, b] = [run(plan, train, held, plain), run(plan, train, held, fast)];
        // AdaGrad and Adam divide a gradient by its own size, so that what is only rounding counts too.
        const scaled = optimizer.kind === 'adagrad' || optimizer.kind === 'adam';
        const rounding = dtype === 'float64' ? 1e-9 : scaled ? 2e-2 : 2e-3;
        const tolerance = typeof loss !== 'string' && loss.reduction === 'sum' ? rounding * plan.batch.size : rounding;
        a.loss.forEach((value, step) =>
          expect(Math.abs(b.loss[step] - value)).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(value))),
        );
        a.network.parameters.forEach(({ values }, i) =>
          values.forEach((value, k) =>
            expect(Math.abs(b.network.parameters[i].values[k] - value)).toBeLessThanOrEqual(tolerance),
          ),
        );
        if (dtype === 'float64') expect(b.accuracies).toEqual(a.accuracies);
      }),
      { numRuns: 120 },
    );
  });

  test('gives the same bits again, and goes on bit for bit from a checkpoint, optimizer and all', () => {
    const train = made(50, 100, 10, 0.2, 1);
    const plan: TrainingPlan = {
      network: { hidden: [13], activation: 'relu', init: { kind: 'he' } },
      loss: 'crossEntropy',
      batch: { size: 11, sampling: 'shuffle' },
      optimizer: { kind: 'adam', learningRate: 0.01, beta1: 0.9, beta2: 0.999 },
      steps: 20,
      evaluateEvery: 100,
      recordLoss: 'before',
      seed: 3,
      dtype: 'float32',
    };
    const whole = run(plan, train, train, fast);
    expect(run(plan, train, train, fast).checkpoint).toEqual(whole.checkpoint);
    const first = new Trainer(plan, train, train, fast);
    for (let step = 0; step < 8; step++) first.step();
    const rest = Trainer.restore(plan, train, train, first.checkpoint(), fast);
    const tail: number[] = [];
    while (!rest.done) tail.push(rest.step().loss);
    expect(tail).toEqual(whole.loss.slice(8));
    expect(rest.checkpoint()).toEqual(whole.checkpoint);
  });

  test.each(['float32', 'float64'] as const)(
    'trains with a loss that only spells itself out as without, to the bit, in %s; and so does the plain one',
    (dtype) => {
      const train = made(600, 60, 10, 0.3, 2);
      const plan = (loss: TrainingPlan['loss']): TrainingPlan => ({
        // Some outputs are so small that δ would count.
        network: { hidden: [20], activation: 'relu', init: { kind: 'normal', std: 1 } },
        loss,
        batch: { size: 550, sampling: 'shuffle' },
        optimizer: { kind: 'sgd', learningRate: 0.1 },
        steps: 12,
        evaluateEvery: 100,
        recordLoss: 'before',
        seed: 5,
        dtype,
      });
      const spelled = { kind: 'crossEntropy', from: 'probabilities', labelSmoothing: 0, reduction: 'mean' } as const;
      for (const make of [plain, fast]) {
        const [book, own] = (['crossEntropy', spelled] as const).map((loss) => run(plan(loss), train, train, make));
        expect(own.loss).toEqual(book.loss);
        expect(own.checkpoint).toEqual(book.checkpoint);
      }
    },
  );

  test('reads nothing right with a network whose outputs are no numbers', () => {
    const train = made(40, 30, 4, 0.5, 3);
    // Nothing but the class that np.argmax makes of NaN.
    const zeros = { ...train, labels: new Uint8Array(40) };
    const plan: TrainingPlan = {
      network: { hidden: [5], activation: 'relu', init: { kind: 'xavier' } },
      loss: 'crossEntropy',
      batch: { size: 8, sampling: 'shuffle' },
      optimizer: { kind: 'sgd', learningRate: 1e38 },
      steps: 1,
      evaluateEvery: 100,
      recordLoss: 'before',
      seed: 3,
      dtype: 'float32',
    };
    for (const make of [plain, fast]) {
      const trainer = new Trainer(plan, train, zeros, make);
      expect(trainer.step()).toMatchObject({ finite: false });
      expect(trainer.divergedAt).toBe(0);
      expect(atOnce(trainer.evaluate())).toEqual({ step: 0, train: 0, test: 0 });
    }
  });

  test.each(['sgd', 'adam'] as const)(
    'takes a long step of %s in slices, and has learnt nothing of it before its end',
    (kind) => {
      const sliced = kernelLearner(
        build,
        () => {
          throw new Error('does not fit');
        },
        0,
      );
      const train = made(500, 700, 10, 0.5, 1);
      const plan: TrainingPlan = {
        network: { hidden: [600, 600], activation: 'relu', init: { kind: 'he' } },
        loss: 'crossEntropy',
        batch: { size: 500, sampling: 'withReplacement' },
        optimizer:
          kind === 'sgd' ? { kind, learningRate: 0.1 } : { kind, learningRate: 0.001, beta1: 0.9, beta2: 0.999 },
        steps: 2,
        evaluateEvery: 100,
        recordLoss: 'after',
        seed: 3,
        dtype: 'float32',
      };
      const whole = new Trainer(plan, train, train, fast);
      const cut = new Trainer(plan, train, train, sliced);
      expect(cut.step()).toEqual(whole.step());
      const start = whole.checkpoint();
      const slices = cut.stepInSlices();
      let slice = slices.next();
      let count = 0;
      for (; !slice.done; slice = slices.next(), count++)
        expect(Buffer.compare(cut.checkpoint(), start), `slice ${count}`).toBe(0);
      // Three products each forward, back and once more after the update, some of them in two slices.
      expect(count).toBeGreaterThan(14);
      expect(slice.value).toEqual(whole.step());
      expect(Buffer.compare(cut.checkpoint(), whole.checkpoint())).toBe(0);
    },
  );
});
