import type { Floats } from '../network/floats';
import type { LayerSizes } from '../network/network';
import { drawWork, type RandomState } from '../sampling/randomState';
import { inSlices } from '../slices';
import { symmetricEigen } from './symmetricEigen';
import { centred, type WeightPath } from './weightPath';

/** A direction in the space of all parameters, in the order of `weightsOf`. */
export type Direction = Float64Array;

export const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
};

/**
 * A random direction, filter-normalised (Li et al. 2018, section 4): the weights that lead into each unit are drawn from
 * the normal distribution and scaled to the length of the network's own; biases stay where they are.
 * @param weights of a network of these sizes, as `weightsOf` has them.
 * Yields as often as a large network asks for.
 */
export function* randomDirection(
  sizes: LayerSizes,
  weights: Floats,
  random: RandomState,
): Generator<number, Direction> {
  const direction = new Float64Array(weights.length);
  let start = 0;
  for (let layer = 0; layer + 1 < sizes.length; layer++) {
    const [inputs, outputs] = [sizes[layer], sizes[layer + 1]];
    const end = start + inputs * outputs;
    for (const done of drawInto(direction.subarray(start, end), random)) yield (start + done) / weights.length;
    const from = start;
    // A unit's weights are apart in memory, each of which costs like some multiply-adds.
    yield* inSlices(outputs, 20 * inputs, (first, last) => {
      for (let unit = from + first; unit < from + last; unit++) scaleUnit(weights, direction, unit, end, outputs);
    });
    start = end + outputs;
  }
  return direction;
}

/** Draws from the normal distribution; yields how many are drawn. */
const drawInto = (values: Float64Array, random: RandomState): Generator<number, void> =>
  inSlices(values.length, drawWork, (first, end) => values.set(random.randn(end - first), first));

/** Scales what was drawn for a unit, every `outputs`-th from `unit` on, to the length of the network's own weights there. */
function scaleUnit(weights: Floats, direction: Direction, unit: number, end: number, outputs: number): void {
  let own = 0;
  let drawn = 0;
  for (let at = unit; at < end; at += outputs) {
    own += weights[at] * weights[at];
    drawn += direction[at] * direction[at];
  }
  const scale = drawn > 0 ? Math.sqrt(own / drawn) : 0;
  for (let at = unit; at < end; at += outputs) direction[at] *= scale;
}

/**
 * The two directions along which a path moves most (Li et al. 2018, section 7.2): the principal components of its weights,
 * of length 1. Its start lies on the side of the negative numbers of both.
 * @param gram `gramOf` the path. @param random draws a direction where the path has no second one, being straight.
 * @returns with the share (0 … 1) of the path's variance that each holds. Yields as often as a large network asks for.
 */
export function* pathDirections(
  path: WeightPath,
  gram: Float64Array,
  random: RandomState,
): Generator<number, { directions: [Direction, Direction]; shares: [number, number] }> {
  const n = path.weights.length;
  const end = path.weights[n - 1];
  const eigen = symmetricEigen(centred(gram, n), n);
  const total = eigen.reduce((sum, { value }) => sum + Math.max(0, value), 0);
  const found: Direction[] = [];
  const shares: number[] = [];
  for (let k = 0; k < 2; k++) {
    const { value, vector } = eigen[Math.min(k, n - 1)];
    const direction = new Float64Array(end.length);
    const isThere = k < n && value > 1e-12 * eigen[0].value;
    if (isThere)
      yield* inSlices(n, end.length, (first, last) => {
        for (let i = first; i < last; i++) {
          const weights = path.weights[i];
          for (let p = 0; p < end.length; p++) direction[p] += vector[i] * (weights[p] - end[p]);
        }
      });
    else yield* drawInto(direction, random);
    // Rounding leaves them a little off a right angle, and a random one is off it altogether.
    for (const earlier of found) subtract(direction, dot(direction, earlier), earlier);
    const start = isThere ? dot(direction, path.weights[0]) - dot(direction, end) : 0;
    const length = Math.sqrt(dot(direction, direction)) || 1;
    const scale = (start > 0 ? -1 : 1) / length;
    found.push(direction.map((part) => part * scale));
    shares.push(isThere ? value / total : 0);
  }
  return { directions: [found[0], found[1]], shares: [shares[0], shares[1]] };
}

function subtract(from: Float64Array, factor: number, what: Float64Array): void {
  for (let p = 0; p < from.length; p++) from[p] -= factor * what[p];
}
