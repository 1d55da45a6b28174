import { Pass } from '../network/network';
import { lossOfScores } from '../network/outputLoss';
import { MiniBatches } from '../sampling/miniBatches';
import { numericalOptions } from '../training/numericalLearner';
import { untrainedNetwork, type TrainingPlan } from '../training/plan';
import { gather, type Samples } from '../training/samples';
import { derivedActivation, spoilScores, type Mistake } from './mistake';
import { numericalGradientInSlices, type NumericalGradient, type NumericalGradientOptions } from './numericalGradient';

/** Below this, a central difference with h = 1e-4 is mostly rounding, and a relative error says nothing. */
const noise = 1e-7;

/** When a gradient counts as right: |a − n| ≤ atol + rtol · |n|, the rule of torch.autograd.gradcheck. */
export interface Tolerance {
  atol: number;
  rtol: number;
}

export interface LayerCheck {
  /** W1, b1, W2 … */
  name: string;
  shape: readonly number[];
  /** Euclidean length of the numerical gradient. */
  l2: number;
  maxAbsoluteError: number;
  /** Largest |a − n| / max(|a|, |n|) of the elements in which either is above 1e-7; 0 when none is. */
  maxRelativeError: number;
  /** Where the largest absolute error is, as indices into `shape`. */
  worstAt: readonly number[];
  /** Elements left out of the errors and the verdict, because the step took a ReLU unit over its kink. */
  kinks: number;
  /** Whether every other element is within the tolerance. */
  passes: boolean;
  numerical: Float64Array;
  backprop: Float64Array;
}

export interface GradientCheck {
  /** Of the batch, before any update. */
  loss: number;
  layers: LayerCheck[];
}

/** A check with what it took, in seconds. */
export interface GradientCheckResult extends GradientCheck {
  seconds: {
    backprop: number;
    numerical: number;
    /** Two forward passes of the batch for every parameter, reckoned from the time of one. */
    naive: number;
  };
}

/** Where `index` of a flat row-major array of `shape` is. */
function position(index: number, shape: readonly number[]): number[] {
  return shape.length === 1 ? [index] : [Math.floor(index / shape[1]), index % shape[1]];
}

/** Holds two gradients of one parameter together. @param numerical, backprop, kinks as `shape`, flat. */
export function compareGradients(
  name: string,
  shape: readonly number[],
  numerical: Float64Array,
  backprop: Float64Array,
  kinks: Uint8Array,
  { atol, rtol }: Tolerance,
): LayerCheck {
  let [l2, maxAbsoluteError, maxRelativeError, worst] = [0, 0, 0, 0];
  let passes = true;
  numerical.forEach((n, i) => {
    const a = backprop[i];
    const error = Math.abs(a - n);
    const size = Math.max(Math.abs(a), Math.abs(n));
    l2 += n * n;
    if (kinks[i]) return;
    // Written so that a NaN on either side fails.
    if (!(error <= atol + rtol * Math.abs(n))) passes = false;
    if (!(error <= maxAbsoluteError) && !Number.isNaN(maxAbsoluteError)) [maxAbsoluteError, worst] = [error, i];
    if (!(size <= noise)) maxRelativeError = Math.max(maxRelativeError, error / size);
  });
  const worstAt = position(worst, shape);
  l2 = Math.sqrt(l2);
  const left = kinks.reduce((sum, kink) => sum + kink, 0);
  return { name, shape, l2, maxAbsoluteError, maxRelativeError, worstAt, kinks: left, passes, numerical, backprop };
}

/** What a gradient check is made of: the network, the batch, both gradients; timed by whoever runs it. */
export class GradientChecker {
  private readonly network;
  private readonly batch;
  private readonly pass: Pass;
  readonly loss: number;

  /**
   * Draws the weights and the batch exactly as the first step of a run of `plan` does, in float64 whatever the plan's
   * precision: in float32 the rounding of the loss is as large as its change.
   */
  constructor(
    private readonly plan: TrainingPlan,
    train: Samples,
  ) {
    const { network, random } = untrainedNetwork({ ...plan, dtype: 'float64' }, train.inputs, train.classes);
    const rows = plan.batch.size;
    const x = new Float64Array(rows * train.inputs);
    const label = new Uint8Array(rows);
    gather(train, new MiniBatches(random, train.count, rows, plan.batch.sampling).next(), x, label);
    this.network = network;
    this.batch = { x, label };
    this.pass = new Pass(network, rows);
    this.loss = this.lossOfBatch();
  }

  /** Backpropagation's gradients, W1, b1, W2 …; with a mistake in it, if one is to be seen. */
  backprop(mistake?: Mistake): Float64Array[] {
    const { network, pass } = this;
    const { x, label } = this.batch;
    const gradients = network.parameters.map(({ values }) => new Float64Array(values.length));
    this.lossOfBatch();
    spoilScores(mistake, pass.dScores, label.length);
    pass.backward(x, label.length, gradients, derivedActivation(mistake, network.plan.activation));
    return gradients;
  }

  /** One forward pass, as the book's loop takes two of for every parameter. Leaves the derivative by the scores in the pass. */
  lossOfBatch(): number {
    const { network, pass, plan } = this;
    const { x, label } = this.batch;
    return lossOfScores(plan.loss, pass.scores(x, label.length), label, network.classes, pass.dScores);
  }

  /** The numerical gradients, W1, b1, W2 …; yields the share (0 … 1) that is done. */
  numericalInSlices(options: NumericalGradientOptions = {}): Generator<number, NumericalGradient> {
    return numericalGradientInSlices(this.network, this.batch, {
      loss: this.plan.loss,
      ...numericalOptions(this.plan.gradient),
      ...options,
    });
  }

  /** Both gradients, parameter by parameter. */
  compare(
    { gradients, kinks }: NumericalGradient,
    backprop: readonly Float64Array[],
    tolerance: Tolerance = { atol: 1e-5, rtol: 1e-3 },
  ): GradientCheck {
    const layers = this.network.parameters.map(({ name, shape }, i) =>
      compareGradients(name, shape, gradients[i], backprop[i], kinks[i], tolerance),
    );
    return { loss: this.loss, layers };
  }
}
