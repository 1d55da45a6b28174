import { describe, expect, test } from 'vitest';
import { lossTerms } from '../../../src/engine';
import { deltaSteps, deltaText, readDelta, stepOf } from '../../../webview/labs/loss/deltaReading';
import { confusionsOf } from '../../../webview/labs/loss/confusions';
import { agreementOf } from '../../../webview/labs/loss/agreement';
import { behindBy, exactLoss, scoresOf } from '../../../webview/labs/loss/exactLoss';
import { examples, formsOfT, readTyped } from '../../../webview/labs/loss/source';
import { isNoNumber } from '../../../webview/digits/noNumber';
import { ulpsBetween } from '../../../webview/labs/loss/ulps';

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

describe('δ', () => {
  test('without it one y of 0 makes the one-hot form NaN, as in NumPy, and leaves the label form alone', () => {
    const { oneHot, label } = lossTerms(examples.example1.y, 2, 0);
    expect(oneHot.terms.map((term) => Number.isNaN(term))).toEqual(examples.example1.y.map((y) => y === 0));
    expect(oneHot.total).toBeNaN();
    expect(label.total).toBe(-Math.log(0.6));
  });

  test.each(['0', '1', ' 1e-7 ', '1E-16', '.5', '1e-400'])('%j is read', (text) => {
    expect(readDelta(text)).toEqual({ delta: Number(text) });
  });

  test.each([
    ['', 'nothing'],
    ['-1e-7', '-1e-7'],
    ['1.5', '1.5'],
    ['1e400', '1e400'],
    ['NaN', 'NaN'],
    ['1e-7; rm', '1e-7; rm'],
  ])('%j: one sentence', (text, got) => {
    expect(readDelta(text)).toEqual({ fault: `δ: expected a number from 0 to 1, got ${got}.` });
  });

  test('every step of the slider is the step of its own text', () => {
    expect(deltaSteps.map(deltaText).map(Number)).toEqual(deltaSteps);
    expect(deltaSteps.map(stepOf)).toEqual(deltaSteps.map((_, i) => i));
    expect([stepOf(1), stepOf(3e-7), stepOf(1e-300)]).toEqual([0, 6, 16]);
  });
});

describe('log-softmax', () => {
  test('gives −log y from log y, and ∞ where y is exactly 0', () => {
    const scores = scoresOf(examples.example1);
    expect(exactLoss(scores, 2)).toBeCloseTo(-Math.log(0.6), 15);
    expect(exactLoss(scores, 3)).toBe(Infinity);
  });

  test('takes the scores that are there', () => {
    expect(scoresOf({ y: [1, 0], label: 1, scores: [0, -1000] })).toEqual([0, -1000]);
    expect(exactLoss([0, -1000], 1)).toBe(1000);
  });

  test('goes on where δ levels off', () => {
    expect(behindBy(40, 1e-7)).toEqual({ book: -Math.log(Math.exp(-40) + 1e-7), exact: 40 });
    expect(behindBy(1, 1e-7).book).toBeCloseTo(behindBy(1, 1e-7).exact, 6);
  });
});

test.each(['example1', 'example2'] as const)('%s: everything confused shows a wrong number', (name) => {
  const { y, label } = examples[name];
  const both = { y: [...examples.example1.y, ...examples.example2.y], label: [2, 2], classes: 10, delta: 1e-7 };
  const confusions = confusionsOf(
    { y, label: [label], classes: 10, delta: 1e-7 },
    { batch: both, words: 'both examples' },
  );
  for (const { title, got, right } of confusions) {
    expect([title, 'value' in got]).toEqual([title, true]);
    if ('value' in got && typeof right === 'number') expect(Math.abs(got.value - right)).toBeGreaterThan(0.01);
  }
  expect(confusions.map(({ instead }) => instead).filter(Boolean)).toEqual([
    'done to both examples, as one sample alone comes to no harm',
  ]);
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
    ['1e999 0 0 0 0 0 0 0 0 0', 'y[0]: expected a probability from 0 to 1, got 1e999.'],
  ])('%j: one sentence at its field', (text, fault) => {
    expect(readTyped({ y: text, label: '2' })).toEqual({ yFault: fault });
  });

  test.each([
    ['12', 't: expected a whole number from 0 to 9, got 12.'],
    ['1e400', 't: expected a label from 0 to 9, or ten numbers, got 1e400.'],
    ['-1', 't: expected a whole number from 0 to 9, got -1.'],
    ['2.5', 't: expected a whole number from 0 to 9, got 2.5.'],
    ['', 't: expected a label from 0 to 9, or ten numbers, got nothing.'],
    ['two', 't: expected a label from 0 to 9, or ten numbers, got two.'],
    ['1 0 0', 't: expected a label, or 10 numbers, one a digit, got 3 numbers.'],
    ['1 1 0 0 0 0 0 0 0 0', 't: expected probabilities that sum to 1, got a sum of 2.'],
    ['0 0 0 0 0 0 0 0 0 0', 't: expected probabilities that sum to 1, got a sum of 0.'],
    ['2 -1 0 0 0 0 0 0 0 0', 't[0]: expected a probability from 0 to 1, got 2.'],
    ['0 0 1 0 0 x 0 0 0 0', 't: expected a label from 0 to 9, or ten numbers, got x.'],
  ])('label %j: one sentence at its field', (label, fault) => {
    expect(readTyped({ y: y.join(' '), label })).toEqual({ labelFault: fault });
  });

  test('t is read as a label, one-hot or soft', () => {
    const of = (label: string) => readTyped({ y: y.join(' '), label }).example;
    expect(of('[0, 0, 1, 0, 0, 0, 0, 0, 0, 0]')).toEqual({ y, label: 2 });
    const soft = [0.01, 0.01, 0.91, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01];
    expect(of(soft.join(', '))).toEqual({ y, label: 2, t: soft });
    expect(formsOfT.map(([, textOf]) => of(textOf(2)))).toEqual([
      { y, label: 2 },
      { y, label: 2 },
      { y, label: 2, t: soft },
    ]);
    // NumPy: -np.sum(t * np.log(y + 1e-7))
    expect(lossTerms(y, 2, 1e-7, soft).oneHot.total).toBeCloseTo(
      -soft.reduce((sum, share, k) => sum + share * Math.log(y[k] + 1e-7), 0),
      14,
    );
    expect(exactLoss([0, 1, 2], 2, [0, 0.5, 0.5])).toBeCloseTo(
      0.5 * exactLoss([0, 1, 2], 1) + 0.5 * exactLoss([0, 1, 2], 2),
    );
    expect(exactLoss([-Infinity, 0], 1, [0, 1])).toBe(0);
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

describe('how far the forms agree', () => {
  const of = (hot: number, picked: number) => agreementOf(hot, picked, (ulps) => `${ulps} apart`);

  test('is a matter of bits', () => {
    expect(of(0.5, 0.5)).toEqual({ same: true, words: 'equal to the last bit' });
    expect(of(1, 1 + 2 ** -52)).toEqual({ same: false, words: '1 apart' });
  });

  test('no number is equal to nothing', () => {
    expect(of(NaN, NaN)).toEqual({ same: null, words: expect.stringMatching(/^Neither form/) as string });
    expect(of(NaN, 0.5)).toEqual({ same: false, words: expect.stringMatching(/^0 · log 0/) as string });
  });
});

test('the output of a diverged network is told from one that is only unsure', () => {
  expect(isNoNumber([0.1, 0.9])).toBe(false);
  expect(isNoNumber(Array<number>(10).fill(NaN))).toBe(true);
});
