import { zeros, type Floats } from '../network/floats';
import { Pass, type Network } from '../network/network';
import { softmax } from '../network/softmax';
import { atOnce, rowsOfSlice } from '../slices';
import { normalize, type Samples } from './samples';

/** Rows that a pass takes at most: as many as lie in the processor's cache. */
const mostRows = 1000;

/** Rows that a pass of `network` takes in one slice. */
export const passRows = (network: Network, count: number): number =>
  rowsOfSlice(Math.min(mostRows, count), network.size);

/** What a network makes of samples `first` … `first + rows` of a set, in a buffer that the next slice writes over. */
export interface Outputs {
  first: number;
  rows: number;
  /** Probabilities: class k of row n is at `start + n * stride + k`. */
  y: Floats;
  start: number;
  stride: number;
}

/** (rows, classes) each: probabilities, and the scores that softmax made them of. */
export interface Scored {
  y: Float64Array;
  scores: Float64Array;
}

/** y: (rows, classes) probabilities for `pixels` (rows, inputs), and the scores that softmax made them of. */
export const scorePixels = (network: Network, pixels: Uint8Array): Scored =>
  atOnce(scorePixelsInSlices(network, pixels));

/** As `scorePixels`; yields the rows done. */
export function* scorePixelsInSlices(network: Network, pixels: Uint8Array): Generator<number, Scored> {
  const [inputs] = network.plan.sizes;
  const { classes } = network;
  const count = pixels.length / inputs;
  const rows = passRows(network, count);
  const pass = new Pass(network, rows);
  const x = zeros(network.plan.dtype, rows * inputs);
  const scored = { y: new Float64Array(count * classes), scores: new Float64Array(count * classes) };
  for (let first = 0; first < count; first += rows) {
    const end = Math.min(first + rows, count);
    normalize(pixels.subarray(first * inputs, end * inputs), x);
    const scores = pass.scores(x, end - first).subarray(0, (end - first) * classes);
    scored.scores.set(scores, first * classes);
    scored.y.set(softmax(scores, end - first, classes), first * classes);
    yield end;
  }
  return scored;
}

/** y: (rows, classes) probabilities for `pixels` (rows, inputs). */
export const predictPixels = (network: Network, pixels: Uint8Array): Float64Array => scorePixels(network, pixels).y;

/** Yields the network's output for `samples`, a slice after the other. */
export function* outputsInSlices(network: Network, { inputs, classes, count, pixels }: Samples): Generator<Outputs> {
  const rows = passRows(network, count);
  const pass = new Pass(network, rows);
  const x = zeros(network.plan.dtype, rows * inputs);
  for (let first = 0; first < count; first += rows) {
    const end = Math.min(first + rows, count);
    normalize(pixels.subarray(first * inputs, end * inputs), x);
    yield { first, rows: end - first, y: pass.predict(x, end - first), start: 0, stride: classes };
  }
}

/** In place of a class where the outputs of a network are no numbers: it diverged. Right is that never. */
export const unread = 255;

/** The class of row n's largest probability, the first of equals; or `unread`. Softmax makes all of a row NaN, or none. */
export function readClass({ y, start, stride }: Omit<Outputs, 'first' | 'rows'>, n: number, classes: number): number {
  const at = start + n * stride;
  let best = 0;
  for (let k = 1; k < classes; k++) if (y[at + k] > y[at + best]) best = k;
  return Number.isNaN(y[at + best]) ? unread : best;
}

/** Yields the rows done after each slice; returns how many of `samples` have their largest probability at their label. */
export function* rightInSlices(network: Network, samples: Samples): Generator<number, number> {
  let right = 0;
  for (const outputs of outputsInSlices(network, samples)) {
    const { first, rows } = outputs;
    for (let n = 0; n < rows; n++) if (readClass(outputs, n, samples.classes) === samples.labels[first + n]) right++;
    yield first + rows;
  }
  return right;
}
