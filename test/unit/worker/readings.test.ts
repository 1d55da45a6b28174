import { expect, test } from 'vitest';
import { untrainedNetwork, bookPlan, type Samples, type Way } from '../../../src/engine';
import { Readings } from '../../../src/worker/readings';
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

test('every way reads all digits, says what it took, and is not asked twice', { timeout: 90_000 }, async () => {
  const told = new Map<Way, number[]>();
  const readings = new Readings((way, fraction) => told.set(way, [...(told.get(way) ?? []), fraction]));
  for (const way of ['rule', 'features', 'network'] as const) {
    const reading = await readings.read(way, sets, undefined);
    expect(accuracy(reading.said)).toBeGreaterThan(0.75);
    expect(reading.seconds.read).toBeGreaterThan(0);
    expect(reading.seconds.learn === null).toBe(way === 'rule');
    expect(reading.steps).toBe({ rule: null, features: 3000, network: 10_000 }[way]);
    expect(await readings.read(way, sets, undefined)).toBe(reading);
  }
  const fractions = told.get('network') ?? [];
  expect(fractions.length).toBeGreaterThan(3);
  expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
  // What was learnt here is known still when a trained network has read meanwhile.
  const own = await readings.read('network', sets, undefined);
  const trained = { network: network(1), step: 5 };
  const reading = await readings.read('network', sets, trained);
  expect(await readings.read('network', sets, undefined)).toBe(own);
  expect(await readings.read('network', sets, trained)).toBe(reading);
});

test('a trained network is asked itself; another one, or the same after another step, is asked anew', async () => {
  const readings = new Readings(() => undefined);
  const [one, other] = [network(1), network(2)];
  const reading = await readings.read('network', sets, { network: one, step: null });
  expect([reading.steps, reading.seconds.learn]).toEqual([null, null]);
  expect(await readings.read('network', sets, { network: one, step: null })).toBe(reading);
  const second = await readings.read('network', sets, { network: other, step: 10 });
  expect(second.y).not.toEqual(reading.y);
  expect(await readings.read('network', sets, { network: other, step: 10 })).toBe(second);
  other.parameters[0].values.fill(0);
  const third = await readings.read('network', sets, { network: other, step: 20 });
  expect(third.y).not.toEqual(second.y);
});

test('a reading on its way is not taken for that of a network that was trained meanwhile', async () => {
  const readings = new Readings(() => undefined);
  const old = readings.read('network', sets, undefined);
  const refused = expect(old).rejects.toThrow('Reading the digits was stopped.');
  await new Promise((resolve) => setImmediate(resolve));
  const trained = { network: network(1), step: 5 };
  const reading = readings.read('network', sets, trained);
  // What it learns from now on is not in the reading that was asked before.
  const before = trained.network.parameters[0].values.slice();
  trained.network.parameters[0].values.fill(NaN);
  expect((await reading).steps).toBeNull();
  expect((await reading).y?.every((value) => value >= 0)).toBe(true);
  await refused;
  trained.network.parameters[0].values.set(before);
  expect(await readings.read('network', sets, trained)).toEqual(await reading);
});

test('stops between two slices, hears others meanwhile, and starts anew when asked again', async () => {
  const readings = new Readings(() => undefined);
  const reading = readings.read('network', sets, undefined);
  const joined = readings.read('network', sets, undefined);
  const refused = Promise.all([
    expect(reading).rejects.toThrow('Reading the digits was stopped.'),
    expect(joined).rejects.toThrow('Reading the digits was stopped.'),
  ]);
  await new Promise((resolve) => setImmediate(resolve));
  readings.stop();
  await refused;
  expect((await readings.read('rule', sets, undefined)).said.length).toBe(500);
  expect((await readings.read('network', sets, undefined)).steps).toBe(10_000);
});
