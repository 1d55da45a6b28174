import type { LossPlan } from '../network/outputLoss';
import type { GradientPlan, TrainingPlan } from './plan';

/** Every option of a loss, also those that were left out. */
function wholeLoss(loss: LossPlan): object | string {
  if (loss === 'sumSquares') return loss;
  const { kind, from, labelSmoothing, ignoreIndex, classWeights, reduction, convention }: Exclude<LossPlan, string> =
    loss === 'crossEntropy' ? { kind: loss } : loss;
  return {
    kind,
    from: from ?? 'probabilities',
    labelSmoothing: labelSmoothing ?? 0,
    ignoreIndex: ignoreIndex ?? null,
    classWeights: classWeights ? Array.from(classWeights) : null,
    reduction: reduction ?? 'mean',
    convention: convention ?? 'pytorch',
  };
}

const wholeGradient = (gradient: GradientPlan = 'backprop'): object | string =>
  typeof gradient === 'string' && gradient !== 'backprop' ? { kind: gradient, h: 1e-4 } : gradient;

const sorted = (_: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;

/**
 * What of a plan decides which steps follow on a checkpoint, a text each by its key path: the same for the same run, however
 * its defaults are written. A run may be made longer, and looked at more often.
 */
export function checkpointPlan({
  network,
  loss,
  batch,
  optimizer,
  gradient,
  seed,
}: TrainingPlan): Record<string, string> {
  const parts = {
    'network.activation': network.activation,
    'network.init': network.init,
    loss: wholeLoss(loss),
    batch,
    optimizer,
    gradient: wholeGradient(gradient),
    seed,
  };
  return Object.fromEntries(Object.entries(parts).map(([key, value]) => [key, JSON.stringify(value, sorted)]));
}
