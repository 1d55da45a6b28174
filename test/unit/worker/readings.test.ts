import { expect, test } from 'vitest';
import { untrainedNetwork, bookPlan, type Samples } from '../../../src/engine';
import { readDigits } from '../../../src/worker/readings';
import { aTask, stoppedSentence } from '../aTask';
import { mnist } from '../engine/mnist';

const whole = mnist();
const first = (samples: Samples, count: number): Samples => ({
  ...samples,
  pixels: samples.pixels.slice(0, count * samples.inputs),
  labels: samples.labels.slice(0, count),
  count,
});
const sets = { train: first(whole.train, 2000), test: first(whole.test, 500) };
const accuracy = (said: Uint8Array) =>
  said.filter((digit, n) => digit === sets.test.labels[n]).length / sets.test.count;
const network = (seed: number) => untrainedNetwork({ ...bookPlan, seed }, 784, 10).network;

test('every way reads all digits, says what it took, and how far it is', { timeout: 90_000 }, async () => {
  for (const way of ['rule', 'features', 'network'] as const) {
    const { told, ...task } = aTask();
    const reading = await readDigits(way, sets, undefined, task);
    expect(accuracy(reading.said)).toBeGreaterThan(0.75);
    expect(reading.seconds.read).toBeGreaterThan(0);
    expect(reading.seconds.learn === null).toBe(way === 'rule');
    expect(reading.steps).toBe({ rule: null, features: 3000, network: 10_000 }[way]);
    if (way !== 'rule') expect(told.length).toBeGreaterThan(3);
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect(told.every((fraction) => fraction <= 1)).toBe(true);
  }
});

test('a trained network is asked itself, as it stood when it was asked', async () => {
  const trained = network(1);
  const reading = readDigits('network', sets, trained, aTask());
  // What it learns from now on is not in the reading that was asked before.
  trained.parameters[0].values.fill(NaN);
  expect(await reading).toMatchObject({ steps: null, seconds: { learn: null } });
  expect((await reading).y?.every((value) => value >= 0)).toBe(true);
});

test('stops between two slices, and hears others meanwhile', async () => {
  const task = aTask();
  const reading = readDigits('network', sets, undefined, task);
  const refused = expect(reading).rejects.toThrow(stoppedSentence);
  await new Promise((resolve) => setImmediate(resolve));
  task.stop();
  await refused;
});
