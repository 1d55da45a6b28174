import { expect, test } from 'vitest';
import { readFields } from '../../../webview/labs/batch/fields';
import { progressOf } from '../../../webview/labs/batch/progress';

const { plan } = readFields({ seed: '0', sizes: '10, 60000', draws: '2000', replacement: 'with' });

test('draws are counted, and the time left is that of the work left: a large batch is most of it', () => {
  const { draws, of, share, secondsLeft } = progressOf(plan!, [2000, 100], 10);
  expect([draws, of]).toEqual([2100, 4000]);
  expect(share).toBeCloseTo(0.05, 2);
  expect(secondsLeft).toBeCloseTo(190, -1);
});

test('before there is a pace, no time is said', () => {
  expect(progressOf(plan!, [2000, 0], 10).secondsLeft).toBeNull();
  expect(progressOf(plan!, [2000, 100], 0.1).secondsLeft).toBeNull();
  expect(progressOf(plan!, [2000, 2000], 100).secondsLeft).toBe(0);
});
