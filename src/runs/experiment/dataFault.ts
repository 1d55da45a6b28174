import { BadInput } from '../../engine/badInput';
import type { Experiment } from './experiment';
import { availableMemory } from './memoryFault';
import { misfits, type DataShape } from './misfits';

/** What is wrong first with a whole experiment on these data, on a computer with so much memory, as no schema can say it. */
export const dataFault = (experiment: Experiment, data: DataShape, memory = availableMemory()): BadInput | undefined =>
  misfits(experiment, data, memory).at(0);

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
