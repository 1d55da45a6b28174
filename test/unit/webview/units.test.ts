import { expect, test } from 'vitest';
import { bytesText, logShare } from '../../../webview/labs/loss/units';

test.each([
  [400, '400 B'],
  [4000, '4.0 kB'],
  [400_000, '400 kB'],
  [40_000_000, '40 MB'],
])('%d bytes', (bytes, text) => {
  expect(bytesText(bytes)).toBe(text);
});

test('a log axis', () => {
  expect(logShare(10, 1, 100)).toBeCloseTo(0.5);
  expect([logShare(0.1, 1, 100), logShare(1e9, 1, 100)]).toEqual([0, 1]);
});
