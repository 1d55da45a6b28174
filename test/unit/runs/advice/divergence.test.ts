import { expect, test } from 'vitest';
import { divergence } from '../../../../src/runs/advice/divergence';
import { checkExperiment } from '../../../../src/runs/experiment/experiment';

const huge = { network: { init: { kind: 'normal', std: 1e20 } } };

test.each([
  [0, huge, 'firstWeights'],
  // After an update, too, no learning rate would have helped.
  [0, { ...huge, recordLoss: 'after' }, 'firstWeights'],
  [1, huge, 'firstWeights'],
  [0, { loss: { classWeights: new Array(10).fill(1e308) } }, 'classWeights'],
  [1, { gradient: { kind: 'centralDifference', h: 1e300 } }, 'largeStep'],
  [1, { gradient: 'centralDifference', optimizer: { learningRate: 1e30 } }, 'learningRate'],
  [0, { recordLoss: 'after', optimizer: { learningRate: 1e30 } }, 'learningRate'],
  [40, { network: { init: { kind: 'normal', std: 1 } }, optimizer: { learningRate: 1e4 } }, 'learningRate'],
])('at step %s of %j: %s', (step, experiment, cause) => {
  expect(divergence(step, checkExperiment(experiment))).toBe(cause);
});
