import { describe, expect, test } from 'vitest';
import { crossEntropyError, pairwiseSum, predictPixels, RandomState, untrainedNetwork } from '../../../src/engine';
import { defaultExperiment } from '../../../src/runs/experiment';
import { BatchLosses, logLikelihoods } from '../../../src/worker/batchLosses';

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
const logs = logLikelihoods(network, samples);

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
    const { all, spread } = new BatchLosses(logs, 0, 1, true);
    expect(all).toBe(-pairwiseSum(logs) / count);
    const squares = [...logs].reduce((sum, log) => sum + (-log - all) ** 2, 0);
    expect(spread).toBeCloseTo(Math.sqrt(squares / count), 12);
  });

  test('a batch without replacement can be all samples, and no more', () => {
    const { all } = new BatchLosses(logs, 5, count, false);
    expect(new BatchLosses(logs, 5, count, false).next(1)[0]).toBeCloseTo(all, 12);
    expect(() => new BatchLosses(logs, 5, count + 1, false).next(1)).toThrow();
  });
});
