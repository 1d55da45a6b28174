import { Loss, type LossPlan } from '../loss/loss';
import { activate } from '../network/activation';
import { forward } from '../network/dense';
import type { Floats } from '../network/floats';
import { Network, Pass, type NetworkPlan } from '../network/network';
import { inSlices } from '../slices';
import { gather, type Samples } from '../training/samples';
import type { Direction } from './directions';

/**
 * The loss of a network over some samples, in float64, as a function of where on a plane its weights are:
 * θ + α d1 + β d2. The first layer, most of the work, is linear in α and β: it is taken three times, once for all.
 */
export class LossSlice {
  private readonly scores: Float64Array;
  private readonly dScores: Float64Array;
  /** The layers behind the first; undefined when there is none. */
  private readonly rest: Network | undefined;
  private readonly pass: Pass | undefined;

  /**
   * @param centre θ; it and the directions as `weightsOf` has them.
   * @param first (rows, units of the first layer) each: x·W + b of θ, and what d1 and d2 add to it.
   */
  private constructor(
    private readonly plan: NetworkPlan,
    private readonly loss: Loss,
    private readonly divisor: number,
    private readonly centre: Floats,
    private readonly directions: readonly [Direction, Direction],
    private readonly label: Uint8Array,
    private readonly first: readonly Float64Array[],
  ) {
    const [, units, ...more] = plan.sizes;
    const rows = label.length;
    this.scores = new Float64Array(rows * units);
    this.dScores = new Float64Array(rows * plan.sizes[plan.sizes.length - 1]);
    if (more.length === 0) return;
    this.rest = new Network({ ...plan, sizes: [units, ...more], dtype: 'float64' });
    this.pass = new Pass(this.rest, rows);
  }

  /**
   * Of the samples `indices`; yields the share (0 … 1) that is done. The other arguments as the constructor's.
   * @param batch samples in a mini-batch of the run, whose loss is of the same size where that is a sum.
   */
  static *inSlices(
    plan: NetworkPlan,
    lossPlan: LossPlan,
    batch: number,
    centre: Floats,
    directions: readonly [Direction, Direction],
    samples: Samples,
    indices: Int32Array,
  ): Generator<number, LossSlice> {
    const [inputs, units] = plan.sizes;
    const rows = indices.length;
    const label = new Uint8Array(rows);
    const x = new Float64Array(rows * inputs);
    gather(samples, indices, x, label);
    const found = new Int32Array(inputs);
    const first: Float64Array[] = [];
    for (const weights of [centre, ...directions]) {
      const w = weights.subarray(0, inputs * units);
      const b = weights.subarray(inputs * units, (inputs + 1) * units);
      const out = new Float64Array(rows * units);
      const slices = inSlices(rows, inputs * units, (from, to) => {
        const ownX = x.subarray(from * inputs, to * inputs);
        forward(ownX, w, b, out.subarray(from * units, to * units), to - from, inputs, units, found);
      });
      for (const done of slices) yield (first.length + done / rows) / 3;
      first.push(out);
    }
    const loss = new Loss(lossPlan, plan.sizes[plan.sizes.length - 1]);
    const divisor = loss.divisorOfBatches({ form: 'label', label }, batch);
    return new LossSlice(plan, loss, divisor, centre, directions, label, first);
  }

  /** The loss at θ + α d1 + β d2. Yields as often as a large network asks for. */
  *at(alpha: number, beta: number): Generator<number, number> {
    const { scores, label, dScores } = this;
    const [own, d1, d2] = this.first;
    for (let i = 0; i < scores.length; i++) scores[i] = own[i] + (alpha * d1[i] + beta * d2[i]);
    return this.loss.ofScores(yield* this.behind(alpha, beta), { form: 'label', label }, dScores, this.divisor);
  }

  /** The scores that the first layer's output in `scores` leads to. */
  private *behind(alpha: number, beta: number): Generator<number, Floats> {
    const { scores, rest, pass, centre, plan } = this;
    if (!rest || !pass) return scores;
    const [d1, d2] = this.directions;
    let at = (plan.sizes[0] + 1) * plan.sizes[1];
    for (const { values } of rest.parameters)
      for (let i = 0; i < values.length; i++, at++) values[i] = centre[at] + (alpha * d1[at] + beta * d2[at]);
    activate(plan.activation, scores, scores.length);
    return yield* pass.scoresInSlices(scores, this.label.length);
  }
}
