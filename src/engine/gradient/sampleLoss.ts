import type { Loss } from '../loss/loss';
import { activate } from '../network/activation';
import { forward } from '../network/dense';
import type { Network } from '../network/network';
import { pairwiseSum } from '../sum/pairwiseSum';

/** Up to here eˣ is taken as its Taylor polynomial of degree 5, whose error x⁶/720 is far below a unit in the last place. */
const smallExponent = 5e-4;

/** eˣ − 1 of such an x. */
const growth = (x: number) => x * (1 + x * (1 / 2 + x * (1 / 6 + x * (1 / 24 + x / 120))));

/**
 * A move of scores that is smaller is lost in the rounding of the logarithms, and has to be wherever they are exact, too:
 * it is taken off again where the largest score is the one that moved.
 */
const leastOfLogs = 1e-9;

/** Weights beyond it are raised to powers that overflow. */
const mostWeight = 1e50;

/** Of the unit whose moves are summed up in moments. */
interface Outgoing {
  /** The largest size of a weight that leads out of it. */
  largest: number;
  /** The right class's exponential and weight. */
  right: number;
  weight: number;
  delta: number;
  /** How much its logarithm counts. */
  share: number;
}

/**
 * What the loss of one sample becomes when a single pre-activation is moved: everything before it, and everything beside
 * it, stays as the forward pass left it, so only what it reaches is computed anew. A move that is small to the scores
 * goes by what is known of them; after any other the largest score is another one, and all is taken from the scores again.
 */
export class SampleLoss {
  private readonly classes: number;
  private readonly last: number;
  /** Of every sample and class: how far its score is above the row's largest, the exponential of that, and each row's sum. */
  private readonly distances: Float64Array;
  private readonly exponentials: Float64Array;
  private readonly sums: Float64Array;
  /** (rows, classes) how much each output counts. */
  private readonly weights: Float64Array;
  /** One row's exponentials, or their logarithms, on the way to its loss. */
  private readonly row: Float64Array;
  /** One sample's way through the layers behind the moved one. */
  private readonly scratch: readonly Float64Array[];
  private readonly found: Int32Array;

  /**
   * @param scores (rows, classes) of the unmoved pass; a of every layer: (rows, outputs).
   * @param label (rows,)
   */
  constructor(
    private readonly network: Network,
    private readonly a: readonly Float64Array[],
    private readonly label: Uint8Array,
    private readonly loss: Loss,
  ) {
    const { classes } = network;
    this.classes = classes;
    this.last = network.layers - 1;
    const scores = a[this.last];
    this.distances = new Float64Array(scores.length);
    this.exponentials = new Float64Array(scores.length);
    this.sums = new Float64Array(label.length);
    for (let n = 0; n < label.length; n++) {
      const start = n * classes;
      let largest = -Infinity;
      for (let k = start; k < start + classes; k++) if (scores[k] > largest) largest = scores[k];
      for (let k = start; k < start + classes; k++) {
        this.distances[k] = scores[k] - largest;
        this.exponentials[k] = Math.exp(this.distances[k]);
      }
      this.sums[n] = pairwiseSum(this.exponentials, start, classes);
    }
    this.weights = loss.weightsOfRows({ form: 'label', label });
    this.row = new Float64Array(classes);
    this.found = new Int32Array(Math.max(...network.plan.sizes));
    this.scratch = network.plan.sizes.slice(1).map((outputs) => new Float64Array(outputs));
    this.unmoved = Float64Array.from(label, (_, n) => this.fromScores(n, scores.slice(n * classes, (n + 1) * classes)));
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
    const x = (this.rightProbability(outgoing, above) - y) / (y + outgoing.delta);
    // log(1 + x): |x| is at most some thousandths here, and x⁷ / 7 far below what a double has.
    return -outgoing.share * x * (1 - x * (1 / 2 - x * (1 / 3 - x * (1 / 4 - x * (1 / 5 - x / 6)))));
  }

  /** Prepares for the moves of `unit` in sample n. */
  begin(layer: number, n: number, unit: number): void {
    this.outgoing = undefined;
    const { delta, book } = this.loss;
    if (layer !== this.last - 1 || book !== 'crossEntropy' || delta === 'none') return;
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
    if (!(largest < mostWeight)) return;
    const at = n * classes + this.label[n];
    const weight = w[unit * classes + this.label[n]];
    this.outgoing = { largest, right: exponentials[at], weight, delta, share: this.weights[at] };
  }

  /** The right class's probability when the unit's output has changed by `change`: Σ e · exp(change · w) by its moments. */
  private rightProbability({ right, weight }: Outgoing, change: number): number {
    const [m0, m1, m2, m3, m4, m5] = this.moments;
    const sum = m0 + change * (m1 + change * (m2 + change * (m3 + change * (m4 + change * m5))));
    return (right * (1 + growth(change * weight))) / sum;
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
    const a = this.scratch[next];
    // As the unmoved pass adds: where nothing has moved, nothing may differ.
    forward(z, this.network.weights(next), this.network.biases(next), a, 1, sizes[next], a.length, this.found);
    if (next === this.last) return this.fromScores(n, a);
    for (let k = 0; k < a.length; k++) this.noteKink(this.a[next][n * a.length + k], a[k]);
    return this.onwards(next, n, a);
  }

  /** Whether scores that move by so much can go by the exponentials of where they were. */
  private isKnown(by: number): boolean {
    return by <= smallExponent && (this.loss.delta !== 'none' || by >= leastOfLogs);
  }

  /** The loss of sample n with score `k` moved by `by`. */
  private withScore(n: number, k: number, by: number): number {
    const start = n * this.classes;
    const unmoved = this.a[this.last];
    if (!this.isKnown(Math.abs(by))) {
      const scores = this.scratch[this.last];
      for (let c = 0; c < scores.length; c++) scores[c] = unmoved[start + c];
      scores[k] += by;
      return this.fromScores(n, scores);
    }
    const { row, exponentials } = this;
    // As far as the score has digits for it.
    const moved = unmoved[start + k] + by - unmoved[start + k];
    const before = exponentials[start + k];
    const more = before * growth(moved);
    if (this.loss.delta === 'none') {
      const log = Math.log(this.sums[n] + more);
      for (let c = 0; c < row.length; c++) row[c] = this.distances[start + c] - log;
      row[k] += moved;
      return this.loss.ofRow(row, 0, this.weights, n);
    }
    exponentials[start + k] = before + more;
    const loss = this.loss.ofRow(exponentials, start, this.weights, n, this.sums[n] + more);
    exponentials[start + k] = before;
    return loss;
  }

  /** The loss of sample n with every score moved by `by` times its weight in the row of `w` that starts at `from`. */
  private withScores(n: number, w: ArrayLike<number>, from: number, by: number): number {
    const { classes, row, exponentials } = this;
    const start = n * classes;
    let largest = 0;
    for (let k = 0; k < classes; k++) largest = Math.max(largest, Math.abs(w[from + k]));
    if (!this.isKnown(Math.abs(by) * largest)) {
      const scores = this.scratch[this.last];
      for (let k = 0; k < classes; k++) scores[k] = this.a[this.last][start + k] + by * w[from + k];
      return this.fromScores(n, scores);
    }
    let sum = this.sums[n];
    for (let k = 0; k < classes; k++) {
      const more = exponentials[start + k] * growth(by * w[from + k]);
      row[k] = exponentials[start + k] + more;
      sum += more;
    }
    if (this.loss.delta !== 'none') return this.loss.ofRow(row, 0, this.weights, n, sum);
    const log = Math.log(sum);
    for (let k = 0; k < classes; k++) row[k] = this.distances[start + k] + by * w[from + k] - log;
    return this.loss.ofRow(row, 0, this.weights, n);
  }

  /** The loss of sample n from its scores, which are written over. */
  private fromScores(n: number, scores: Float64Array): number {
    return this.loss.ofRow(this.loss.outputs(scores), 0, this.weights, n);
  }
}
