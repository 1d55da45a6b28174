import { Loss } from '../loss/loss';
import { numericalGradientInSlices, type NumericalGradientOptions } from '../gradient/numericalGradient';
import { zeros, type Floats } from '../network/floats';
import { Network, Pass } from '../network/network';
import { outputsInSlices, rightInSlices, type Outputs } from './evaluate';
import type { Learned, Learner } from './learner';
import { emptyState, update } from './optimizer';
import type { GradientPlan, TrainingPlan } from './plan';
import { standing } from '../slices';
import { gatherInSlices, type Sets } from './samples';

/** @returns undefined for backpropagation. */
export function numericalOptions(gradient: GradientPlan | undefined): NumericalGradientOptions | undefined {
  if (gradient === undefined || gradient === 'backprop') return undefined;
  const { kind, h } = typeof gradient === 'string' ? { kind: gradient, h: undefined } : gradient;
  return { method: kind === 'centralDifference' ? 'central' : 'forward', ...(h === undefined ? {} : { h }) };
}

function copyLearned(from: Learned, to: Learned): void {
  to.network.parameters.forEach(({ values }, i) => values.set(from.network.parameters[i].values));
  to.state.forEach((slot, s) => slot.forEach((values, i) => values.set(from.state[s][i])));
}

/**
 * The book's first way to learn (4.5.1): the gradient of every parameter by numerical differences. They are taken in
 * float64 whatever the network computes in, for float32's rounding drowns a difference at h = 1e-4.
 */
export class NumericalLearner implements Learner {
  readonly yields = true;
  private readonly own: Learned;
  private readonly exact: Network;
  private readonly pass: Pass;
  private readonly x: Float64Array;
  private readonly label: Uint8Array;
  private readonly loss: Loss;

  constructor(
    private readonly plan: TrainingPlan,
    private readonly learned: Learned,
    private readonly sets: Sets,
    private readonly options: NumericalGradientOptions,
  ) {
    const { size } = plan.batch;
    const network = new Network(learned.network.plan);
    this.own = { network, state: emptyState(plan.optimizer, network) };
    copyLearned(learned, this.own);
    this.loss = new Loss(plan.loss, network.classes);
    this.exact = new Network({ ...network.plan, dtype: 'float64' });
    this.pass = new Pass(network, size);
    this.x = new Float64Array(size * sets.train.inputs);
    this.label = new Uint8Array(size);
  }

  *step(indices: Int32Array, t: number): Generator<number, number> {
    const { plan, x, label, exact, options } = this;
    const { network, state } = this.own;
    yield* standing(gatherInSlices(this.sets.train, indices, x, label), 0);
    const before = plan.recordLoss === 'before' ? yield* standing(this.lossNow(), 0) : NaN;
    exact.parameters.forEach(({ values }, i) => {
      values.set(network.parameters[i].values);
    });
    const { gradients } = yield* numericalGradientInSlices(exact, { x, label }, { ...options, loss: plan.loss });
    update(plan.optimizer, network, gradients, state, t);
    return before;
  }

  *lossAgain(): Generator<number, number> {
    return yield* standing(this.lossNow(), 1);
  }

  rightInSlices(set: keyof Sets): Generator<number, number> {
    return rightInSlices(this.own.network, this.sets[set]);
  }

  outputsInSlices(set: keyof Sets): Generator<Outputs> {
    return outputsInSlices(this.own.network, this.sets[set]);
  }

  save(): void {
    copyLearned(this.own, this.learned);
  }

  /** Of the batch gathered last. */
  private *lossNow(): Generator<number, number> {
    const { network } = this.own;
    const x: Floats = network.plan.dtype === 'float64' ? this.x : zeros('float32', this.x.length);
    x.set(this.x);
    const { label, pass } = this;
    const scores = yield* pass.scoresInSlices(x, label.length);
    return this.loss.ofScores(scores, { form: 'label', label }, pass.dScores);
  }
}
