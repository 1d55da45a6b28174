import { expect, test } from 'vitest';
import { checkExperiment, defaultExperiment } from '../../../src/runs/experiment/experiment';
import { offer } from '../../../webview/live/offer';

test('only the book’s network is called the book’s, and what else differs is said', () => {
  expect(offer(defaultExperiment)).toEqual({ button: 'Train the book’s network' });
  expect(offer(checkExperiment({ steps: 100 }))).toEqual({
    button: 'Train the book’s network',
    detail: 'relu · lr 0.1 · 100 steps',
  });
  expect(offer(checkExperiment({ network: { hidden: [100, 20] } }))).toEqual({
    button: 'Train',
    detail: 'relu · lr 0.1 · 100→20 hidden',
  });
});
