import type { Experiment } from '../../../src/runs/experiment/experiment';

/**
 * What the heights of a loss curve measure.
 * @returns `kind`: the loss's; `key`: the same for experiments whose losses can be compared. Where a cross-entropy is taken
 * from, the probabilities or the scores, makes no other measure of it.
 */
export function lossMeasure({ loss }: Experiment): { kind: 'crossEntropy' | 'sumSquares'; key: string } {
  if (typeof loss === 'string') return { kind: loss, key: loss };
  const { kind, labelSmoothing = 0, ignoreIndex = null, classWeights, reduction, convention } = loss;
  const weighed = classWeights?.some((weight) => weight !== 1) ? [convention, classWeights] : null;
  const isPlain = labelSmoothing === 0 && ignoreIndex === null && weighed === null && reduction === 'mean';
  return { kind, key: isPlain ? kind : JSON.stringify([labelSmoothing, ignoreIndex, weighed, reduction]) };
}
