import { BadInput } from '../badInput';
import { Loss, type LossPlan } from '../loss/loss';
import type { Activation } from '../network/activation';
import type { Dtype } from '../network/floats';
import { Network, type Init } from '../network/network';
import type { Sampling } from '../sampling/miniBatches';
import { RandomState } from '../sampling/randomState';
import { atOnce } from '../slices';
import type { OptimizerPlan } from './optimizer';

/** `h`: the step of the difference, 1e-4 unless said otherwise. */
export type GradientPlan =
  | 'backprop'
  | 'centralDifference'
  | 'forwardDifference'
  | { kind: 'centralDifference' | 'forwardDifference'; h: number };

/** What decides a run, next to the data: the part of an experiment that the engine reads. */
export interface TrainingPlan {
  network: { hidden: readonly number[]; activation: Activation; init: Init };
  loss: LossPlan;
  batch: { size: number; sampling: Sampling };
  optimizer: OptimizerPlan;
  /** How the gradient is computed: backpropagation unless said otherwise. */
  gradient?: GradientPlan;
  steps: number;
  /** Accuracies are taken after steps 0, evaluateEvery, 2 · evaluateEvery … and after the last. */
  evaluateEvery: number;
  /** `before`: the loss that the gradient was taken of; `after`: the same batch once more, after the update (the book's). */
  recordLoss: 'before' | 'after';
  seed: number;
  dtype: Dtype;
}

/**
 * The network of `plan` with nothing in it yet.
 * @throws BadInput when a layer has no size, or the loss's options do not fit the classes.
 */
export function emptyNetwork(plan: TrainingPlan, inputs: number, classes: number): Network {
  const { network, dtype } = plan;
  if (network.hidden.some((size) => !Number.isInteger(size) || size < 1))
    throw new BadInput('network.hidden', '{0}: expected layer sizes from 1, got {1}.', [
      'network.hidden',
      network.hidden.join(', '),
    ]);
  // For its options' faults alone.
  new Loss(plan.loss, classes);
  return new Network({ sizes: [inputs, ...network.hidden, classes], activation: network.activation, dtype });
}

/** A network that has learnt nothing yet, and the stream of random numbers as it stands after its weights. */
export interface Untrained {
  network: Network;
  random: RandomState;
}

/** The network that a run of `plan` starts from, and the stream of random numbers as it stands after its weights. */
export function untrainedNetwork(plan: TrainingPlan, inputs: number, classes: number): Untrained {
  return atOnce(untrainedInSlices(plan, inputs, classes));
}

/** As `untrainedNetwork`; yields the share (0 … 1) that is done. What cannot be made throws at once. */
export function untrainedInSlices(plan: TrainingPlan, inputs: number, classes: number): Generator<number, Untrained> {
  const network = emptyNetwork(plan, inputs, classes);
  const random = new RandomState(plan.seed);
  return (function* () {
    yield* network.initialiseInSlices(plan.network.init, random);
    return { network, random };
  })();
}
