import { defaultDelta } from '../loss/crossEntropyError';
import { activate } from '../network/activation';
import type { Network } from '../network/network';
import { weightedDivisor, type LossPlan } from '../network/outputLoss';
import { rowWeights } from '../loss/weighting';

/** Up to here eˣ is taken as its Taylor polynomial of degree 5, whose error x⁶/720 is far below a unit in the last place. */
const smallExponent = 5e-4;

const expNear0 = (x: number) =>
  x > -smallExponent && x < smallExponent
    ? 1 + x * (1 + x * (1 / 2 + x * (1 / 6 + x * (1 / 24 + x / 120))))
    : Math.exp(x);

/** Of the unit whose moves are summed up in moments. */
interface Outgoing {
  /** The largest size of a weight that leads out of it. */
  largest: number;
  /** The right class's exponential and weight. */
  right: number;
  weight: number;
}

/**
 * What the loss of one sample becomes when a single pre-activation is moved: everything before it, and everything beside
 * it, stays as the forward pass left it, so only what it reaches is computed anew.
 */
export class SampleLoss {
  private readonly classes: number;
  private readonly last: number;
  /** exp(score − the row's largest) of every sample and class, and each row's sum: softmax before the division. */
  private readonly exponentials: Float64Array;
  private readonly sums: Float64Array;
  /** (rows, classes) how much each logarithm counts, where the loss has options; so that their mean over the rows is the loss. */
  private readonly weights: Float64Array | undefined;
  /** A sample's exponentials with one of them moved. */
  private readonly moving: Float64Array;
  /** One sample's way through the layers behind the moved one. */
  private readonly scratch: readonly Float64Array[];

  /**
   * @param scores (rows, classes) of the unmoved pass; a of every layer: (rows, outputs).
   * @param label (rows,)
   */
  constructor(
    private readonly network: Network,
    private readonly a: readonly Float64Array[],
    private readonly label: Uint8Array,
    private readonly loss: LossPlan,
  ) {
    this.classes = network.classes;
    this.last = network.layers - 1;
    const scores = a[this.last];
    this.exponentials = new Float64Array(scores.length);
    this.sums = new Float64Array(label.length);
    for (let n = 0; n < label.length; n++) {
      const [start, end] = [n * this.classes, (n + 1) * this.classes];
      let largest = -Infinity;
      for (let k = start; k < end; k++) largest = Math.max(largest, scores[k]);
      for (let k = start; k < end; k++) {
        this.exponentials[k] = Math.exp(scores[k] - largest);
        this.sums[n] += this.exponentials[k];
      }
    }
    this.weights = typeof loss === 'string' ? undefined : this.rowsOfWeights(loss);
    this.moving = new Float64Array(this.classes);
    this.scratch = network.plan.sizes.slice(1).map((outputs) => new Float64Array(outputs));
    this.unmoved = Float64Array.from(label, (_, n) => this.withScore(n, 0, 0));
  }

  private crossed = false;
  /** Σ exponential · wᵐ / m! over the classes, w the weights that lead out of the unit `begin` was told. */
  private readonly moments = new Float64Array(6);
  private outgoing: Outgoing | undefined;
  /** The loss of each sample as it is. */
  readonly unmoved: Float64Array;

  /** The loss of sample n with its unit `unit` of `layer` moved by `by` before the activation. */
  moved(layer: number, n: number, unit: number, by: number): number {
    if (layer === this.last) return this.withScore(n, unit, by);
    const width = this.network.plan.sizes[layer + 1];
    const before = this.a[layer][n * width + unit];
    this.noteKink(before, before + by);
    const change = this.activated(before + by) - this.activated(before);
    // A unit that ReLU keeps shut, say.
    if (change === 0) return this.unmoved[n];
    return this.withInput(layer + 1, n, unit, change);
  }

  /**
   * What `moved` by `by` is above `moved` by `to`, for the sample and unit that `begin` was told: the same, but where the
   * unit's outputs are the scores and the move is small, every move costs only a few multiplications.
   */
  difference(layer: number, n: number, unit: number, by: number, to: number): number {
    const { outgoing } = this;
    if (!outgoing)
      return this.moved(layer, n, unit, by) - (to === 0 ? this.unmoved[n] : this.moved(layer, n, unit, to));
    const before = this.a[layer][n * this.network.plan.sizes[layer + 1] + unit];
    const rest = this.activated(before);
    const [above, below] = [this.activated(before + by) - rest, to === 0 ? 0 : this.activated(before + to) - rest];
    this.noteKink(before, before + by);
    this.noteKink(before, before + to);
    if (above === 0 && below === 0) return 0;
    if (Math.max(Math.abs(above), Math.abs(below)) * outgoing.largest > smallExponent)
      return this.moved(layer, n, unit, by) - (to === 0 ? this.unmoved[n] : this.moved(layer, n, unit, to));
    const y = this.rightProbability(outgoing, below);
    const x = (this.rightProbability(outgoing, above) - y) / (y + defaultDelta);
    // log(1 + x): |x| is at most some thousandths here, and x⁷ / 7 far below what a double has.
    return -x * (1 - x * (1 / 2 - x * (1 / 3 - x * (1 / 4 - x * (1 / 5 - x / 6)))));
  }

  /** Prepares for the moves of `unit` in sample n. */
  begin(layer: number, n: number, unit: number): void {
    this.outgoing = undefined;
    if (layer !== this.last - 1 || this.loss !== 'crossEntropy') return;
    const { classes, exponentials } = this;
    const w = this.network.weights(this.last);
    const moments = this.moments.fill(0);
    let largest = 0;
    for (let k = 0; k < classes; k++) {
      const weight = w[unit * classes + k];
      largest = Math.max(largest, Math.abs(weight));
      let power = exponentials[n * classes + k];
      for (let m = 0; m < moments.length; m++) {
        moments[m] += power;
        power *= weight / (m + 1);
      }
    }
    const right = this.label[n];
    this.outgoing = { largest, right: exponentials[n * classes + right], weight: w[unit * classes + right] };
  }

  /** The right class's probability when the unit's output has changed by `change`: Σ e · exp(change · w) by its moments. */
  private rightProbability({ right, weight }: Outgoing, change: number): number {
    const [m0, m1, m2, m3, m4, m5] = this.moments;
    const sum = m0 + change * (m1 + change * (m2 + change * (m3 + change * (m4 + change * m5))));
    return (right * expNear0(change * weight)) / sum;
  }

  /** Whether a move since the last call took a ReLU unit over its kink at 0, where there is no derivative. */
  takeKink(): boolean {
    const { crossed } = this;
    this.crossed = false;
    return crossed;
  }

  private noteKink(before: number, after: number): void {
    if (this.network.plan.activation === 'relu' && before > 0 !== after > 0) this.crossed = true;
  }

  private activated(value: number): number {
    switch (this.network.plan.activation) {
      case 'relu':
        return value < 0 ? 0 : value;
      case 'sigmoid':
        return 1 / (1 + Math.exp(-value));
      case 'tanh':
        return Math.tanh(value);
    }
  }

  /** The loss of sample n with input `input` of `layer` changed by `by`. */
  private withInput(layer: number, n: number, input: number, by: number): number {
    const outputs = this.network.plan.sizes[layer + 1];
    const w = this.network.weights(layer);
    const row = input * outputs;
    if (layer === this.last) return this.withScores(n, w, row, by);
    const z = this.scratch[layer];
    for (let k = 0; k < outputs; k++) {
      const before = this.a[layer][n * outputs + k];
      z[k] = before + by * w[row + k];
      this.noteKink(before, z[k]);
    }
    return this.onwards(layer, n, z);
  }

  /** The loss from the pre-activations of `layer` on, which are written over. */
  private onwards(layer: number, n: number, z: Float64Array): number {
    activate(this.network.plan.activation, z, z.length);
    const next = layer + 1;
    const { sizes } = this.network.plan;
    const [w, b, a] = [this.network.weights(next), this.network.biases(next), this.scratch[next]];
    a.set(b);
    for (let j = 0; j < sizes[next]; j++) {
      const value = z[j];
      if (value === 0) continue;
      for (let k = 0; k < a.length; k++) a[k] += value * w[j * a.length + k];
    }
    if (next === this.last) return this.fromScores(n, a);
    for (let k = 0; k < a.length; k++) this.noteKink(this.a[next][n * a.length + k], a[k]);
    return this.onwards(next, n, a);
  }

  private withScore(n: number, k: number, by: number): number {
    const at = n * this.classes + k;
    const factor = expNear0(by);
    const sum = this.sums[n] + this.exponentials[at] * (factor - 1);
    if (this.weights) {
      const start = n * this.classes;
      for (let c = 0; c < this.classes; c++) this.moving[c] = this.exponentials[start + c];
      this.moving[k] *= factor;
      return this.weighted(this.weights, n, this.moving, sum);
    }
    if (this.loss === 'crossEntropy') {
      const right = this.exponentials[n * this.classes + this.label[n]] * (k === this.label[n] ? factor : 1);
      return -Math.log(right / sum + defaultDelta);
    }
    let squares = 0;
    for (let c = 0; c < this.classes; c++) {
      const y = (this.exponentials[n * this.classes + c] * (c === k ? factor : 1)) / sum;
      squares += (y - (c === this.label[n] ? 1 : 0)) ** 2;
    }
    return 0.5 * squares;
  }

  /** Every score moved by `by` times its weight in the row of `w` that starts at `row`. */
  private withScores(n: number, w: ArrayLike<number>, row: number, by: number): number {
    const { classes, exponentials } = this;
    const start = n * classes;
    const moved = this.scratch[this.last];
    let sum = 0;
    for (let k = 0; k < classes; k++) {
      moved[k] = exponentials[start + k] * expNear0(by * w[row + k]);
      sum += moved[k];
    }
    return this.fromExponentials(n, moved, sum);
  }

  private fromScores(n: number, scores: Float64Array): number {
    let largest = -Infinity;
    for (let k = 0; k < scores.length; k++) largest = Math.max(largest, scores[k]);
    let sum = 0;
    for (let k = 0; k < scores.length; k++) {
      scores[k] = Math.exp(scores[k] - largest);
      sum += scores[k];
    }
    return this.fromExponentials(n, scores, sum);
  }

  private fromExponentials(n: number, exponentials: Float64Array, sum: number): number {
    if (this.weights) return this.weighted(this.weights, n, exponentials, sum);
    const label = this.label[n];
    if (this.loss === 'crossEntropy') return -Math.log(exponentials[label] / sum + defaultDelta);
    let squares = 0;
    for (let k = 0; k < this.classes; k++) squares += (exponentials[k] / sum - (k === label ? 1 : 0)) ** 2;
    return 0.5 * squares;
  }

  private weighted(weights: Float64Array, n: number, exponentials: Float64Array, sum: number): number {
    const delta = typeof this.loss !== 'string' && this.loss.from === 'logits' ? 0 : defaultDelta;
    let loss = 0;
    for (let k = 0; k < this.classes; k++) {
      const q = weights[n * this.classes + k];
      if (q !== 0) loss -= q * Math.log(exponentials[k] / sum + delta);
    }
    return loss;
  }

  private rowsOfWeights(loss: Exclude<LossPlan, string>): Float64Array {
    const { classes, label } = this;
    const scale = label.length / weightedDivisor(loss, label);
    const weights = new Float64Array(label.length * classes);
    for (let n = 0; n < label.length; n++) {
      const q = weights.subarray(n * classes, (n + 1) * classes);
      rowWeights({ form: 'label', label }, n, classes, loss, q);
      for (let k = 0; k < classes; k++) q[k] *= scale;
    }
    return weights;
  }
}
