import { expect, test } from 'vitest';
import { checkExperiment } from '../../../src/runs/experiment/experiment';
import { mistakesOf } from '../../../webview/labs/check/mistakes';

const offered = (value: unknown) => mistakesOf(checkExperiment(value)).map(([mistake]) => mistake);

test.each<[unknown, boolean]>([
  [{}, true],
  [{ batch: { size: 1 } }, false],
  [{ loss: { reduction: 'sum' } }, false],
  [{ loss: { labelSmoothing: 0.1 } }, true],
])('forgetting 1/N is offered where there is one: %j', (value, isOffered) => {
  expect(offered(value).includes('missingMean')).toBe(isOffered);
});

test('a network without a hidden layer has no activation to get wrong', () => {
  expect(offered({})).toContain('otherActivation');
  expect(offered({ network: { hidden: [] } })).not.toContain('otherActivation');
});
