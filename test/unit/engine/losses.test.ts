import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  checkProbabilities,
  crossEntropyError,
  lossTerms,
  oneHot,
  pairwiseSum,
  sumSquaresError,
} from '../../../src/engine';
import { numpy, ulps } from './numpy';

const seed1 = [0.1, 0.05, 0.6, 0, 0.05, 0.1, 0, 0.1, 0, 0];
const seed2 = [0.1, 0.05, 0.1, 0, 0.05, 0.1, 0, 0.6, 0, 0];

describe('the notebook’s digits', () => {
  test.each([
    [seed1, 0.09750000000000003, 0.510825457099338],
    [seed2, 0.5975, 2.302584092994546],
  ])('%j', (y, squares, entropy) => {
    const terms = lossTerms(y, 2);
    expect(terms.sumSquares.total).toBe(squares);
    expect(terms.oneHot.total).toBe(entropy);
    expect(terms.label.total).toBe(entropy);
  });

  test('a left-to-right sum would not give them', () => {
    const squares = seed2.map((y, k) => (y - (k === 2 ? 1 : 0)) ** 2);
    expect(0.5 * squares.reduce((sum, square) => sum + square, 0)).toBe(0.5974999999999999);
    expect(0.5 * pairwiseSum(squares)).toBe(0.5975);
  });

  test('what δ does to a perfect prediction and to a zero probability', () => {
    expect(lossTerms([1, 0], 0).label.total).toBe(-9.999999505838704e-8);
    expect(lossTerms([1, 0], 1).label.total).toBe(16.11809565095832);
  });
});

describe.each(numpy.losses)('NumPy’s losses, seed $seed', ({ single, batch }) => {
  test.each(single)('$y.length classes', (figures) => {
    const { y, label } = figures;
    const terms = lossTerms(y, label);
    expect(ulps(terms.sumSquares.total, figures.sum_squares_error)).toBeLessThanOrEqual(2);
    expect(ulps(terms.oneHot.total, figures.cross_entropy_error_one_hot)).toBeLessThanOrEqual(2);
    expect(ulps(terms.label.total, figures.cross_entropy_error_label)).toBeLessThanOrEqual(2);
    expect(terms.oneHot.total).toBe(terms.label.total);
  });

  test('a batch, in both forms', () => {
    const y = batch.y.flat();
    const label = crossEntropyError(y, { form: 'label', label: batch.label }, { classes: 10 });
    const hot = crossEntropyError(y, { form: 'oneHot', t: oneHot(batch.label, 10) }, { classes: 10 });
    expect(ulps(label, batch.cross_entropy_error)).toBeLessThanOrEqual(2);
    expect(ulps(hot, batch.cross_entropy_error_one_hot)).toBeLessThanOrEqual(2);
  });
});

test('reductions: none gives a loss a sample, sum and mean follow from it', () => {
  const probabilities = fc
    .array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 1, maxLength: 40 })
    .map((row) => row.map((value) => value / row.reduce((sum, x) => sum + x)));
  fc.assert(
    fc.property(probabilities, fc.integer({ min: 1, max: 30 }), (row, rows) => {
      const classes = row.length;
      const y = Array.from({ length: rows }, () => row).flat();
      const target = { form: 'label', label: Array.from({ length: rows }, (_, n) => n % classes) } as const;
      for (const loss of [crossEntropyError, sumSquaresError]) {
        const each = loss(y, target, { classes, reduction: 'none' });
        const sum = loss(y, target, { classes, reduction: 'sum' });
        expect(each).toHaveLength(rows);
        expect(sum).toBeCloseTo(
          each.reduce((a, b) => a + b, 0),
          10,
        );
        expect(loss(y, target, { classes })).toBe(sum / rows);
      }
    }),
  );
});

test('every term is there to be shown, and only the right class has one in cross-entropy', () => {
  const { sumSquares, oneHot: hot, label } = lossTerms([0.25, 0.75], 1, 0);
  expect(sumSquares).toEqual({ terms: [0.03125, 0.03125], total: 0.0625 });
  expect(hot).toEqual({
    logs: [Math.log(0.25), Math.log(0.75)],
    terms: [0, -Math.log(0.75)],
    total: -Math.log(0.75),
  });
  expect(label).toEqual({ log: Math.log(0.75), total: -Math.log(0.75) });
});

test('the form of a target is never guessed from its size: C labels of C classes are labels when they say so', () => {
  const y = [0.7, 0.2, 0.1, 0.1, 0.8, 0.1, 0.2, 0.2, 0.6];
  const label = crossEntropyError(y, { form: 'label', label: [0, 1, 2] }, { classes: 3 });
  const hot = crossEntropyError(y, { form: 'oneHot', t: [1, 0, 0, 0, 1, 0, 0, 0, 1] }, { classes: 3 });
  expect(ulps(label, hot)).toBeLessThanOrEqual(2);
  expect(() => crossEntropyError(y, { form: 'oneHot', t: [0, 1, 2] }, { classes: 3 })).toThrow(
    /one-hot form.*expected 9/,
  );
});

test.each([
  [[0.5, 0.6], /y: expected probabilities that sum to 1, got a sum of 1\.1/],
  [[-0.1, 1.1], /y\[0\]: expected a probability from 0 to 1, got -0\.1/],
  [[0.5, NaN], /y\[1\].*NaN/],
  [[], /at least one/],
])('y = %j is refused', (y, sentence) => {
  expect(() => checkProbabilities(y)).toThrow(sentence);
});

test('a label outside the classes is refused', () => {
  expect(() => lossTerms(seed1, 10)).toThrow('label: expected a whole number from 0 to 9, got 10.');
});
