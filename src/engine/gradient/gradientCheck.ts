import { Loss, type Derivative } from '../loss/loss';
import type { Floats } from '../network/floats';
import { Pass, type Network } from '../network/network';
import { MiniBatches } from '../sampling/miniBatches';
import { numericalOptions } from '../training/numericalLearner';
import { untrainedInSlices, type TrainingPlan } from '../training/plan';
import { gatherInSlices, type Samples } from '../training/samples';
import { atOnce, standing } from '../slices';
import { compareGradients, type LayerCheck, type Tolerance } from './compareGradients';
import { derivedActivation, spoilScores, type Mistake } from './mistake';
import {
  numericalGradientInSlices,
  type Batch,
  type NumericalGradient,
  type NumericalGradientOptions,
} from './numericalGradient';

export interface GradientCheck {
  /** Of the batch, before any update. */
  loss: number;
  layers: LayerCheck[];
}

const defaultTolerance: Tolerance = { atol: 1e-5, rtol: 1e-3 };

/** Steps of central differences that are asked where the experiment's own difference and backpropagation part. */
const otherSteps = [1e-4, 1e-5, 1e-6, 1e-7];

/** A check with what it took, in seconds. */
export interface GradientCheckResult extends GradientCheck {
  seconds: {
    backprop: number;
    numerical: number;
    /** One forward pass of the batch. */
    pass: number;
  };
  /** Forward passes that the book's loop over all parameters takes. */
  passes: number;
  /** Of a check that fails: the step of a central difference with which it does not; null when there is none. */
  agreesAt: number | null;
}

/** What a gradient check is made of: the network, the batch, both gradients; timed by whoever runs it. */
export class GradientChecker {
  private constructor(
    private readonly plan: TrainingPlan,
    private readonly network: Network,
    private readonly batch: Batch,
    private readonly pass: Pass,
    private readonly outputLoss: Loss,
    readonly loss: number,
  ) {}

  /**
   * Draws the weights and the batch exactly as the first step of a run of `plan` does, in float64 whatever the plan's
   * precision: in float32 the rounding of the loss is as large as its change.
   */
  static of(plan: TrainingPlan, train: Samples): GradientChecker {
    return atOnce(GradientChecker.inSlices(plan, train));
  }

  /** As `of`; yields the share (0 … 1) that is done. */
  static *inSlices(plan: TrainingPlan, train: Samples): Generator<number, GradientChecker> {
    const float64 = { ...plan, dtype: 'float64' } as const;
    const { network, random } = yield* untrainedInSlices(float64, train.inputs, train.classes);
    const rows = plan.batch.size;
    const x = new Float64Array(rows * train.inputs);
    const label = new Uint8Array(rows);
    const indices = new MiniBatches(random, train.count, rows, plan.batch.sampling).next();
    yield* standing(gatherInSlices(train, indices, x, label), 1);
    const pass = new Pass(network, rows);
    const scores = yield* standing(pass.scoresInSlices(x, rows), 1);
    const outputLoss = new Loss(plan.loss, network.classes);
    const loss = outputLoss.ofScores(scores, { form: 'label', label }, pass.dScores);
    return new GradientChecker(plan, network, { x, label }, pass, outputLoss, loss);
  }

  /**
   * Backpropagation's gradients, W1, b1, W2 …; with a mistake in it, if one is to be seen.
   * @param derivative `trained` takes y − t for the cross-entropy, as the book and every run do; `differenced` has the δ
   * of −log(y + δ) in it, as the differences have. Where y is near 0 these are far apart, and neither is wrong.
   */
  backprop(mistake?: Mistake, derivative?: Derivative): Float64Array[] {
    return atOnce(this.backpropInSlices(mistake, derivative));
  }

  /** As `backprop`; yields as often as it takes. */
  *backpropInSlices(mistake?: Mistake, derivative?: Derivative): Generator<number, Float64Array[]> {
    const { network, pass } = this;
    const { x, label } = this.batch;
    const gradients = network.parameters.map(({ values }) => new Float64Array(values.length));
    yield* this.lossInSlices(derivative);
    spoilScores(mistake, pass.dScores, label.length);
    yield* pass.backwardInSlices(x, label.length, gradients, derivedActivation(mistake, network.plan.activation));
    return gradients;
  }

  /**
   * The loss of the batch by one forward pass, as the book's loop takes two of for every parameter. Leaves the derivative
   * by the scores in the pass. Yields as often as it takes.
   */
  *lossInSlices(derivative?: Derivative): Generator<number, number> {
    const { pass, outputLoss } = this;
    const { x, label } = this.batch;
    const scores = yield* pass.scoresInSlices(x, label.length);
    return outputLoss.ofScores(scores, { form: 'label', label }, pass.dScores, undefined, derivative);
  }

  /** The numerical gradients, W1, b1, W2 …; yields the share (0 … 1) that is done. */
  numericalInSlices(options: NumericalGradientOptions = {}): Generator<number, NumericalGradient> {
    return numericalGradientInSlices(this.network, this.batch, {
      loss: this.plan.loss,
      ...numericalOptions(this.plan.gradient),
      ...options,
    });
  }

  /**
   * The numerical gradients as they come out when float32 holds the two losses of each difference and all else is exact.
   * The change of a loss is what the gradient says, for h is small.
   */
  inFloat32({ gradients, kinks }: NumericalGradient): NumericalGradient {
    const { h = 1e-4, method = 'central' } = numericalOptions(this.plan.gradient) ?? {};
    const back = method === 'central' ? h : 0;
    const lossAfter = (change: number) => Math.fround(this.loss + change);
    return {
      gradients: gradients.map((gradient) =>
        gradient.map((slope) => (lossAfter(slope * h) - lossAfter(-slope * back)) / (h + back)),
      ),
      kinks,
    };
  }

  /** Forward passes that the book's loop takes: two a parameter, or one and the middle. */
  get passes(): number {
    const { size } = this.network;
    return numericalOptions(this.plan.gradient)?.method === 'forward' ? size + 1 : 2 * size;
  }

  /** Both gradients, parameter by parameter. @param differenced `backprop`'s, of the loss that is differenced. */
  compare(
    numerical: NumericalGradient,
    backprop: readonly Float64Array[],
    differenced?: readonly Float64Array[],
    tolerance?: Tolerance,
  ): GradientCheck {
    return atOnce(this.compareInSlices(numerical, backprop, differenced, tolerance));
  }

  /** As `compare`; yields after every parameter. */
  *compareInSlices(
    { gradients, kinks }: NumericalGradient,
    backprop: readonly Float64Array[],
    differenced: readonly Float64Array[] = backprop,
    tolerance: Tolerance = defaultTolerance,
  ): Generator<number, GradientCheck> {
    const layers: LayerCheck[] = [];
    for (const [i, { name, shape }] of this.network.parameters.entries()) {
      layers.push(compareGradients(name, shape, gradients[i], backprop[i], kinks[i], tolerance, differenced[i]));
      yield layers.length / this.network.parameters.length;
    }
    return { loss: this.loss, layers };
  }

  /**
   * Whether a check fails for its step alone, which is so large that the loss bends within it or so small that only
   * rounding is left: looks at the worst element of each parameter again. Yields the share (0 … 1) that is done.
   * @returns the step of a central difference that brings them all within the tolerance; null when none does, or nothing
   * fails.
   */
  *agreeingStep(
    { layers }: GradientCheck,
    differenced: readonly Float64Array[],
    { atol, rtol }: Tolerance = defaultTolerance,
  ): Generator<number, number | null> {
    if (layers.every(({ failsMostAt }) => failsMostAt === null)) return null;
    const own = numericalOptions(this.plan.gradient);
    for (const [k, h] of otherSteps.entries()) {
      if (own?.method !== 'forward' && h === (own?.h ?? 1e-4)) continue;
      let agrees = true;
      for (const [i, { failsMostAt: at }] of layers.entries()) {
        if (at === null || !agrees) continue;
        const n = yield* standing(this.slopeAt(this.network.parameters[i].values, at, h), k / otherSteps.length);
        agrees = Math.abs(differenced[i][at] - n) <= atol + rtol * Math.abs(n);
      }
      if (agrees) return h;
    }
    return null;
  }

  /** The book's central difference of the batch's loss by one element. */
  private *slopeAt(values: Floats, at: number, h: number): Generator<number, number> {
    const value = values[at];
    try {
      values[at] = value + h;
      const above = yield* this.lossInSlices();
      values[at] = value - h;
      return (above - (yield* this.lossInSlices())) / (2 * h);
    } finally {
      // Also when nobody wants to know any more.
      values[at] = value;
    }
  }
}
