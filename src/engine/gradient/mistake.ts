import type { Activation } from '../network/activation';
import type { Floats } from '../network/floats';

/**
 * What goes wrong in hand-written backpropagation: t − y for y − t; the mean over the batch forgotten, so that every
 * gradient is N times too large; the derivative of another activation than the forward pass has. And one of the check
 * itself: `float32` holds the two losses of each difference in float32, and leaves backpropagation as it is.
 */
export const mistakes = ['wrongSign', 'missingMean', 'otherActivation', 'float32'] as const;
export type Mistake = (typeof mistakes)[number];

/** Changes the derivative by the scores, (rows, classes), in place, as the mistake would have. */
export function spoilScores(mistake: Mistake | undefined, dScores: Floats, rows: number): void {
  const factor = mistake === 'wrongSign' ? -1 : mistake === 'missingMean' ? rows : 1;
  if (factor !== 1) for (let i = 0; i < dScores.length; i++) dScores[i] *= factor;
}

/** The activation whose derivative backpropagation takes: another one than the network's when that is the mistake. */
export function derivedActivation(mistake: Mistake | undefined, activation: Activation): Activation {
  if (mistake !== 'otherActivation') return activation;
  return activation === 'relu' ? 'sigmoid' : 'relu';
}
