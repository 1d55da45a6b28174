import { drawWork, type RandomState } from '../sampling/randomState';
import { atOnce, inSlices } from '../slices';
import { activate, activationGradient, type Activation } from './activation';
import { biasGradient, forward, inputGradient, weightGradient } from './dense';
import { zeros, type Dtype, type Floats } from './floats';
import { softmax } from './softmax';

/** How the weights are drawn: `std * randn`, or He's √(2/n) and Xavier's √(1/n) for n inputs (6.2). */
export type Init = { kind: 'normal'; std: number } | { kind: 'he' } | { kind: 'xavier' };

/** A weight matrix (inputs, outputs) row-major or a bias (outputs), under the book's name: W1, b1, W2 … */
export interface Parameter {
  name: string;
  shape: readonly number[];
  values: Floats;
}

/** A fully connected network's sizes, from inputs to classes: [784, 50, 10]. */
export type LayerSizes = readonly number[];

export interface NetworkPlan {
  sizes: LayerSizes;
  activation: Activation;
  dtype: Dtype;
}

const scaleOf = (init: Init, inputs: number): number => {
  switch (init.kind) {
    case 'normal':
      return init.std;
    case 'he':
      return Math.sqrt(2 / inputs);
    case 'xavier':
      return Math.sqrt(1 / inputs);
  }
};

/** A fully connected network with softmax at its end: the book's TwoLayerNet (4.5), with any number of layers. */
export class Network {
  /** W1, b1, W2, b2 … in this order. */
  readonly parameters: readonly Parameter[];

  constructor(readonly plan: NetworkPlan) {
    const { sizes, dtype } = plan;
    this.parameters = sizes.slice(1).flatMap((outputs, layer) => [
      { name: `W${layer + 1}`, shape: [sizes[layer], outputs], values: zeros(dtype, sizes[layer] * outputs) },
      { name: `b${layer + 1}`, shape: [outputs], values: zeros(dtype, outputs) },
    ]);
  }

  get layers(): number {
    return this.plan.sizes.length - 1;
  }

  get classes(): number {
    return this.plan.sizes[this.layers];
  }

  /** All weights and biases: what a forward pass takes for each row, in multiply-adds. */
  get size(): number {
    return this.parameters.reduce((sum, { values }) => sum + values.length, 0);
  }

  /** Whether every weight and bias is a finite number. */
  get isFinite(): boolean {
    return this.parameters.every(({ values }) => values.every(Number.isFinite));
  }

  weights(layer: number): Floats {
    return this.parameters[2 * layer].values;
  }

  biases(layer: number): Floats {
    return this.parameters[2 * layer + 1].values;
  }

  /** Draws W1, W2 … from `random` in the book's order; the biases are 0. */
  initialise(init: Init, random: RandomState): void {
    atOnce(this.initialiseInSlices(init, random));
  }

  /** As `initialise`; yields the share (0 … 1) that is done. */
  *initialiseInSlices(init: Init, random: RandomState): Generator<number, void> {
    const { size } = this;
    let before = 0;
    for (let layer = 0; layer < this.layers; layer++) {
      const weights = this.weights(layer);
      const scale = scaleOf(init, this.plan.sizes[layer]);
      const slices = inSlices(weights.length, drawWork, (first, end) =>
        weights.set(
          random.randn(end - first).map((value) => scale * value),
          first,
        ),
      );
      for (const done of slices) yield (before + done) / size;
      before += weights.length;
      this.biases(layer).fill(0);
    }
  }
}

/** What a pass over at most `rows` samples needs: reserved once, used for every batch. */
export class Pass {
  /** Each layer's output, (rows, outputs); the last holds the probabilities. */
  readonly z: readonly Floats[];
  private readonly dz: readonly Floats[];
  /** Room for `dense.ts` to list the non-zero inputs in. */
  private readonly found: Int32Array;

  constructor(
    private readonly network: Network,
    rows: number,
  ) {
    const { sizes, dtype } = network.plan;
    this.z = sizes.slice(1).map((outputs) => zeros(dtype, rows * outputs));
    this.found = new Int32Array(Math.max(rows, ...sizes));
    this.dz = sizes.slice(1).map((outputs) => zeros(dtype, rows * outputs));
  }

  /** The derivative of the loss by the last layer's scores, (rows, classes): what `backward` starts from. */
  get dScores(): Floats {
    return this.dz[this.dz.length - 1];
  }

  /** @param x (rows, inputs). @returns y: (rows, classes) probabilities, in a buffer that the next pass writes over. */
  predict(x: Floats, rows: number): Floats {
    const scores = this.scores(x, rows);
    return softmax(scores, rows, this.network.classes, scores);
  }

  /** As `predict`, before softmax. */
  scores(x: Floats, rows: number): Floats {
    this.takeRows(x, 0, rows);
    return this.z[this.z.length - 1];
  }

  /** As `scores`; yields the rows done. */
  *scoresInSlices(x: Floats, rows: number): Generator<number, Floats> {
    yield* inSlices(rows, this.network.size, (first, end) => this.takeRows(x, first, end));
    return this.z[this.z.length - 1];
  }

  /** The outputs of every layer for rows `first` … `end` − 1 of x. */
  private takeRows(x: Floats, first: number, end: number): void {
    const { network, found } = this;
    const { sizes, activation } = network.plan;
    let inputs = x.subarray(first * sizes[0], end * sizes[0]);
    for (const [layer, z] of this.z.entries()) {
      const [width, outputs] = [sizes[layer], sizes[layer + 1]];
      const out = z.subarray(first * outputs, end * outputs);
      forward(inputs, network.weights(layer), network.biases(layer), out, end - first, width, outputs, found);
      if (layer < network.layers - 1) activate(activation, out, out.length);
      inputs = out;
    }
  }

  /**
   * Backpropagation from `dScores` through the pass that `predict` made last.
   * @param gradients where the gradient of each of the network's parameters goes, in their order and shapes.
   * @param derived the activation whose derivative is taken: the network's, unless a mistake is to be shown.
   */
  backward(
    x: Floats,
    rows: number,
    gradients: readonly Floats[],
    derived: Activation = this.network.plan.activation,
  ): void {
    atOnce(this.backwardInSlices(x, rows, gradients, derived));
  }

  /** As `backward`; yields as often as it takes. */
  *backwardInSlices(
    x: Floats,
    rows: number,
    gradients: readonly Floats[],
    derived: Activation = this.network.plan.activation,
  ): Generator<number, void> {
    const { network, z, dz, found } = this;
    const { sizes } = network.plan;
    for (let layer = network.layers - 1; layer >= 0; layer--) {
      const [inputs, outputs] = [sizes[layer], sizes[layer + 1]];
      const input = layer === 0 ? x : z[layer - 1];
      const [dw, db] = [gradients[2 * layer], gradients[2 * layer + 1]];
      biasGradient(dz[layer], db, rows, outputs);
      yield* inSlices(inputs, rows * outputs, (first, end) =>
        weightGradient(input, dz[layer], dw, rows, inputs, outputs, found, first, end),
      );
      if (layer === 0) return;
      const w = network.weights(layer);
      yield* inSlices(rows, inputs * outputs, (first, end) => {
        const dx = dz[layer - 1].subarray(first * inputs, end * inputs);
        inputGradient(dz[layer].subarray(first * outputs, end * outputs), w, dx, end - first, inputs, outputs);
        activationGradient(derived, input.subarray(first * inputs, end * inputs), dx, dx.length);
      });
    }
  }
}
