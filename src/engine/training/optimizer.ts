import { zeros, type Floats } from '../network/floats';
import type { Network } from '../network/network';

/** How parameters follow their gradient (Deep Learning from Scratch, 6.1). */
export type OptimizerPlan =
  | { kind: 'sgd'; learningRate: number }
  /** `momentum`: the share α of its speed that a parameter keeps. */
  | { kind: 'momentum'; learningRate: number; momentum: number }
  | { kind: 'adagrad'; learningRate: number }
  /** Kingma & Ba 2015: the decay of the means of the gradient and of its square. */
  | { kind: 'adam'; learningRate: number; beta1: number; beta2: number };

/** What the book adds to the root that a step is divided by. */
export const epsilon = 1e-7;

/** What an optimizer keeps between steps, each entry in the parameters' order and shapes: momentum v; AdaGrad h; Adam m, v. */
export type OptimizerState = readonly (readonly Floats[])[];

/** Copies of the parameters that an optimizer keeps. */
export const kept = { sgd: 0, momentum: 1, adagrad: 1, adam: 2 } as const;

export const emptyState = ({ kind }: OptimizerPlan, network: Network): OptimizerState =>
  Array.from({ length: kept[kind] }, () =>
    network.parameters.map(({ values }) => zeros(network.plan.dtype, values.length)),
  );

/** Adam's step size with both means corrected for having begun at 0: η √(1 − β₂ᵗ) / (1 − β₁ᵗ). @param t steps, this one included. */
export const adamRate = (learningRate: number, beta1: number, beta2: number, t: number): number =>
  (learningRate * Math.sqrt(1 - beta2 ** t)) / (1 - beta1 ** t);

/**
 * One update of every parameter, in place.
 * @param gradients in the parameters' order and shapes.
 * @param t steps taken, this one included.
 */
export function update(
  plan: OptimizerPlan,
  network: Network,
  gradients: readonly Floats[],
  state: OptimizerState,
  t: number,
): void {
  network.parameters.forEach(({ values }, i) => {
    updateOne(
      plan,
      values,
      gradients[i],
      state.map((slot) => slot[i]),
      t,
    );
  });
}

function updateOne(plan: OptimizerPlan, w: Floats, g: Floats, state: readonly Floats[], t: number): void {
  const { learningRate } = plan;
  switch (plan.kind) {
    case 'sgd':
      for (let k = 0; k < w.length; k++) w[k] -= learningRate * g[k];
      return;
    case 'momentum': {
      const [v] = state;
      for (let k = 0; k < w.length; k++) {
        v[k] = plan.momentum * v[k] - learningRate * g[k];
        w[k] += v[k];
      }
      return;
    }
    case 'adagrad': {
      const [h] = state;
      for (let k = 0; k < w.length; k++) {
        h[k] += g[k] * g[k];
        w[k] -= (learningRate * g[k]) / (Math.sqrt(h[k]) + epsilon);
      }
      return;
    }
    case 'adam': {
      const [m, v] = state;
      const rate = adamRate(learningRate, plan.beta1, plan.beta2, t);
      for (let k = 0; k < w.length; k++) {
        m[k] += (1 - plan.beta1) * (g[k] - m[k]);
        v[k] += (1 - plan.beta2) * (g[k] * g[k] - v[k]);
        w[k] -= (rate * m[k]) / (Math.sqrt(v[k]) + epsilon);
      }
    }
  }
}
