import { describe, expect, test } from 'vitest';
import { lossTerms } from '../../../src/engine';
import { examples, readTyped } from '../../../webview/loss/source';
import { ulpsBetween } from '../../../webview/loss/ulps';

describe('the notebook’s examples', () => {
  test.each([
    ['example1', 0.09750000000000003, 0.510825457099338],
    ['example2', 0.5975, 2.302584092994546],
  ] as const)('%s has its digits', (name, squares, entropy) => {
    const { y, label } = examples[name];
    const { sumSquares, oneHot, label: labelForm } = lossTerms(y, label);
    expect(sumSquares.total).toBe(squares);
    expect(oneHot.total).toBe(entropy);
    expect(labelForm.total).toBe(entropy);
  });
});

describe('a typed y', () => {
  const y = examples.example1.y;

  test.each([
    ['commas', y.join(',')],
    ['commas and spaces', y.join(', ')],
    ['lines', y.join('\n')],
    ['a NumPy array', `[${y.join(', ')}]`],
    ['semicolons', `  ${y.join(' ; ')}  `],
    ['exponents', '1e-1 5E-2 .6 0. 0.05 +0.1 0 1.0e-1 0 0'],
  ])('is read from %s', (_, text) => {
    expect(readTyped({ y: text, label: ' 2 ' })).toEqual({ example: { y, label: 2 } });
  });

  test.each([
    ['0.5 0.6 0 0 0 0 0 0 0 0', 'y: expected probabilities that sum to 1, got a sum of 1.1.'],
    ['1 0 0 0 0 0 0 0 0', 'y: expected 10 probabilities, one a digit, got 9.'],
    ['', 'y: expected 10 probabilities, one a digit, got 0.'],
    ['1.1 -0.1 0 0 0 0 0 0 0 0', 'y[0]: expected a probability from 0 to 1, got 1.1.'],
    ['1 -0.1 0.1 0 0 0 0 0 0 0', 'y[1]: expected a probability from 0 to 1, got -0.1.'],
    ['1 0 0 0 alert(1) 0 0 0 0 0', 'y: expected a number, got alert.'],
    ['1 0 0 0 NaN 0 0 0 0 0', 'y: expected a number, got NaN.'],
    ['1e999 0 0 0 0 0 0 0 0 0', 'y[0]: expected a probability from 0 to 1, got Infinity.'],
  ])('%j: one sentence at its field', (text, fault) => {
    expect(readTyped({ y: text, label: '2' })).toEqual({ yFault: fault });
  });

  test.each([
    ['12', 't: expected a whole number from 0 to 9, got 12.'],
    ['-1', 't: expected a whole number from 0 to 9, got -1.'],
    ['2.5', 't: expected a whole number from 0 to 9, got 2.5.'],
    ['', 't: expected a whole number from 0 to 9, got nothing.'],
    ['two', 't: expected a whole number from 0 to 9, got two.'],
  ])('label %j: one sentence at its field', (label, fault) => {
    expect(readTyped({ y: y.join(' '), label })).toEqual({ labelFault: fault });
  });

  test('both faults are said', () => {
    expect(Object.keys(readTyped({ y: 'x', label: 'x' })).sort()).toEqual(['labelFault', 'yFault']);
  });
});

test('doubles apart in the last place are counted', () => {
  expect(ulpsBetween(0.1 + 0.2, 0.3)).toBe(1);
  expect(ulpsBetween(1, 1 + 4 * Number.EPSILON)).toBe(4);
  expect(ulpsBetween(0.5, 0.5)).toBe(0);
  expect(ulpsBetween(0, -0)).toBe(0);
  expect(ulpsBetween(Number.MIN_VALUE, -Number.MIN_VALUE)).toBe(2);
});
