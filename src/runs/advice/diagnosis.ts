import { Loss } from '../../engine';
import type { Experiment } from '../experiment/experiment';
import { classes, inputs } from '../../data/mnistShape';

/** Steps at either end whose mean is compared; of small batches as many as hold so many samples, for the noise. */
const [endSteps, endSamples] = [50, 1000];
/** Samples whose mean loss tells that it was thrown up. */
const burstSamples = 100;
/** A mean above this share of that at the beginning counts as not fallen. */
const fallen = 0.97;
/** One that was thrown up first and ends above this share has left the network at a few digits. */
const clearlyFallen = 0.85;
/** A loss that rose to this many times that of equal outputs was thrown up, not left lying. */
const thrown = 1.5;
/** First weights up to this standard deviation shrink a signal to nothing on its way through several layers. */
const faint = 0.02;
/** First weights that make a layer's sums larger than this many times its inputs make the first loss a large one. */
const loud = 2;
/** First weights of this standard deviation are beyond what any learning rate could mend. */
const absurd = 100;

/** Below the first of these the h of a difference leaves nothing but rounding; above the second it has left the slope. */
const [leastStep, mostStep] = [1e-15, 10];

/**
 * Why a finite loss did not fall, with the means it was judged by: the steps were too large (`tooHigh`), or first small
 * enough and then too large (`rose`), or too small (`tooLow`); or the first weights let nothing through (`faintWeights`)
 * or are beyond all measure (`absurdWeights`); or the gradient is none, as the h of its differences is far too small or too large (`smallStep`, `largeStep`).
 */
export interface Stuck {
  cause: 'tooHigh' | 'rose' | 'tooLow' | 'faintWeights' | 'absurdWeights' | 'smallStep' | 'largeStep';
  /** The mean of the first steps, the lowest of as many that stand together, and that of the last. */
  first: number;
  lowest: number;
  last: number;
  /** The highest loss of a step; of small batches the highest mean of as many as hold 100 samples. */
  highest: number;
}

/** Each mean is summed by itself: a sum that slides along keeps for ever what was rounded off beside one huge loss. */
function meanBefore(loss: Float64Array, end: number, steps: number): number {
  let sum = 0;
  for (let step = end - steps; step < end; step++) sum += loss[step];
  return sum / steps;
}

/** The lowest and highest mean of `steps` that stand together, every half of them anew, first and last included. */
function extremes(loss: Float64Array, steps: number): { lowest: number; highest: number } {
  let lowest = meanBefore(loss, loss.length, steps);
  let highest = lowest;
  const stride = Math.ceil(steps / 2);
  for (let end = steps; end < loss.length; end += stride) {
    const mean = meanBefore(loss, end, steps);
    if (mean < lowest) lowest = mean;
    if (mean > highest) highest = mean;
  }
  return { lowest, highest };
}

/** The mean of the steps in the middle. */
const middleOf = (loss: Float64Array, steps: number) => meanBefore(loss, Math.floor((loss.length + steps) / 2), steps);

function allFinite(loss: Float64Array): boolean {
  for (let step = 0; step < loss.length; step++) if (!Number.isFinite(loss[step])) return false;
  return true;
}

type Diagnosed = Pick<Experiment, 'network' | 'loss' | 'batch' | 'gradient'>;

/**
 * The loss of a network that finds every digit equally likely: ln 10 for the plain cross-entropy; undefined where no
 * digit counts, so that there is none.
 */
function blindLoss({ loss, batch }: Diagnosed): number | undefined {
  if (typeof loss !== 'string' && loss.classWeights?.every((weight, k) => weight === 0 || k === loss.ignoreIndex))
    return undefined;
  const target = { form: 'label', label: Uint8Array.from({ length: classes }, (_, k) => k) } as const;
  const scores = new Float64Array(classes * classes);
  const blind = new Loss(loss, classes);
  return blind.ofScores(scores, target, scores.slice(), blind.divisorOfBatches(target, batch.size));
}

/** Whether the first weights alone make the first loss a large one. */
export function isLoud({ hidden, init }: Diagnosed['network']): boolean {
  return init.kind === 'normal' && init.std * Math.sqrt(Math.max(inputs, ...hidden)) > loud;
}

export const isAbsurd = ({ init }: Diagnosed['network']): boolean => init.kind === 'normal' && init.std >= absurd;

/** Whether the h of the differences that the gradient is taken by is so small, or so large, that they say nothing of it. */
export function badStep(gradient: Experiment['gradient']): 'smallStep' | 'largeStep' | undefined {
  if (typeof gradient === 'string') return undefined;
  return gradient.h < leastStep ? 'smallStep' : gradient.h > mostStep ? 'largeStep' : undefined;
}

/**
 * Looks at a run that ended with every loss finite.
 * @param loss the loss of every step, in order.
 * @returns undefined when it fell, or when there are too few steps to say.
 */
export function diagnose(loss: Float64Array, experiment: Diagnosed): Stuck | undefined {
  const { network, batch } = experiment;
  const steps = Math.max(endSteps, Math.ceil(endSamples / batch.size));
  const blind = loss.length < 2 * steps ? undefined : blindLoss(experiment);
  if (blind === undefined) return undefined;
  const first = meanBefore(loss, steps, steps);
  const last = meanBefore(loss, loss.length, steps);
  // The first recorded losses may be those of steps that threw it up: where the first weights are small, what the
  // untrained network makes of the digits is known without them.
  const start = isLoud(network) ? Math.max(first, blind) : blind;
  if (last <= clearlyFallen * start) return undefined;
  // Only now every step is looked at, for there may be a hundred million of them.
  if (!allFinite(loss)) return undefined;
  const { lowest } = extremes(loss, steps);
  const { highest } = extremes(loss, Math.ceil(burstSamples / batch.size));
  const wasThrown = highest > thrown * start;
  if (!wasThrown && last <= fallen * Math.max(first, start)) return undefined;
  // One bad batch throws nothing up: the loss is as low as it ever was, and still falling.
  const hasFallen = last <= fallen * start && first <= thrown * start;
  const isStillFalling = last <= lowest * 1.01 && last < 0.95 * middleOf(loss, steps);
  if (hasFallen && isStillFalling) return undefined;
  const found = (cause: Stuck['cause']): Stuck => ({ cause, first, lowest, last, highest });
  const step = badStep(experiment.gradient);
  if (step) return found(step);
  if (isAbsurd(network)) return found('absurdWeights');
  if (lowest <= fallen * start && lowest < fallen * last) return found('rose');
  if (wasThrown) return found('tooHigh');
  const { hidden, init } = network;
  return found(hidden.length > 1 && init.kind === 'normal' && init.std <= faint ? 'faintWeights' : 'tooLow');
}
