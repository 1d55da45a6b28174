import { crossEntropyError } from '../loss/crossEntropyError';
import { sumSquaresError } from '../loss/sumSquaresError';
import type { Floats } from './floats';

export type LossName = 'crossEntropy' | 'sumSquares';

/** The mean loss of a batch. @param y (rows, classes) probabilities. @param label (rows,) */
export function batchLoss(loss: LossName, y: Floats, label: Uint8Array, classes: number): number {
  const target = { form: 'label', label } as const;
  return loss === 'crossEntropy' ? crossEntropyError(y, target, { classes }) : sumSquaresError(y, target, { classes });
}

/**
 * The derivative of the mean loss by the scores that softmax took, (rows, classes).
 * Cross-entropy: (y − t)/N (appendix A). Sum of squares: g = (y − t)/N back through softmax, y (g − Σ g y).
 */
export function scoresGradient(loss: LossName, y: Floats, label: Uint8Array, classes: number, dScores: Floats): void {
  const rows = label.length;
  for (let n = 0; n < rows; n++) {
    const start = n * classes;
    for (let k = 0; k < classes; k++) dScores[start + k] = (y[start + k] - (k === label[n] ? 1 : 0)) / rows;
    if (loss === 'crossEntropy') continue;
    let weighted = 0;
    for (let k = start; k < start + classes; k++) weighted += dScores[k] * y[k];
    for (let k = start; k < start + classes; k++) dScores[k] = y[k] * (dScores[k] - weighted);
  }
}
