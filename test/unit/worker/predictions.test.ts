import { afterEach, describe, expect, test, vi } from 'vitest';
import {
  crossEntropyError,
  Network,
  outputsInSlices,
  predictPixels,
  RandomState,
  scorePixelsInSlices,
  Trainer,
  unread,
  untrainedNetwork,
  type Samples,
} from '../../../src/engine';
import { defaultExperiment } from '../../../src/runs/experiment/experiment';
import { predictAll } from '../../../src/worker/predictions';
import { aTask, stoppedSentence } from '../aTask';
import { countSlices } from '../engine/countSlices';

const [inputs, classes] = [6, 4];
const random = new RandomState(3);
const samplesOf = (count: number): Samples => ({
  count,
  inputs,
  classes,
  pixels: Uint8Array.from(random.randomSample(count * inputs), (share) => Math.floor(share * 256)),
  labels: Uint8Array.from(random.randomSample(count), (share) => Math.floor(share * classes)),
});
const [train, test_] = [samplesOf(1300), samplesOf(210)];
const sets = { train, test: test_ };
const plan = { ...defaultExperiment, dtype: 'float64' as const, steps: 50 };
const pixels = Uint8Array.from([...train.pixels, ...test_.pixels]);
const labels = [...train.labels, ...test_.labels];

afterEach(() => {
  vi.restoreAllMocks();
});

/** Makes every slice seem long, so that the thread listens, and a run learns, after each. */
function slowly(): void {
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => (now += 20));
}

describe('the predictions of all samples', () => {
  test.each(['float32', 'float64'] as const)('are what the network makes of each, in %s', async (dtype) => {
    const { network } = untrainedNetwork({ ...plan, dtype }, inputs, classes);
    const { predicted, logs } = await predictAll(network, sets, aTask());
    const y = predictPixels(network, pixels);
    const losses = crossEntropyError(y, { form: 'label', label: labels }, { classes, reduction: 'none' });
    labels.forEach((_, n) => {
      const row = Array.from(y.subarray(n * classes, (n + 1) * classes));
      expect(predicted[n]).toBe(row.indexOf(Math.max(...row)));
      expect(-logs[n]).toBeCloseTo(losses[n], dtype === 'float32' ? 5 : 12);
    });
  });

  test('are of the network as it stood when it was asked, however it goes on learning', async () => {
    const trainer = new Trainer(plan, train, test_);
    trainer.step();
    const before = predictPixels(trainer.network, pixels);
    slowly();
    const asked = predictAll(trainer.network, sets, aTask());
    while (!trainer.done) trainer.step();
    const { logs } = await asked;
    labels.forEach((label, n) => expect(logs[n]).toBeCloseTo(Math.log(before[n * classes + label] + 1e-7), 12));
  });

  test('end when they are stopped', async () => {
    slowly();
    const task = aTask();
    const asked = predictAll(untrainedNetwork(plan, inputs, classes).network, sets, task);
    task.stop();
    await expect(asked).rejects.toThrow(stoppedSentence);
  });

  test('of a network that diverged are no digits', async () => {
    const { network } = untrainedNetwork(plan, inputs, classes);
    network.weights(0).fill(NaN);
    const { predicted, logs } = await predictAll(network, sets, aTask());
    expect(new Set(predicted)).toEqual(new Set([unread]));
    expect(logs.every(Number.isNaN)).toBe(true);
  });

  test('of a large network are read in slices of fewer samples', async () => {
    slowly();
    const network = new Network({ sizes: [inputs, 1500, 1500, classes], activation: 'relu', dtype: 'float32' });
    const { told, ...task } = aTask();
    await predictAll(network, sets, task);
    // 59 samples a slice: the 256 that the kernels take of a small one are 580 million multiply-adds of this.
    expect(told).toHaveLength(Math.ceil(1300 / 59) + Math.ceil(210 / 59));
    expect(countSlices(outputsInSlices(network, train))).toBeGreaterThan(1300 / 8);
    expect(countSlices(scorePixelsInSlices(network, test_.pixels))).toBeGreaterThan(210 / 8);
  });
});
