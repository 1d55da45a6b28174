import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RandomState, type Samples } from '../../../src/engine';
import { fastestLearner } from '../../../src/kernels';
import { checkExperiment, type Experiment } from '../../../src/runs/experiment/experiment';
import { isEvaluated, trainerInSlices, type ResumePoint } from '../../../src/runs/resume';
import type { AccuracyPoint } from '../../../src/runs/run';
import { ActiveRun } from '../../../src/worker/activeRun';
import type { WorkerEvent } from '../../../src/worker/threadProtocol';

const random = new RandomState(2);
const samplesOf = (count: number): Samples => ({
  count,
  inputs: 9,
  classes: 3,
  pixels: Uint8Array.from(random.randomSample(count * 9), (share) => (share < 0.5 ? 0 : Math.floor(share * 256))),
  labels: Uint8Array.from(random.randomSample(count), (share) => Math.floor(share * 3)),
});
const sets = { train: samplesOf(50), test: samplesOf(20) };

/** What a run has recorded, and the checkpoints it reported on the way. */
interface Recorded {
  loss: number[];
  accuracy: AccuracyPoint[];
  seconds: number;
  checkpoints: { step: number; bytes: Uint8Array }[];
  state: string | undefined;
}

/** Works a run off until it ends. */
async function work(experiment: Experiment, from?: ResumePoint): Promise<Recorded> {
  const recorded: Recorded = { loss: [], accuracy: [], seconds: 0, checkpoints: [], state: undefined };
  await new Promise<void>((resolve) => {
    const tell = (event: WorkerEvent) => {
      if (event.type === 'progress') {
        expect(event.firstStep).toBe((from?.steps ?? 0) + recorded.loss.length);
        recorded.loss.push(...event.loss);
        recorded.accuracy.push(...event.accuracy);
        recorded.seconds = event.seconds;
        run.heard();
      }
      if (event.type === 'checkpoint') recorded.checkpoints.push({ step: event.step, bytes: event.bytes });
      if (event.type === 'failed') throw new Error(event.template);
      if (event.type !== 'ended') return;
      recorded.state = event.state;
      resolve();
    };
    const run = new ActiveRun('a', experiment, trainerInSlices(experiment, sets, fastestLearner, from), tell, from);
  });
  return recorded;
}

const loss = fc.oneof(
  fc.constantFrom('crossEntropy', 'sumSquares'),
  fc.record({
    kind: fc.constant('crossEntropy'),
    labelSmoothing: fc.constantFrom(0, 0.1),
    classWeights: fc.constantFrom(undefined, [1, 2, 0.5]),
    reduction: fc.constantFrom('mean', 'sum'),
  }),
);
const optimizer = fc.constantFrom<object[]>(
  { kind: 'sgd', learningRate: 0.1 },
  { kind: 'momentum', learningRate: 0.05, momentum: 0.9 },
  { kind: 'adagrad', learningRate: 0.05 },
  { kind: 'adam', learningRate: 0.01 },
);
/** Any run that is over soon. */
const experiments = fc
  .record({
    hidden: fc.array(fc.integer({ min: 1, max: 7 }), { maxLength: 2 }),
    loss,
    optimizer,
    size: fc.integer({ min: 1, max: 30 }),
    sampling: fc.constantFrom('withReplacement', 'withoutReplacement', 'shuffle'),
    gradient: fc.constantFrom('backprop', 'backprop', 'centralDifference', 'forwardDifference'),
    evaluateEvery: fc.integer({ min: 1, max: 20 }),
    recordLoss: fc.constantFrom('before', 'after'),
    seed: fc.integer({ min: 0, max: 1000 }),
    dtype: fc.constantFrom('float32', 'float64'),
  })
  .map(({ hidden, size, sampling, loss: kind, ...rest }) =>
    checkExperiment(
      JSON.parse(
        JSON.stringify({
          network: { hidden, init: { kind: 'he' } },
          loss: kind,
          batch: { size, sampling },
          steps: 40,
          ...rest,
        }),
      ),
    ),
  );

const pointAfter = (
  { loss, accuracy, seconds }: Recorded,
  checkpoint: Uint8Array | null,
  experiment: Experiment,
): ResumePoint => {
  const kept = accuracy.filter((point) => isEvaluated(experiment, point));
  return { checkpoint, steps: loss.length, evaluatedAt: kept.at(-1)?.step ?? null, seconds };
};

test('a run that was stopped, or cut short anywhere behind its last checkpoint, goes on bit for bit', async () => {
  await fc.assert(
    fc.asyncProperty(experiments, fc.nat(40), fc.nat(40), fc.boolean(), async (experiment, end, back, isShort) => {
      const whole = await work(experiment);
      expect(whole.state).toBe('done');
      // As if it had been cut short after so many steps: between a step and its evaluation, too.
      const steps = Math.min(end, 40);
      const loss = whole.loss.slice(0, steps);
      const evaluated = whole.accuracy.filter(({ step }) => step < steps - Number(isShort));
      const part = await work({ ...experiment, steps: Math.max(1, Math.min(back, steps)) });
      const checkpoint = back === 0 || steps === 0 ? null : part.checkpoints.at(-1)!.bytes;
      const before = { ...whole, loss, accuracy: evaluated };
      const rest = await work(experiment, pointAfter(before, checkpoint, experiment));
      expect(rest.state).toBe('done');
      expect([...loss, ...rest.loss]).toEqual(whole.loss);
      expect([...evaluated, ...rest.accuracy]).toEqual(whole.accuracy);
      expect(rest.checkpoints.at(-1)?.bytes ?? part.checkpoints.at(-1)?.bytes).toEqual(whole.checkpoints.at(-1)?.bytes);
    }),
    { numRuns: 60 },
  );
}, 60_000);

test('a run is trained on as if it had been meant to be longer from the start', async () => {
  await fc.assert(
    fc.asyncProperty(experiments, fc.integer({ min: 1, max: 39 }), async (experiment, steps) => {
      const whole = await work(experiment);
      const first = await work({ ...experiment, steps });
      const kept = first.accuracy.filter((point) => isEvaluated(experiment, point));
      const point = pointAfter(first, first.checkpoints.at(-1)!.bytes, experiment);
      const rest = await work(experiment, point);
      expect([...first.loss, ...rest.loss]).toEqual(whole.loss);
      expect([...kept, ...rest.accuracy]).toEqual(whole.accuracy);
      expect(rest.checkpoints.at(-1)?.bytes).toEqual(whole.checkpoints.at(-1)?.bytes);
      expect(rest.seconds).toBeGreaterThanOrEqual(first.seconds);
    }),
    { numRuns: 30 },
  );
}, 60_000);

test('without a checkpoint that can be read, or with one that is ahead of the losses, every step is taken again', async () => {
  const experiment = checkExperiment({ network: { hidden: [4] }, batch: { size: 5 }, steps: 30, evaluateEvery: 10 });
  const whole = await work(experiment);
  const ahead = whole.checkpoints.at(-1)!.bytes;
  const before = { ...whole, loss: whole.loss.slice(0, 12), accuracy: whole.accuracy.slice(0, 2) };
  for (const checkpoint of [null, new Uint8Array(5), ahead]) {
    const rest = await work(experiment, pointAfter(before, checkpoint, experiment));
    expect([...before.loss, ...rest.loss]).toEqual(whole.loss);
    expect([...before.accuracy, ...rest.accuracy]).toEqual(whole.accuracy);
  }
});

test('a host that takes in every report at once gets a checkpoint with every evaluation, and with the end', async () => {
  const experiment = checkExperiment({ network: { hidden: [4] }, batch: { size: 5 }, steps: 30, evaluateEvery: 10 });
  const { checkpoints } = await work(experiment);
  expect(checkpoints.map(({ step }) => step)).toEqual([1, 11, 21, 30]);
});

test('one that lacks nothing but its end is done at once, and its seconds are those it had', async () => {
  const experiment = checkExperiment({ network: { hidden: [4] }, batch: { size: 5 }, steps: 30, evaluateEvery: 10 });
  const whole = await work(experiment);
  const rest = await work(experiment, pointAfter(whole, whole.checkpoints.at(-1)!.bytes, experiment));
  expect([rest.state, rest.loss, rest.accuracy]).toEqual(['done', [], []]);
});

test('steps that are taken again cost no seconds, also those by numerical gradients, which are worked off in slices', async () => {
  const wide = checkExperiment({
    network: { hidden: [200, 200] },
    batch: { size: 30 },
    gradient: 'centralDifference',
    steps: 4,
    evaluateEvery: 4,
  });
  const whole = await work(wide);
  const before = { ...whole, loss: whole.loss.slice(0, 3), accuracy: whole.accuracy.slice(0, 1), seconds: 0 };
  const rest = await work(wide, pointAfter(before, null, wide));
  expect(rest.loss).toEqual(whole.loss.slice(3));
  // One step of four.
  expect(rest.seconds).toBeLessThan(whole.seconds / 2);
});
