import { afterEach, expect, test, vi } from 'vitest';
import { Trainer, type KernelsName, type Samples } from '../../../src/engine';
import { weightsOf } from '../../../src/engine/landscape/weightPath';
import { fastestLearner, learnerBy } from '../../../src/kernels';
import { defaultExperiment } from '../../../src/runs/experiment/experiment';
import { Landscapes, type WantedLandscape } from '../../../src/worker/landscapes';
import { aTask, stoppedSentence } from '../aTask';
import { mnist } from '../engine/mnist';

afterEach(() => {
  vi.restoreAllMocks();
  vi.resetModules();
});

const whole = mnist();
const first = (samples: Samples, count: number): Samples => ({
  ...samples,
  pixels: samples.pixels.slice(0, count * samples.inputs),
  labels: samples.labels.slice(0, count),
  count,
});
const sets = { train: first(whole.train, 2000), test: first(whole.test, 500) };
const experiment = { ...defaultExperiment, network: { ...defaultExperiment.network, hidden: [8] } };
const run: WantedLandscape = { experiment, steps: 150, seconds: 0.1, plane: 'path', seed: 0 };

test('walks the run’s own path once, for every plane, and says how far it is', async () => {
  const { told, ...task } = aTask();
  const landscapes = new Landscapes();
  const along = await landscapes.take(run, sets, task);
  expect(along.path.steps).toHaveLength(61);
  expect(along.share).toBeGreaterThan(0.8);
  expect(told).toEqual([...told].sort((a, b) => a - b));
  // How often depends on the machine.
  expect(told.length).toBeGreaterThan(0);
  expect(Math.max(...told)).toBeLessThanOrEqual(1);
  const random = await landscapes.take({ ...run, plane: 'random' }, sets, aTask());
  expect(random.loss).toBe(along.loss);
  expect(random.share).toBeLessThan(0.2);
  // The steps of the path are the ones that training with the kernels takes.
  const trainer = new Trainer(experiment, sets.train, sets.test, fastestLearner);
  const start = weightsOf(trainer.network);
  for (let step = 0; step < run.steps; step++) trainer.step();
  const moved = Math.hypot(...weightsOf(trainer.network).map((weight, p) => weight - start[p]));
  expect(Math.hypot(along.path.alpha[0], along.path.beta[0]) / moved).toBeGreaterThan(0.9);
});

test('is stopped; and refuses a run that is too long or has no step', async () => {
  const landscapes = new Landscapes();
  const task = aTask();
  const taking = landscapes.take(run, sets, task);
  task.stop();
  await expect(taking).rejects.toThrow(stoppedSentence);
  expect((await landscapes.take({ ...run, plane: 'random', seed: 4 }, sets, aTask())).plane).toBe('random');
  await expect(landscapes.take({ ...run, seconds: 500 }, sets, aTask())).rejects.toThrow(
    'The steps of this run took 500 s, and its landscape takes them all again: expected at most 120 s.',
  );
  await expect(landscapes.take({ ...run, steps: 0 }, sets, aTask())).rejects.toThrow('no step yet');
});

test('takes the steps again by the kernels of the run, and by no others', async () => {
  const landscapes = new Landscapes();
  const weightsBy = (kernels: KernelsName) => {
    const trainer = new Trainer(experiment, sets.train, sets.test, learnerBy(kernels));
    while (trainer.stepsDone < run.steps) trainer.step();
    return weightsOf(trainer.network);
  };
  expect(weightsBy('plain')).not.toEqual(weightsBy('simd'));
  const plain = await landscapes.take({ ...run, kernels: 'plain' }, sets, aTask());
  const simd = await landscapes.take({ ...run, kernels: 'simd' }, sets, aTask());
  expect(plain.loss).not.toBe(simd.loss);
  expect(plain.loss).toBe((await new Landscapes().take({ ...run, kernels: 'plain' }, sets, aTask())).loss);

  vi.resetModules();
  vi.spyOn(WebAssembly, 'validate').mockReturnValue(false);
  const elsewhere = new (await import('../../../src/worker/landscapes')).Landscapes();
  await expect(elsewhere.take({ ...run, kernels: 'simd' }, sets, aTask())).rejects.toThrow(
    'The kernels “simd” that made this run are not there on this computer: its steps cannot be taken again.',
  );
});
