import type { RandomState } from '../sampling/randomState';
import { activate, activationGradient, type Activation } from './activation';
import { forward, inputGradient, weightGradient } from './dense';
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

  weights(layer: number): Floats {
    return this.parameters[2 * layer].values;
  }

  biases(layer: number): Floats {
    return this.parameters[2 * layer + 1].values;
  }

  /** Draws W1, W2 … from `random` in the book's order; the biases are 0. */
  initialise(init: Init, random: RandomState): void {
    for (let layer = 0; layer < this.layers; layer++) {
      const weights = this.weights(layer);
      const scale = scaleOf(init, this.plan.sizes[layer]);
      weights.set(random.randn(weights.length).map((value) => scale * value));
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
    const { network, z } = this;
    const { sizes, activation } = network.plan;
    for (let layer = 0; layer < network.layers; layer++) {
      const inputs = layer === 0 ? x : z[layer - 1];
      forward(
        inputs,
        network.weights(layer),
        network.biases(layer),
        z[layer],
        rows,
        sizes[layer],
        sizes[layer + 1],
        this.found,
      );
      if (layer < network.layers - 1) activate(activation, z[layer], rows * sizes[layer + 1]);
    }
    return z[network.layers - 1];
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
    const { network, z, dz } = this;
    const { sizes } = network.plan;
    for (let layer = network.layers - 1; layer >= 0; layer--) {
      const inputs = layer === 0 ? x : z[layer - 1];
      weightGradient(
        inputs,
        dz[layer],
        gradients[2 * layer],
        gradients[2 * layer + 1],
        rows,
        sizes[layer],
        sizes[layer + 1],
        this.found,
      );
      if (layer === 0) return;
      inputGradient(dz[layer], network.weights(layer), dz[layer - 1], rows, sizes[layer], sizes[layer + 1]);
      activationGradient(derived, z[layer - 1], dz[layer - 1], rows * sizes[layer]);
    }
  }
}
