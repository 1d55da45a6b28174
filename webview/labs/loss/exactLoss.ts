import { crossEntropyErrorFromLogits, logOf } from '../../../src/engine';
import type { Example } from './source';

/** What softmax would take to give `y`: the network's own scores, or log y, which it gives back. */
export const scoresOf = ({ y, scores }: Example): readonly number[] => scores ?? y.map((value) => Math.log(value));

/** −log softmax of the right answer, or Σ −t log softmax, from the scores: ∞ only where a typed y is exactly 0. */
export function exactLoss(scores: readonly number[], label: number, t?: readonly number[]): number {
  const target = t ? ({ form: 'oneHot', t } as const) : ({ form: 'label', label: [label] } as const);
  return crossEntropyErrorFromLogits(scores, target, { classes: scores.length });
}

/** The losses of a right answer whose score lies `behind` the largest of two: through softmax and δ, and exactly. */
export function behindBy(behind: number, delta: number): { book: number; exact: number } {
  const y = Math.exp(-behind) / (1 + Math.exp(-behind));
  return { book: -logOf(y, delta), exact: exactLoss([0, -behind], 1) };
}
