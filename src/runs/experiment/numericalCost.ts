import { numericalCost, numericalOptions, type NumericalCost } from '../../engine';
import type { Experiment } from './experiment';

/**
 * What a step of `experiment` costs that takes its gradient numerically; undefined for backpropagation.
 * @param inputs, classes of its data.
 */
export function stepCost(experiment: Experiment, inputs: number, classes: number): NumericalCost | undefined {
  const options = numericalOptions(experiment.gradient);
  if (!options) return undefined;
  const { hidden, activation } = experiment.network;
  return numericalCost([inputs, ...hidden, classes], activation, experiment.batch.size, options.method);
}
