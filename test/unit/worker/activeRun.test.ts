import { expect, test, vi } from 'vitest';
import { Trainer, untrainedNetwork, type Samples } from '../../../src/engine';
import { defaultExperiment } from '../../../src/runs/experiment/experiment';
import type { FromWorker } from '../../../src/worker/threadProtocol';
import { ActiveRun } from '../../../src/worker/activeRun';

const samples: Samples = {
  pixels: new Uint8Array(40).fill(9),
  labels: Uint8Array.from({ length: 10 }, (_, n) => n % 2),
  count: 10,
  inputs: 4,
  classes: 2,
};
const experiment = { ...defaultExperiment, batch: { ...defaultExperiment.batch, size: 2 } };

/** A network that is never done, or after so many slices. */
function* making(slices = Infinity, of = experiment): Generator<number, Trainer> {
  for (let done = 0; done < slices; done++) yield 0;
  return new Trainer(of, samples, samples);
}

function started(slices?: number) {
  const told: string[] = [];
  const training = new ActiveRun('a', experiment, making(slices), ({ type }: FromWorker) => told.push(type));
  return { told, training };
}
const turn = () => new Promise((resolve) => setImmediate(resolve));

test('a run is paused, goes on and is stopped while its network is still being made', async () => {
  const { told, training } = started();
  await turn();
  training.pause();
  expect(told).toEqual(['paused']);
  training.resume();
  await turn();
  training.stop();
  expect(told).toEqual(['paused', 'resumed', 'ended']);
  expect(training.hasEnded).toBe(true);
  expect(training.stepsDone).toBe(0);
});

test('who asks for the network before it is there gets it', async () => {
  const { training } = started(5);
  expect(training.network.parameters).toEqual(untrainedNetwork(experiment, 4, 2).network.parameters);
  training.pause();
  await training.step();
  expect(training.stepsDone).toBe(1);
});

test('a network that cannot be made ends its run in one sentence', async () => {
  const told: FromWorker[] = [];
  // eslint-disable-next-line require-yield -- it fails before there is anything to yield
  const failing = (function* (): Generator<number, Trainer> {
    throw new RangeError('Array buffer allocation failed');
  })();
  const training = new ActiveRun('a', experiment, failing, (report) => told.push(report));
  await turn();
  expect(training.hasEnded).toBe(true);
  expect(told).toEqual([
    {
      type: 'failed',
      runId: 'a',
      template: 'The training thread failed ({0}).',
      values: ['Array buffer allocation failed'],
    },
  ]);
});

test('a host that is slow to take in a report gets the next when it has, with all that was recorded meanwhile', async () => {
  const reports: Extract<FromWorker, { type: 'progress' }>[] = [];
  // Evaluates all the time, too.
  const endless = { ...experiment, steps: 1e8, evaluateEvery: 100 };
  const training = new ActiveRun('a', endless, making(1, endless), (report) => {
    if (report.type === 'progress') reports.push(report);
  });
  await vi.waitFor(() => expect(reports).toHaveLength(1));
  const at = performance.now();
  const { stepsDone } = training;
  // Long enough for several reports.
  await vi.waitFor(() => expect(performance.now() - at).toBeGreaterThan(150));
  expect(training.stepsDone).toBeGreaterThan(stepsDone);
  expect(reports).toHaveLength(1);
  training.heard();
  await vi.waitFor(() => expect(reports).toHaveLength(2));
  expect(reports[1].firstStep).toBe(reports[0].loss.length);
  expect(reports[1].accuracy.length).toBeGreaterThan(1);
  // A pause is told of at once, after all that was recorded before it.
  training.pause();
  const last = reports.at(-1)!;
  expect(reports).toHaveLength(3);
  expect(last.firstStep + last.loss.length).toBe(training.stepsDone);
  training.stop();
});

test.each(['paused', 'stopped'] as const)(
  'a run ends when there is no memory for its checkpoint as it is %s',
  (when) => {
    const trainer = new Trainer(experiment, samples, samples);
    trainer.step();
    trainer.checkpoint = () => {
      throw new RangeError('Array buffer allocation failed');
    };
    // eslint-disable-next-line require-yield -- it is there already
    const made = (function* (): Generator<number, Trainer> {
      return trainer;
    })();
    const told: string[] = [];
    const training = new ActiveRun('a', { ...experiment, steps: 1e8 }, made, ({ type }) => told.push(type));
    expect(training.network).toBe(trainer.network);
    if (when === 'paused') training.pause();
    else training.stop();
    expect(told.filter((type) => type !== 'progress')).toEqual(when === 'paused' ? ['paused', 'failed'] : ['failed']);
  },
);

test.each(['step', 'evaluation'] as const)('a run of which a %s fails keeps what it recorded', async (what) => {
  const trainer = new Trainer(experiment, samples, samples);
  const failing = (): never => {
    throw new RangeError('Out of memory');
  };
  const stepInSlices = trainer.stepInSlices.bind(trainer);
  if (what === 'evaluation') trainer.evaluate = failing;
  else trainer.stepInSlices = () => (trainer.stepsDone === 3 ? failing() : stepInSlices());
  const told: FromWorker[] = [];
  // eslint-disable-next-line require-yield -- it is there already
  const made = (function* (): Generator<number, Trainer> {
    return trainer;
  })();
  const training = new ActiveRun('a', experiment, made, (report) => told.push(report));
  while (!training.hasEnded) await turn();
  const losses = told.flatMap((report) => (report.type === 'progress' ? [...report.loss] : []));
  expect(losses).toHaveLength(what === 'step' ? 3 : 1);
  expect(told.at(-1)).toEqual({
    type: 'failed',
    runId: 'a',
    template: 'The training thread failed ({0}).',
    values: ['Out of memory'],
  });
});
