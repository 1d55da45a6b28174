import type { LossPlan } from '../loss/loss';
import type { NetworkPlan } from '../network/network';
import { RandomState } from '../sampling/randomState';
import { standing } from '../slices';
import type { Samples } from '../training/samples';
import { pathDirections, randomDirection, type Direction } from './directions';
import { LossSlice } from './lossSlice';
import { project } from './projection';
import type { Resolution } from './resolution';
import type { WeightPath } from './weightPath';

/** Which plane through a network's weights: of two random directions, or of the two in which its run moved most. */
export const planes = ['random', 'path'] as const;
export type Plane = (typeof planes)[number];

export interface Landscape {
  plane: Plane;
  /** (side,) multiples of the first and of the second direction, ascending. */
  alpha: Float64Array;
  beta: Float64Array;
  /** (side, side) losses: `losses[i · side + j]` at `alpha[j]`, `beta[i]`. */
  losses: Float64Array;
  /** The run's weights on the plane, from its start to its end, which is at 0, 0. */
  path: { steps: number[]; alpha: Float64Array; beta: Float64Array };
  /** The share (0 … 1) of the variance of the run's weights that lies in the plane. */
  share: number;
  /** Of that, each direction's; null for random directions. */
  shares: [number, number] | null;
  /** The loss of the network itself, at 0, 0. */
  loss: number;
  /** Samples whose loss was taken. */
  rows: number;
}

/** What draws the samples: the same ones for every plane, so that losses can be compared. */
const samplesSeed = 0;
/** Of the path's extent, added on each side. */
const margin = 0.3;
/** The narrower side of a plane, of the wider one: a path that is nearly straight has something beside it too. */
const leastAspect = 0.25;

const evenly = (from: number, to: number, count: number) =>
  Float64Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1));

/** The ends of both axes around a path. */
function rangesAround(paths: readonly [Float64Array, Float64Array]): [number, number][] {
  const ends = paths.map((values) => [
    values.reduce((least, value) => Math.min(least, value), Infinity),
    values.reduce((most, value) => Math.max(most, value), -Infinity),
  ]);
  const widest = Math.max(...ends.map(([least, most]) => most - least)) || 1;
  return ends.map(([least, most]) => {
    const middle = (least + most) / 2;
    const half = Math.max(most - least, leastAspect * widest) * (0.5 + margin);
    return [middle - half, middle + half];
  });
}

/** The plane's directions, and the share of the path's variance that each holds; null for random ones. */
function* directionsOf(
  plane: Plane,
  { sizes }: NetworkPlan,
  path: WeightPath,
  gram: Float64Array,
  random: RandomState,
): Generator<number, { directions: [Direction, Direction]; shares: [number, number] | null }> {
  if (plane === 'path') return yield* pathDirections(path, gram, random);
  const centre = path.weights[path.weights.length - 1];
  const first = yield* randomDirection(sizes, centre, random);
  return { directions: [first, yield* randomDirection(sizes, centre, random)], shares: null };
}

/**
 * The loss on a plane through the weights that a run ended at, and the run's path on it (Li et al. 2018, "Visualizing the
 * Loss Landscape of Neural Nets"). Yields the share (0 … 1) that is done.
 * @param gram `gramOf` the path. @param seed of what is random. @param batch samples in a mini-batch of the run, whose
 * losses these can be held against.
 */
export function* landscapeInSlices(
  network: NetworkPlan,
  loss: LossPlan,
  path: WeightPath,
  gram: Float64Array,
  samples: Samples,
  { plane, seed, batch, side, rows }: { plane: Plane; seed: number; batch: number } & Pick<Resolution, 'side' | 'rows'>,
): Generator<number, Landscape> {
  const random = new RandomState(seed);
  const centre = path.weights[path.weights.length - 1];
  const { directions, shares } = yield* standing(directionsOf(plane, network, path, gram, random), 0);
  const onPlane = yield* standing(project(path, gram, directions), 0);
  const count = Math.min(rows, samples.count);
  const indices = new RandomState(samplesSeed).choice(samples.count, count, false);
  const slice = yield* standing(LossSlice.inSlices(network, loss, batch, centre, directions, samples, indices), 0);
  const [acrossAlpha, acrossBeta] =
    plane === 'random'
      ? [
          [-1, 1],
          [-1, 1],
        ]
      : rangesAround([onPlane.alpha, onPlane.beta]);
  const alpha = evenly(acrossAlpha[0], acrossAlpha[1], side);
  const beta = evenly(acrossBeta[0], acrossBeta[1], side);
  const losses = new Float64Array(side * side);
  for (let at = 0; at < losses.length; at++) {
    losses[at] = yield* standing(slice.at(alpha[at % side], beta[Math.floor(at / side)]), at / losses.length);
    yield (at + 1) / losses.length;
  }
  return {
    plane,
    alpha,
    beta,
    losses,
    path: { steps: path.steps, alpha: onPlane.alpha, beta: onPlane.beta },
    share: onPlane.share,
    shares,
    loss: yield* standing(slice.at(0, 0), 1),
    rows: count,
  };
}
