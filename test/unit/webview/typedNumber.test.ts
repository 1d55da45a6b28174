import { expect, test } from 'vitest';
import { typedNumber, typedWords } from '../../../webview/text/typedNumber';

test('is what stands there, and nothing that Number would take besides', () => {
  for (const [text, value] of [
    ['0.1', 0.1],
    [' -.5 ', -0.5],
    ['+3.', 3],
    ['1E-4', 1e-4],
    ['1e400', Infinity],
  ] as const)
    expect(typedNumber(text), text).toBe(value);
  for (const text of ['', ' ', '.', '1e', '0x10', '0b1', 'NaN', 'Infinity', '1_000', '1,5', '1 2', '１'])
    expect(typedNumber(text), text).toBeNaN();
});

test('a list is read with and without brackets', () => {
  for (const text of ['0.1, 0.2;0.3', '[0.1 0.2\n 0.3]', '(0.1,0.2,,0.3)'])
    expect(typedWords(text)).toEqual(['0.1', '0.2', '0.3']);
  expect(typedWords(' [] ')).toEqual([]);
});
