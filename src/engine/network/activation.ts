import type { Floats } from './floats';

export type Activation = 'relu' | 'sigmoid' | 'tanh';

/** Applies the activation in place to the first `count` elements. */
export function activate(kind: Activation, a: Floats, count: number): void {
  switch (kind) {
    case 'relu':
      // Not Math.max: a NaN stays one either way, and this is what the loop compiles to fastest.
      for (let i = 0; i < count; i++) if (a[i] < 0) a[i] = 0;
      return;
    case 'sigmoid':
      for (let i = 0; i < count; i++) a[i] = 1 / (1 + Math.exp(-a[i]));
      return;
    case 'tanh':
      for (let i = 0; i < count; i++) a[i] = Math.tanh(a[i]);
      return;
  }
}

/**
 * Multiplies dz in place by the derivative of the activation, written in terms of its output z:
 * ReLU 1 where z > 0 (0 at the kink), sigmoid (1 − z) z, tanh 1 − z².
 */
export function activationGradient(kind: Activation, z: Floats, dz: Floats, count: number): void {
  switch (kind) {
    case 'relu':
      for (let i = 0; i < count; i++) if (!(z[i] > 0)) dz[i] = 0;
      return;
    case 'sigmoid':
      for (let i = 0; i < count; i++) dz[i] *= (1 - z[i]) * z[i];
      return;
    case 'tanh':
      for (let i = 0; i < count; i++) dz[i] *= 1 - z[i] * z[i];
      return;
  }
}
