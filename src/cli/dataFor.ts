import { join } from 'node:path';
import { loadMnist } from '../data/mnist';
import { dataFault, slip } from '../runs/experiment/dataFault';
import type { Experiment } from '../runs/experiment/experiment';
import { atFault } from './settings';

/** Where an experiment came from, so that a fault is said to be that one's. */
export interface Source {
  file: string | undefined;
  settings: readonly string[];
}

/**
 * The data of an experiment; what is allowed but does nothing is said on stderr.
 * @throws BadInput when it does not fit them or the memory.
 */
export async function dataFor(experiment: Experiment, { file, settings }: Source) {
  const data = await loadMnist(join(__dirname, '..', 'media', 'mnist'));
  const fault = dataFault(experiment, data.train);
  if (fault) throw atFault(fault, file, settings);
  const slipped = slip(experiment, data.train);
  if (slipped) process.stderr.write(`${atFault(slipped, file, settings).message}\n`);
  return data;
}
