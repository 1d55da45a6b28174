import type { Floats } from '../network/floats';
import type { Network } from '../network/network';
import type { Trainer } from '../training/trainer';

/** All parameters of a network, one behind the other. */
export function weightsOf(network: Network): Floats {
  const [{ values: first }] = network.parameters;
  const weights = first instanceof Float32Array ? new Float32Array(network.size) : new Float64Array(network.size);
  let at = 0;
  for (const { values } of network.parameters) {
    weights.set(values, at);
    at += values.length;
  }
  return weights;
}

/** Where a run's weights were, from its first step to its last: some of its steps, evenly apart. */
export interface WeightPath {
  /** Steps taken by then, ascending. */
  steps: number[];
  /** The weights of each of `steps`, as `weightsOf` has them; all finite. */
  weights: Floats[];
}

/** Bytes that the weights along a path may take. */
const mostBytes = 64 * 2 ** 20;
const mostPoints = 61;
/** Beyond it a run has diverged, and the lengths of its weights overflow. */
const mostWeight = 1e100;

/** How many weights along a path are kept: the larger the network, the fewer. @param bytes of one network's parameters. */
export const pointsOfPath = (steps: number, bytes: number): number =>
  Math.max(2, Math.min(mostPoints, steps + 1, Math.floor(mostBytes / bytes)));

/**
 * Takes the first `steps` steps of `trainer`, which stands at its start, and keeps where they lead.
 * Yields the steps taken so far, with the share of the next. A run that diverges ends the path before.
 */
export function* walk(trainer: Trainer, steps: number): Generator<number, WeightPath> {
  const start = weightsOf(trainer.network);
  const path: WeightPath = { steps: [0], weights: [start] };
  const points = pointsOfPath(steps, start.byteLength);
  for (let point = 1; point < points; point++) {
    const goal = Math.round((point * steps) / (points - 1));
    while (trainer.stepsDone < goal) {
      const slices = trainer.stepInSlices();
      let slice = slices.next();
      for (; !slice.done; slice = slices.next()) yield trainer.stepsDone + slice.value;
      yield trainer.stepsDone;
    }
    const weights = weightsOf(trainer.network);
    if (!weights.every((weight) => Math.abs(weight) < mostWeight)) break;
    path.steps.push(goal);
    path.weights.push(weights);
  }
  return path;
}

/** Yields the share that is done; returns (n, n) products (θi − θn)·(θj − θn), θn the path's last weights. */
export function* gramOf({ weights }: WeightPath): Generator<number, Float64Array> {
  const n = weights.length;
  const end = weights[n - 1];
  const gram = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) gram[i * n + j] = gram[j * n + i] = product(weights[i], weights[j], end);
    yield ((i + 1) / n) ** 2;
  }
  return gram;
}

function product(a: Floats, b: Floats, end: Floats): number {
  let sum = 0;
  for (let p = 0; p < end.length; p++) sum += (a[p] - end[p]) * (b[p] - end[p]);
  return sum;
}

/** The products of the same differences, taken from their mean instead of from the end. */
export function centred(gram: Float64Array, n: number): Float64Array {
  const means = Float64Array.from(
    { length: n },
    (_, i) => gram.subarray(i * n, (i + 1) * n).reduce((a, b) => a + b) / n,
  );
  const mean = means.reduce((a, b) => a + b) / n;
  return gram.map((value, at) => value - means[Math.floor(at / n)] - means[at % n] + mean);
}
