import { expect, test } from 'vitest';
import { printedArray } from '../../../webview/labs/samples/printed';
import { readNumbers } from '../../../webview/labs/samples/sampleNumbers';
import { mnist } from '../engine/mnist';

test.each<[string, number[]]>([
  ['', []],
  ['0', [0]],
  ['69,999', [69_999]],
  ['１２', [12]],
  [
    '[43576 30087 19866 15358  6927 37703  1734   632  7521 25135]',
    [43576, 30087, 19866, 15358, 6927, 37703, 1734, 632, 7521, 25135],
  ],
  ['array([2, 7,\n       0])', [2, 7, 0]],
])('reads the numbers in %j', (text, ids) => {
  expect(readNumbers(text)).toEqual({ ids });
});

test.each([
  ['70000', 'Expected a whole number from 0 to 69,999, got 70000.'],
  ['5 -1', 'Expected a whole number from 0 to 69,999, got -1.'],
  ['1.5', 'Expected a whole number from 0 to 69,999, got 1.5.'],
  ['seven', 'Expected a whole number from 0 to 69,999, got seven.'],
  [Array.from({ length: 1001 }, (_, i) => i).join(' '), 'Expected at most 1,000 numbers, got 1,001.'],
])('refuses %.20s in a sentence', (text, fault) => {
  expect(readNumbers(text)).toEqual({ ids: [], fault });
});

// NumPy 1.24: t = np.zeros((n, 10)); t[np.arange(n), [5, 0, 9][:n]] = 1; print(t)
test('prints an array as NumPy does, a long one from its ends', () => {
  const oneHot = (n: number, k: number) => Number([5, 0, 9][n % 3] === k);
  expect(printedArray([2, 10], oneHot)).toBe('[[0. 0. 0. 0. 0. 1. 0. 0. 0. 0.]\n [1. 0. 0. 0. 0. 0. 0. 0. 0. 0.]]');
  const zeros = '[0. 0. 0. ... 0. 0. 0.]';
  expect(printedArray([2, 784], () => 0)).toBe(`[${zeros}\n ${zeros}]`);
  expect(printedArray([150, 10], oneHot)).toBe(
    `[${zeros}\n [1. 0. 0. ... 0. 0. 0.]\n [0. 0. 0. ... 0. 0. 1.]\n ...\n ${zeros}\n [1. 0. 0. ... 0. 0. 0.]\n [0. 0. 0. ... 0. 0. 1.]]`,
  );
});

test('the three first and last pixels of every training picture are paper, as the printed array has it', () => {
  const { train } = mnist();
  for (let n = 0; n < train.count; n++)
    for (const k of [0, 1, 2, 781, 782, 783]) if (train.pixels[n * 784 + k] !== 0) throw new Error(`picture ${n}`);
});
