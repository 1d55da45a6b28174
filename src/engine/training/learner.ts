import { Loss } from '../loss/loss';
import { zeros, type Floats } from '../network/floats';
import { Pass, type Network } from '../network/network';
import { outputsInSlices, rightInSlices, type Outputs } from './evaluate';
import { update, type OptimizerState } from './optimizer';
import type { TrainingPlan } from './plan';
import { gather, type Sets } from './samples';

/** What a run learns: the network, and what its optimizer keeps. */
export interface Learned {
  network: Network;
  state: OptimizerState;
}

/** What takes the steps of a run. It may keep what it learns to itself until `save`. */
export interface Learner {
  /** Whether a step may take so long that it yields. */
  readonly yields: boolean;
  /**
   * One step: forward, loss, backward, update. Yields the share (0 … 1) that is done of a step that takes long.
   * @param indices the batch, of the training samples. @param t steps taken, this one included.
   * @returns the loss before the update; anything where the plan records that after it.
   */
  step(indices: Int32Array, t: number): Generator<number, number>;
  /** Yields as `step`; returns the loss of the last step's batch once more, with the network as it is now. */
  lossAgain(indices: Int32Array): Generator<number, number>;
  /** Yields the samples of `set` done so far; returns how many of them the network reads correctly. */
  rightInSlices(set: keyof Sets): Generator<number, number>;
  /** Yields the output for every sample of `set`, a slice after the other. */
  outputsInSlices(set: keyof Sets): Generator<Outputs>;
  /** Writes what is learned so far to where it came from, which a learner that yields changes at no other time. */
  save(): void;
}

/** Makes a learner that goes on from `learned`. */
export type LearnerMaker = (plan: TrainingPlan, learned: Learned, sets: Sets) => Learner;

/** The learner in plain TypeScript: what the kernels' has to agree with, and what runs where there are none. */
export class PlainLearner implements Learner {
  readonly yields = false;
  private readonly pass: Pass;
  private readonly x: Floats;
  private readonly label: Uint8Array;
  private readonly gradients: readonly Floats[];
  private readonly loss: Loss;

  constructor(
    private readonly plan: TrainingPlan,
    private readonly learned: Learned,
    private readonly sets: Sets,
  ) {
    const { size } = plan.batch;
    const { network } = learned;
    this.loss = new Loss(plan.loss, network.classes);
    this.pass = new Pass(network, size);
    this.x = zeros(plan.dtype, size * sets.train.inputs);
    this.label = new Uint8Array(size);
    this.gradients = network.parameters.map(({ values }) => zeros(plan.dtype, values.length));
  }

  // eslint-disable-next-line require-yield -- a step of this learner is over before anybody could want to hear of it
  *step(indices: Int32Array, t: number): Generator<number, number> {
    const { network, state } = this.learned;
    gather(this.sets.train, indices, this.x, this.label);
    const before = this.lossNow();
    this.pass.backward(this.x, indices.length, this.gradients);
    update(this.plan.optimizer, network, this.gradients, state, t);
    return before;
  }

  // eslint-disable-next-line require-yield -- as `step`
  *lossAgain(): Generator<number, number> {
    return this.lossNow();
  }

  /** Of the batch gathered last; leaves its derivative by the scores in the pass. */
  private lossNow(): number {
    const { pass, label } = this;
    return this.loss.ofScores(pass.scores(this.x, label.length), { form: 'label', label }, pass.dScores);
  }

  rightInSlices(set: keyof Sets): Generator<number, number> {
    return rightInSlices(this.learned.network, this.sets[set]);
  }

  outputsInSlices(set: keyof Sets): Generator<Outputs> {
    return outputsInSlices(this.learned.network, this.sets[set]);
  }

  save(): void {
    // The network's own arrays are what is learned in.
  }
}
