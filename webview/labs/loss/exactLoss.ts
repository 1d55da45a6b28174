import { logSoftmax } from '../../../src/engine';
import type { Example } from './source';

/** What softmax would take to give `y`: the network's own scores, or log y, which it gives back. */
export const scoresOf = ({ y, scores }: Example): readonly number[] => scores ?? y.map((value) => Math.log(value));

/** −log softmax of the right answer, or Σ −t log softmax, from the scores: ∞ only where a typed y is exactly 0. */
export function exactLoss(scores: readonly number[], label: number, t?: readonly number[]): number {
  const logs = logSoftmax(scores, 1, scores.length);
  // What t leaves out does not count, however small its y.
  return t ? t.reduce((sum, share, k) => (share === 0 ? sum : sum - share * logs[k]), 0) : 0 - logs[label];
}

/** The losses of a right answer whose score lies `behind` the largest of two: through softmax and δ, and exactly. */
export function behindBy(behind: number, delta: number): { book: number; exact: number } {
  const y = Math.exp(-behind) / (1 + Math.exp(-behind));
  return { book: -Math.log(y + delta), exact: exactLoss([0, -behind], 1) };
}
