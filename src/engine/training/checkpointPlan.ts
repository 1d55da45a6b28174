import { simplest, type LossPlan } from '../loss/loss';
import type { GradientPlan, TrainingPlan } from './plan';

/** A loss as short as it can be said, and every option of one that cannot. */
function wholeLoss(loss: LossPlan): object | string {
  const plan = simplest(loss);
  if (typeof plan === 'string') return plan;
  const { labelSmoothing = 0, ignoreIndex = null, classWeights, from = 'probabilities' } = plan;
  const { kind, reduction = 'mean', convention = 'pytorch' } = plan;
  const weights = classWeights ? Array.from(classWeights) : null;
  return { kind, from, labelSmoothing, ignoreIndex, classWeights: weights, reduction, convention };
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
