import { numericalCost } from '../../../src/engine';
import { classes, inputs, trainingSamples } from '../../../src/data/mnistShape';
import type { FirstNetwork } from '../../../src/shared/pageProtocol';
import type { Plan } from './fields';

/**
 * Seconds on a computer of 2026, measured, and good to a factor of 2: of a sample's loss by itself and for each parameter;
 * of a draw, and for each sample in it; and of the permutation of all samples that a draw without replacement begins with,
 * the same one for every size.
 */
const [sample, parameter, draw, drawnSample, permutation] = [3e-6, 3.3e-10, 1e-6, 3e-8, 1.3e-3];

export interface DrawCost {
  parameters: number;
  seconds: number;
}

/** What the loss of all samples under a network, and then the draws of `plan`, will take, about. */
export function costOf({ series, draws }: Plan, { hidden, activation }: FirstNetwork['network']): DrawCost {
  const { parameters } = numericalCost([inputs, ...hidden, classes], activation, 1);
  const all = trainingSamples * (sample + parameter * parameters);
  const batches = series.reduce((sum, { size }) => sum + draw + size * drawnSample, 0);
  const permuted = series.every(({ replace }) => replace) ? 0 : permutation;
  return { parameters, seconds: all + draws * (batches + permuted) };
}
