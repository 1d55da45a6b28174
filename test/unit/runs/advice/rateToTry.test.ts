import { expect, test } from 'vitest';
import { checkExperiment } from '../../../../src/runs/experiment/experiment';
import { rateToTry } from '../../../../src/runs/advice/rateToTry';

test.each([
  ['sgd', 1e6, true, 0.1],
  ['sgd', 0.1, true, 0.01],
  ['sgd', 1e-10, false, 0.1],
  ['sgd', 0.1, false, 1],
  ['adam', 0.1, true, 0.001],
] as const)('%s at %s, too high: %s', (kind, learningRate, isTooHigh, wanted) => {
  const { optimizer } = checkExperiment({ optimizer: { kind, learningRate } });
  expect(rateToTry(optimizer, isTooHigh)).toBe(wanted);
});
