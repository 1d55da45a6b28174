import type { Network } from '../network/network';
import { outputsInSlices, readClass } from '../training/evaluate';
import type { TrainingPlan } from '../training/plan';
import type { Samples } from '../training/samples';
import { readByRule } from './rule';

/** Three ways to read a digit (Deep Learning from Scratch, figure 4-2), by what is learnt: nothing, what follows features, all. */
export const ways = ['rule', 'features', 'network'] as const;
export type Way = (typeof ways)[number];

/** Whose network reads the digits in the last way: the book's, learnt for that, or the one that the reader trained. */
export const owners = ['lab', 'reader'] as const;
export type Owner = (typeof owners)[number];

/** What one way makes of a set of samples. */
export interface Reading {
  /** (count,) the digit it reads each as, or `unread`. */
  said: Uint8Array;
  /** (count,) which branch of the rule read each; null for the ways that learn. */
  branch: Uint8Array | null;
  /** (count, 10) probabilities; null for the rule, which has no doubts. */
  y: Float32Array | null;
  /** `learn`: null when nothing was learnt for it here. */
  seconds: { learn: number | null; read: number };
  /** Steps that it learnt here; null when none. */
  steps: number | null;
}

/** The book's network and loop (4.5.2), its 10,000 steps. */
export const bookPlan: TrainingPlan = {
  network: { hidden: [50], activation: 'relu', init: { kind: 'normal', std: 0.01 } },
  loss: 'crossEntropy',
  batch: { size: 100, sampling: 'withReplacement' },
  optimizer: { kind: 'sgd', learningRate: 0.1 },
  steps: 10_000,
  evaluateEvery: 10_000,
  recordLoss: 'before',
  seed: 0,
  dtype: 'float32',
};

/** Softmax regression: the same loop without a hidden layer. Features are smaller numbers than pixels, so the rate is larger. */
export const featurePlan: TrainingPlan = {
  ...bookPlan,
  network: { ...bookPlan.network, hidden: [] },
  optimizer: { kind: 'sgd', learningRate: 0.5 },
  steps: 3000,
};

/** Samples that the rule reads in a slice: some milliseconds of work. */
const sliceSamples = 100;

/** Yields the samples done so far; returns what the rule makes of all of them. */
export function* readAllByRule({
  count,
  inputs,
  pixels,
}: Samples): Generator<number, Pick<Reading, 'said' | 'branch'>> {
  const [said, branch] = [new Uint8Array(count), new Uint8Array(count)];
  for (let n = 0; n < count; n++) {
    const read = readByRule(pixels.subarray(n * inputs, (n + 1) * inputs));
    said[n] = read.digit;
    branch[n] = read.branch;
    if ((n + 1) % sliceSamples === 0) yield n + 1;
  }
  return { said, branch };
}

/** Yields the samples done so far; returns what the network makes of all of them. */
export function* readAllByNetwork(network: Network, samples: Samples): Generator<number, Pick<Reading, 'said' | 'y'>> {
  const { count, classes } = samples;
  const y = new Float32Array(count * classes);
  for (const { first, rows, y: read } of outputsInSlices(network, samples)) {
    y.set(read.subarray(0, rows * classes), first * classes);
    yield first + rows;
  }
  const all = { y, start: 0, stride: classes };
  return { said: Uint8Array.from({ length: count }, (_, n) => readClass(all, n, classes)), y };
}

/** (10,) the share of each digit's samples that are read as what they are. */
export function accuracyByDigit(said: Uint8Array, labels: Uint8Array): number[] {
  const [right, all] = [new Float64Array(10), new Float64Array(10)];
  labels.forEach((label, n) => {
    all[label]++;
    if (said[n] === label) right[label]++;
  });
  return Array.from(right, (n, digit) => n / all[digit]);
}
