import { BadInput } from '../../engine/badInput';
import { batchFault, type Experiment } from './experiment';
import { availableMemory, memoryFault } from './memoryFault';

/** What an experiment has to fit, besides the memory: the training samples. */
export interface DataShape {
  count: number;
  inputs: number;
  classes: number;
}

function weightsFault({ loss }: Experiment, classes: number): BadInput | undefined {
  const weights = typeof loss === 'string' ? undefined : loss.classWeights;
  if (!weights || weights.length === classes) return undefined;
  return new BadInput('loss.classWeights', '{0}: expected {1} weights, one a class, got {2}.', [
    'loss.classWeights',
    classes,
    weights.length,
  ]);
}

/** What is wrong with a whole experiment on these data, on a computer with so much memory, as no schema can say it. */
export const dataFault = (
  experiment: Experiment,
  { count, inputs, classes }: DataShape,
  memory = availableMemory(),
): BadInput | undefined =>
  batchFault(experiment, count) ??
  weightsFault(experiment, classes) ??
  memoryFault(experiment, inputs, classes, memory);

/** What is allowed and does nothing, so that it is probably a slip. */
export function slip({ loss }: Experiment, { classes }: DataShape): BadInput | undefined {
  const ignored = typeof loss === 'string' ? undefined : loss.ignoreIndex;
  if (ignored === undefined || ignored < classes) return undefined;
  return new BadInput('loss.ignoreIndex', '{0}: no sample has the label {1}: they go from 0 to {2}.', [
    'loss.ignoreIndex',
    ignored,
    classes - 1,
  ]);
}
