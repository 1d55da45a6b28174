import type { Floats } from '../network/floats';
import { softmax } from '../network/softmax';
import { crossEntropy, crossEntropyGradient, crossEntropyOfRow, defaultDelta, type DeltaOrNone } from './crossEntropy';
import { logSoftmax } from './logSoftmax';
import { sumSquaresError, sumSquaresGradient, sumSquaresOfRow } from './sumSquares';
import { rowsOf, type Target } from './target';
import { checkWeighting, countsUnevenly, divisorOf, rowWeights, type Weighting } from './weighting';

export type LossName = 'crossEntropy' | 'sumSquares';

/** Cross-entropy with options; see `Weighting`. */
export interface WeightedCrossEntropy extends Weighting {
  kind: 'crossEntropy';
  /** `probabilities`: −log(y + δ), the book's; `logits`: −log softmax of the scores, exact. */
  from?: 'probabilities' | 'logits';
  /** Over the batch; `mean` unless said otherwise. */
  reduction?: 'mean' | 'sum';
}

export type LossPlan = LossName | WeightedCrossEntropy;

/**
 * A loss whose options, spelled out, are those it has anyway is the loss without them.
 * @param classes how many weights are one a class; others are a mistake, which stays to be found.
 */
export function simplest<Plan extends LossPlan>(
  plan: Plan,
  classes = typeof plan === 'string' ? undefined : plan.classWeights?.length,
): Plan | 'crossEntropy' {
  if (typeof plan === 'string') return plan;
  const { from = 'probabilities', reduction = 'mean', classWeights } = plan;
  const isPlain = from === 'probabilities' && reduction === 'mean' && !countsUnevenly(plan);
  return isPlain && (classWeights === undefined || classWeights.length === classes) ? 'crossEntropy' : plan;
}

/** The derivative of a loss that training takes, or that of the loss as it is differenced; see `crossEntropyGradient`. */
export type Derivative = 'trained' | 'differenced';

/**
 * The loss of a network's outputs, and its derivative by the scores that softmax takes: what training, evaluation,
 * gradient checks, numerical gradients and landscapes all ask.
 */
export class Loss {
  private readonly kind: LossName;
  private readonly reduction: 'mean' | 'sum';
  private readonly weighting: Weighting;
  /** δ of probabilities; `none` for a loss that is taken of the logarithms of softmax, exactly. */
  readonly delta: DeltaOrNone;
  /** The book's, where it is one of them but for what the sum over the rows is divided by; undefined where it is not. */
  readonly book: LossName | undefined;

  /** @throws BadInput when an option is out of range. */
  constructor(
    plan: LossPlan,
    readonly classes: number,
  ) {
    const options: Omit<WeightedCrossEntropy, 'kind'> & { kind: LossName } =
      typeof plan === 'string' ? { kind: plan } : plan;
    const { kind, from, reduction = 'mean', ...weighting } = options;
    checkWeighting(weighting, classes);
    this.kind = kind;
    this.delta = from === 'logits' ? 'none' : defaultDelta;
    this.reduction = reduction;
    this.weighting = weighting;
    this.book = this.delta === 'none' || countsUnevenly(weighting) ? undefined : kind;
  }

  /** What the sum over the rows of a batch is divided by. @throws BadInput when the mean is taken of no row at all. */
  divisor(target: Target): number {
    return divisorOf(target, rowsOf(target, this.classes), this.weighting, this.reduction);
  }

  /**
   * What the sum over many rows is divided by, so that it becomes the loss of a batch of `size` of them: a sum grows
   * with its batch, a mean does not.
   */
  divisorOfBatches(target: Target, size: number): number {
    return this.reduction === 'sum' ? rowsOf(target, this.classes) / size : this.divisor(target);
  }

  /**
   * The losses of the rows, added up and divided by `divisor`, and their derivative.
   * @param scores (rows, classes); probabilities or the scores afterwards.
   * @param dScores where the (rows, classes) derivative by the scores goes; not `scores`.
   * @throws BadInput when the mean is taken of no row at all.
   */
  ofScores(
    scores: Floats,
    target: Target,
    dScores: Floats,
    divisor = this.divisor(target),
    derivative: Derivative = 'trained',
  ): number {
    const { classes, weighting, delta } = this;
    const values = this.outputs(scores);
    if (this.kind === 'sumSquares') {
      sumSquaresGradient(values, target, classes, divisor, dScores);
      return sumSquaresError(values, target, { classes, reduction: 'sum' }) / divisor;
    }
    const total = crossEntropy(values, delta, target, { classes, ...weighting, reduction: 'sum' });
    const y = delta === 'none' ? values.map(Math.exp) : values;
    const counted = derivative === 'differenced' && delta !== 'none' ? delta : 0;
    crossEntropyGradient(y, target, classes, weighting, divisor, dScores, counted);
    return total / divisor;
  }

  /**
   * What the rows of a loss are taken of: softmax of the scores, or its logarithms, which are float64.
   * @param scores (rows, classes); written over by them where they fit.
   */
  outputs(scores: Floats): Floats {
    const { classes } = this;
    const rows = scores.length / classes;
    if (this.delta !== 'none') return softmax(scores, rows, classes, scores);
    return logSoftmax(scores, rows, classes, scores instanceof Float64Array ? scores : undefined);
  }

  /** How much each output of a row counts. @returns (rows, classes); t itself for a sum of squares. */
  weightsOfRows(target: Target): Float64Array {
    const { classes } = this;
    const rows = rowsOf(target, classes);
    const weights = new Float64Array(rows * classes);
    for (let n = 0; n < rows; n++)
      rowWeights(target, n, classes, this.weighting, weights.subarray(n * classes, (n + 1) * classes));
    return weights;
  }

  /**
   * The loss of row n, before anything is divided.
   * @param outputs from `start` on: what `outputs` gives; or exponentials, and their `sum`.
   * @param weights of `weightsOfRows`.
   */
  ofRow(outputs: Floats, start: number, weights: Float64Array, n: number, sum = 1): number {
    const { classes } = this;
    return this.kind === 'sumSquares'
      ? sumSquaresOfRow(outputs, start, weights, n * classes, classes, sum)
      : crossEntropyOfRow(outputs, start, this.delta, weights, n * classes, classes, sum);
  }
}
