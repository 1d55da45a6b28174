import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  columnInLabelForm,
  columnInSquares,
  crossEntropyByGuess,
  crossEntropyError,
  labelInOneHotForm,
  oneHot,
  oneHotInLabelForm,
  smoothed,
  softmaxTwice,
  softmaxTwiceFloor,
  type Outcome,
} from '../../../src/engine';
import { expectNear } from './torchLosses';

const confusions = {
  labelInOneHotForm,
  oneHotInLabelForm,
  columnInLabelForm,
  columnInSquares,
  softmaxTwice,
};

type Figures = Record<keyof typeof confusions | 'guessedSmooth' | 'guessedLabels' | 'guessedManyLabels', Outcome> & {
  y: number[];
  label: number[];
  delta: number;
  right: { crossEntropy: number; smoothed: number };
};

/** What NumPy 1.24 and PyTorch 1.13 made of them: test/fixtures/make_confusion_fixtures.py. */
const cases = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../fixtures/confusions.json'), 'utf8'),
) as Figures[];

function expectOutcome(got: Outcome, expected: Outcome): void {
  if ('raises' in expected || 'raises' in got) expect(got).toEqual(expected);
  else expectNear(got.value, expected.value);
}

describe.each(cases.map((figures) => ({ rows: figures.label.length, figures })))('a batch of $rows', ({ figures }) => {
  const { y, label, delta, right } = figures;
  const classes = y.length / label.length;

  test.each(Object.keys(confusions) as (keyof typeof confusions)[])('%s as the libraries do it', (name) => {
    expectOutcome(confusions[name]({ y, label, classes, delta }), figures[name]);
  });

  test('the guess by size', () => {
    const soft = smoothed(label, classes, 0.1);
    expectOutcome({ value: crossEntropyByGuess(y, soft, classes, delta) }, figures.guessedSmooth);
    expectNear(crossEntropyError(y, { form: 'oneHot', t: soft }, { classes, delta }), right.smoothed);
    expectOutcome({ value: crossEntropyByGuess(y, label, classes, delta) }, figures.guessedLabels);
    const many = Array.from({ length: classes }, (_, k) => k);
    const single = { value: crossEntropyByGuess(y.slice(0, classes), many, classes, delta) };
    expectOutcome(single, figures.guessedManyLabels);
  });

  test('guesses a proper batch right, be it one-hot or labels', () => {
    for (const t of [label, oneHot(label, classes)])
      expectNear(crossEntropyByGuess(y, t, classes, delta), right.crossEntropy);
  });
});

test('cases raise and cases pass silently', () => {
  for (const name of ['labelInOneHotForm', 'oneHotInLabelForm'] as const)
    expect(cases.map((figures) => 'raises' in figures[name])).toEqual([false, false, true, false, true, false, true]);
});

test('softmax applied twice cannot get lower than its floor', () => {
  const perfect = softmaxTwice({ y: oneHot([3], 10), label: [3], classes: 10 });
  expectOutcome(perfect, { value: softmaxTwiceFloor(10) });
  expect(softmaxTwiceFloor(10)).toBeCloseTo(1.461, 3);
});
