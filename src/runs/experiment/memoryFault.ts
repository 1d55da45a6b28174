import { totalmem } from 'node:os';
import { BadInput } from '../../engine/badInput';
import type { Experiment } from './experiment';
import { gigabytes, memoryShare, networkBytes } from './networkBytes';

/** What this process may use, in bytes. */
export function availableMemory(): number {
  const limit = process.constrainedMemory();
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem();
}

/**
 * The fault of a network too large for this computer, if it is one: the system ends a process that fills its memory,
 * and the editor with it, without asking.
 * @param memory bytes there are.
 */
export function memoryFault(
  experiment: Experiment,
  inputs: number,
  classes: number,
  memory = availableMemory(),
): BadInput | undefined {
  const bytes = networkBytes(experiment, inputs, classes);
  if (bytes <= memory * memoryShare) return undefined;
  return new BadInput(
    'network.hidden',
    '{0}: this network needs {1} GB, expected at most half of the {2} GB of memory.',
    ['network.hidden', gigabytes(bytes), gigabytes(memory)],
  );
}
