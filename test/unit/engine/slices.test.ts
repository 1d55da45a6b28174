import { describe, expect, test } from 'vitest';
import { atOnce, bookPlan, inSlices, RandomState, rowsOfSlice, untrainedInSlices } from '../../../src/engine';
import { countSlices } from './countSlices';

test('a slice holds the fewer rows the more each costs, and one at least', () => {
  expect(rowsOfSlice(60_000, 2 ** 14)).toBe(1024);
  expect(rowsOfSlice(60_000, 2 ** 18)).toBe(64);
  expect(rowsOfSlice(60_000, 2 ** 30)).toBe(1);
  expect(rowsOfSlice(5, 1)).toBe(5);
  const taken: [number, number][] = [];
  const slices = inSlices(10, 2 ** 22, (first, end) => taken.push([first, end]));
  expect([...slices]).toEqual([4, 8, 10]);
  expect(taken).toEqual([
    [0, 4],
    [4, 8],
    [8, 10],
  ]);
});

describe('the first weights of a network', () => {
  const plan = { ...bookPlan, network: { ...bookPlan.network, hidden: [500] } };

  test('are drawn in slices', () => {
    expect(countSlices(untrainedInSlices(plan, 784, 10))).toBeGreaterThan(10);
  });

  test('are those that one draw a layer gives', () => {
    const { network, random } = atOnce(untrainedInSlices(plan, 784, 10));
    const stream = new RandomState(plan.seed);
    for (const [layer, length] of [784 * 500, 500 * 10].entries())
      expect(network.weights(layer)).toEqual(Float32Array.from(stream.randn(length), (value) => 0.01 * value));
    expect(random.randn(1)).toEqual(stream.randn(1));
  });

  test('that cannot be drawn are refused at once', () => {
    const none = { ...plan, network: { ...plan.network, hidden: [0] } };
    expect(() => untrainedInSlices(none, 784, 10)).toThrow('network.hidden');
  });
});
