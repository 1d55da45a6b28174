import { expect, test } from 'vitest';
import { compareGradients } from '../../../src/engine';
import { defaultExperiment, type Experiment } from '../../../src/runs/experiment/experiment';
import type { Checked } from '../../../webview/labs/check/checking';
import { time } from '../../../webview/text/format';
import { isDeltaLeft, stepSentence, untoldSentence, verdictOf, withDelta } from '../../../webview/labs/check/verdict';
import { numbered, picturesOf, rowsOf, sidesOf, unitsOf } from '../../../webview/labs/check/pictures';

const tolerance = { atol: 1e-5, rtol: 1e-3 };
const layer = (name: string, shape: readonly number[], numerical: Float64Array) =>
  compareGradients(
    name,
    shape,
    numerical,
    numerical.map((value) => value + 2e-8),
    new Uint8Array(numerical.length),
    tolerance,
  );

test('W1 is shown as the digits of the units with the longest gradients', () => {
  const w1 = Float64Array.from(
    { length: 784 * 8 },
    (_, i) => ((i % 8) + 1) * 0.01 * (Math.floor(i / 8) === 29 ? 1 : 0),
  );
  const checked = layer('W1', [784, 8], w1);
  expect(unitsOf(checked)).toEqual([7, 6, 5, 4, 3, 2, 1, 0]);
  const pictures = picturesOf(checked, [7, 2]);
  expect(pictures.map(({ title }) => title)).toEqual(['7', '2']);
  const [{ width, height, numerical }] = pictures;
  expect([width, height, numerical.length, numerical[29]]).toEqual([28, 28, 784, 0.08]);
});

test('other parameters lie with their units along the page', () => {
  const [picture] = picturesOf(layer('W2', [3, 2], Float64Array.of(1, 2, 3, 4, 5, 6)), []);
  expect([picture.width, picture.height, [...picture.numerical]]).toEqual([3, 2, [1, 3, 5, 2, 4, 6]]);
  const [bias] = picturesOf(layer('b1', [3], Float64Array.of(1, 2, 3)), []);
  expect([bias.width, bias.height]).toEqual([3, 1]);
});

test('rows and columns of a parameter are named and numbered', () => {
  expect(sidesOf('W2', 2)).toEqual({ across: 'hidden', down: 'digit' });
  expect(sidesOf('W2', 3)).toEqual({ across: 'hidden', down: 'hidden' });
  expect([sidesOf('b1', 2).across, sidesOf('b2', 2)]).toEqual(['hidden', { across: 'digit', down: null }]);
  expect(numbered(10)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(numbered(50)).toEqual([0, 10, 20, 30, 40]);
});

test('each row of pictures has a scale of its own: one that is N times too large looks right, and its number does not', () => {
  const numerical = Float64Array.of(0.5, -1);
  const [picture] = picturesOf(layer('b1', [2], numerical), []);
  const rows = rowsOf([{ ...picture, backprop: numerical.map((value) => value * 100) }]);
  expect([rows.numerical.full, rows.backprop.full, rows.difference.full]).toEqual([1, 100, 99]);
  const drawn = ({ values, full }: (typeof rows)['backprop']) => [...values[0]].map((value) => value / full);
  expect(drawn(rows.backprop)).toEqual(drawn(rows.numerical));
  expect(rowsOf([{ ...picture, backprop: numerical }]).difference.full).toBe(0);
});

/** A check of one parameter whose gradients are `apart`, and `left` with δ in both. */
function checkedWith(
  apart: number,
  left: number,
  change: Partial<Checked['result']> = {},
  of: Partial<Experiment> = {},
) {
  const [n, none] = [Float64Array.of(0.5), new Uint8Array(1)];
  const layers = [
    compareGradients(
      'W1',
      [1],
      n,
      Float64Array.of(0.5 + apart),
      none,
      tolerance,
      n.map((x) => x + left),
    ),
  ];
  const seconds = { backprop: 0, numerical: 0, pass: 0 };
  const result = { loss: 2, layers, seconds, passes: 2, agreesAt: null, ...change };
  return { experiment: { ...defaultExperiment, ...of }, mistake: null, result };
}
const central = (h: number) => ({ gradient: { kind: 'centralDifference', h } as const });

test('a verdict is about backpropagation only when neither δ nor the step explains the difference', () => {
  expect(verdictOf(checkedWith(1e-8, 0))).toBe('right');
  const byDelta = checkedWith(0.2, 1e-8);
  expect([verdictOf(byDelta), withDelta(byDelta), withDelta(checkedWith(1e-8, 0))]).toEqual([
    'right',
    expect.closeTo(1e-8, 12),
    null,
  ]);
  expect(verdictOf(checkedWith(0.2, 0.2))).toBe('wrong');
  expect(stepSentence(checkedWith(0.2, 0.2))).toBeNull();
  expect(stepSentence(checkedWith(0.2, 0.2, { agreesAt: 1e-4 }, central(1e-12)))).toMatch(/^With h = 1e-12 rounding/);
  expect(stepSentence(checkedWith(0.2, 0.2, { agreesAt: 1e-4 }, central(1)))).toMatch(/^With h = 1 truncation/);
  expect(stepSentence(checkedWith(0.2, 0.2, { agreesAt: 1e-4 }, { gradient: 'forwardDifference' }))).toMatch(
    /^With h = 1e-4 truncation/,
  );
});

test('a check says nothing of a parameter whose every element is left out, and is not right for that', () => {
  const right = checkedWith(1e-8, 0);
  const [left, n] = [new Uint8Array(2).fill(1), Float64Array.of(0.5, 0.1)];
  const b1 = compareGradients('b1', [2], n, n, left, tolerance);
  const { result } = right;
  const some = { ...right, result: { ...result, layers: [...result.layers, b1] } };
  expect([verdictOf(some), untoldSentence(right)]).toEqual(['untold', null]);
  expect(untoldSentence(some)).toMatch(/^b1: the step crosses ReLU’s kink wherever an input is not 0/);
  const wrong = { ...some, result: { ...result, layers: [...checkedWith(0.2, 0.2).result.layers, b1] } };
  expect([verdictOf(wrong), untoldSentence(wrong)]).toEqual(['wrong', untoldSentence(some)]);
});

test('δ is said to be what is left only where it is', () => {
  const said = (checked: Checked) => isDeltaLeft(checked, checked.result.layers[0]);
  expect(said(checkedWith(1e-8, 1e-10))).toBe(true);
  expect(said(checkedWith(1e-8, 9e-9))).toBe(false);
  expect(said(checkedWith(1e-8, 1e-10, {}, { gradient: 'forwardDifference' }))).toBe(false);
  expect(said(checkedWith(1e-8, 1e-10, {}, central(1e-9)))).toBe(false);
  expect(said({ ...checkedWith(1e-8, 1e-10), mistake: 'missingMean' })).toBe(false);
});

test.each([
  [3e-7, '0.30\u00a0µs'],
  [4.5e-4, '450\u00a0µs'],
  [0.0013, '1.3\u00a0ms'],
  [0.15, '150\u00a0ms'],
  [2.314, '2.31 s'],
  [42.4, '42 s'],
  [59.7, '1 min 0 s'],
  [103, '1 min 40 s'],
  [3599, '1 h 0 min'],
  [7790, '2 h 10 min'],
])('%d seconds have a unit and no more digits than an estimate', (seconds, words) => {
  expect(time(seconds)).toBe(words);
});
