import { badStep, isAbsurd, isLoud } from './diagnosis';
import type { Experiment } from '../experiment/experiment';

/** Why a loss stopped being finite, in the order in which it is asked for. */
export type Divergence = 'firstWeights' | 'classWeights' | 'largeStep' | 'learningRate';

/**
 * Looks at a run that diverged.
 * @param step the first whose loss is not finite, counted from 0.
 */
export function divergence(step: number, experiment: Experiment): Divergence {
  const { network, loss, gradient, recordLoss } = experiment;
  const isUntrained = step === 0 && recordLoss === 'before';
  if (isAbsurd(network) || (isUntrained && isLoud(network))) return 'firstWeights';
  if (isUntrained && typeof loss !== 'string' && loss.classWeights) return 'classWeights';
  return badStep(gradient) === 'largeStep' ? 'largeStep' : 'learningRate';
}
