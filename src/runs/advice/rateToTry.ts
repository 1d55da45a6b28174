import { checkExperiment, type Experiment } from '../experiment/experiment';

/** `rate` times `factor` without the rounding's digits: 0.01, not 0.010000000000000002. */
const scaled = (rate: number, factor: number) => Number((rate * factor).toPrecision(6));

/**
 * A learning rate to try where one is too high or too low: the optimizer's usual one, or a power of ten further where that
 * is behind already.
 */
export function rateToTry({ kind, learningRate }: Experiment['optimizer'], isTooHigh: boolean): number {
  const usual = checkExperiment({ optimizer: { kind } }).optimizer.learningRate;
  if (isTooHigh) return learningRate > usual ? usual : scaled(learningRate, 0.1);
  return learningRate < usual ? usual : scaled(learningRate, 10);
}
