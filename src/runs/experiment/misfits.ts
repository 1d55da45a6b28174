import { BadInput, phrase } from '../../engine/badInput';
import { batchFault, type Experiment } from './experiment';
import { gigabytes, memoryShare, networkBytes } from './networkBytes';

/** What an experiment has to fit, besides the memory: the training samples. */
export interface DataShape {
  count: number;
  inputs: number;
  classes: number;
}

function weightsFault({ loss }: Experiment, classes: number): BadInput | undefined {
  const weights = typeof loss === 'string' ? undefined : loss.classWeights;
  if (!weights || weights.length === classes) return undefined;
  return new BadInput('loss.classWeights', '{0}: expected {1}, got {2}.', [
    'loss.classWeights',
    phrase('{0} weights, one a class', classes),
    weights.length,
  ]);
}

/**
 * The fault of a network too large for a computer, if it is one: the system ends a process that fills its memory, and the
 * editor with it, without asking.
 * @param memory bytes there are.
 */
export function networkFault(
  experiment: Experiment,
  inputs: number,
  classes: number,
  memory: number,
): BadInput | undefined {
  const bytes = networkBytes(experiment, inputs, classes);
  if (bytes <= memory * memoryShare) return undefined;
  return new BadInput(
    'network.hidden',
    '{0}: this network needs {1} GB, expected at most half of the {2} GB of memory.',
    ['network.hidden', gigabytes(bytes), gigabytes(memory)],
  );
}

/** All that is wrong with a whole experiment on these data and so much memory, as no schema can say it. */
export const misfits = (experiment: Experiment, { count, inputs, classes }: DataShape, memory: number): BadInput[] =>
  [
    batchFault(experiment, count),
    weightsFault(experiment, classes),
    networkFault(experiment, inputs, classes, memory),
  ].filter((fault) => fault !== undefined);
