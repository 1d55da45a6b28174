import { expect, test } from 'vitest';
import { checkExperiment } from '../../../src/runs/experiment/experiment';
import { lossMeasure } from '../../../webview/labs/train/lossMeasure';

const keyOf = (loss: unknown) => lossMeasure(checkExperiment({ loss })).key;
const ten = (weight: (label: number) => number) => Array.from({ length: 10 }, (_, label) => weight(label));

test.each<[unknown]>([
  ['sumSquares'],
  [{ labelSmoothing: 0.1 }],
  [{ ignoreIndex: 8 }],
  [{ classWeights: ten((label) => label + 1) }],
  [{ classWeights: ten((label) => label + 1), convention: 'keras' }],
  [{ reduction: 'sum' }],
])('heights of %j are not those of the plain cross-entropy', (loss) => {
  expect(keyOf(loss)).not.toBe(keyOf('crossEntropy'));
});

test.each<[unknown]>([[{}], [{ from: 'logits' }], [{ labelSmoothing: 0 }], [{ classWeights: ten(() => 1) }]])(
  'heights of %j are',
  (loss) => {
    expect(keyOf(loss)).toBe(keyOf('crossEntropy'));
  },
);

test('two weightings are two measures', () => {
  const weights = { classWeights: ten((label) => label + 1) };
  expect(keyOf(weights)).not.toBe(keyOf({ ...weights, convention: 'keras' }));
  expect(keyOf({ labelSmoothing: 0.1 })).not.toBe(keyOf({ labelSmoothing: 0.2 }));
});
