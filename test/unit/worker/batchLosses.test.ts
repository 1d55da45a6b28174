import { describe, expect, test, vi } from 'vitest';
import { crossEntropyError, pairwiseSum, predictPixels, RandomState, untrainedNetwork } from '../../../src/engine';
import { defaultExperiment } from '../../../src/runs/experiment/experiment';
import { BatchLosses, frozen, LossDraws, SampleLosses, wholeOf } from '../../../src/worker/batchLosses';

const count = 1300;
const [inputs, classes] = [6, 4];
const random = new RandomState(3);
const samples = {
  count,
  inputs,
  classes,
  pixels: Uint8Array.from(random.randomSample(count * inputs), (share) => Math.floor(share * 256)),
  labels: Uint8Array.from(random.randomSample(count), (share) => Math.floor(share * classes)),
};
const { network } = untrainedNetwork({ ...defaultExperiment, dtype: 'float64' }, inputs, classes);
const measured = new SampleLosses(network, samples);
measured.measure(Infinity);
const { logs } = measured;

/** The loss of a batch, as the book takes it: predicted, then the label form. */
function lossOf(ids: readonly number[]): number {
  const pixels = new Uint8Array(ids.length * inputs);
  ids.forEach((id, row) => pixels.set(samples.pixels.subarray(id * inputs, (id + 1) * inputs), row * inputs));
  const y = predictPixels(network, pixels);
  return crossEntropyError(y, { form: 'label', label: ids.map((id) => samples.labels[id]) }, { classes });
}

describe('the losses of mini-batches', () => {
  test.each([true, false])('are those of the batches NumPy draws, with replacement: %s', (replace) => {
    const stream = new BatchLosses(logs, 77, 20, replace);
    const losses = [...stream.next(3), ...stream.next(2)];
    const drawing = new RandomState(77);
    for (const loss of losses) expect(loss).toBeCloseTo(lossOf([...drawing.choice(count, 20, replace)]), 12);
    expect(stream.drawn).toBe(5);
  });

  test('the loss of all and the spread of one are the population’s', () => {
    const { all, spread } = wholeOf(logs);
    expect(all).toBe(-pairwiseSum(logs) / count);
    const squares = [...logs].reduce((sum, log) => sum + (-log - all) ** 2, 0);
    expect(spread).toBeCloseTo(Math.sqrt(squares / count), 12);
  });

  test('a batch without replacement can be all samples, and no more', () => {
    const { all } = wholeOf(logs);
    expect(new BatchLosses(logs, 5, count, false).next(1)[0]).toBeCloseTo(all, 12);
    expect(() => new BatchLosses(logs, 5, count + 1, false).next(1)).toThrow();
  });

  test('an answer takes no longer than it may, and the next goes on from there', () => {
    const stream = new BatchLosses(logs, 77, 20, true);
    expect([...stream.next(3, -1), ...stream.next(2)]).toEqual([...new BatchLosses(logs, 77, 20, true).next(3)]);
    expect(stream.drawn).toBe(3);
  });
});

describe('draws', () => {
  const wanted = { seed: 1, size: 10, replace: true, first: 0, count: 2 };

  test('wait for the loss of all, asked as often as it takes', () => {
    const losses = new SampleLosses(network, samples);
    losses.measure(-1);
    expect(losses.share).toBe(1000 / count);
    losses.measure(-1);
    expect(losses.logs).toEqual(logs);
    expect(new LossDraws(1, losses).next(wanted)).toMatchObject({ measured: 1, ...wholeOf(logs) });
  });

  test('are not asked for out of turn', () => {
    const draws = new LossDraws(1, measured);
    expect(draws.next(wanted).losses).toHaveLength(2);
    expect(() => draws.next(wanted)).toThrow('These draws are over');
    expect(draws.next({ ...wanted, replace: false }).losses).toHaveLength(2);
  });

  test('of several sizes without replacement share their permutations, and are those of each by itself', () => {
    // A machine that is busy would answer with fewer at a time, which fall out of step.
    vi.spyOn(performance, 'now').mockReturnValue(0);
    const permutation = vi.spyOn(RandomState.prototype, 'permutation');
    const sizes = [20, 500, 1300];
    const draws = new LossDraws(1, measured);
    const losses = sizes.map((): number[] => []);
    while (losses.some(({ length }) => length < 100))
      for (const [i, size] of sizes.entries()) {
        const first = losses[i].length;
        const count = 100 - first;
        losses[i].push(...draws.next({ seed: 7, size, replace: false, first, count }).losses);
      }
    expect(permutation).toHaveBeenCalledTimes(100);
    vi.restoreAllMocks();
    // One that comes when the others' are not kept any more makes its own.
    losses.push([...draws.next({ seed: 7, size: 3, replace: false, first: 0, count: 10 }).losses]);
    expect(losses[3].length).toBeGreaterThan(0);
    for (const [i, size] of [...sizes, 3].entries()) {
      const alone = new RandomState(7);
      for (const loss of losses[i]) {
        const ids = alone.choice(count, size, false);
        expect(loss).toBe(-pairwiseSum(Float64Array.from(ids, (id) => logs[id])) / size);
      }
    }
  });

  test('keep the network they began with while it is trained', () => {
    const { network: trained } = untrainedNetwork({ ...defaultExperiment, dtype: 'float64' }, inputs, classes);
    const losses = new SampleLosses(frozen(trained), samples);
    trained.weights(0).fill(9);
    losses.measure(Infinity);
    expect(losses.logs).toEqual(logs);
  });
});
