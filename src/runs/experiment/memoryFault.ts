import { totalmem } from 'node:os';
import type { BadInput } from '../../engine/badInput';
import type { Experiment } from './experiment';
import { networkFault } from './misfits';

/** What this process may use, in bytes. */
export function availableMemory(): number {
  const limit = process.constrainedMemory();
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem();
}

/** The fault of a network too large for this computer, if it is one. @param memory bytes there are. */
export const memoryFault = (
  experiment: Experiment,
  inputs: number,
  classes: number,
  memory = availableMemory(),
): BadInput | undefined => networkFault(experiment, inputs, classes, memory);
