import { expect, test } from 'vitest';
import { diagnose } from '../../../../src/runs/advice/diagnosis';
import { checkExperiment } from '../../../../src/runs/experiment/experiment';

const steps = (count: number, loss: (step: number) => number) =>
  Float64Array.from({ length: count }, (_, step) => loss(step));
const book = checkExperiment({});
const ln10 = Math.log(10);
const close = (value: number) => expect.closeTo(value, 9) as number;

/** From 0 to below 1, the same at every run. */
const noise = (step: number) => Math.abs(Math.sin(step * 12.9898) * 43758.5453) % 1;

test('a loss that fell is no case', () => {
  const falling = steps(300, (step) => 2.3 * Math.exp(-step / 100));
  expect(diagnose(falling, book)).toBeUndefined();
  // Nor one that fell within its first steps, and lies still since.
  const atOnce = steps(300, (step) => (step < 1 ? 2.3 : 0.4));
  expect(diagnose(atOnce, book)).toBeUndefined();
});

test('a loss that was thrown up and stayed: the learning rate is too high', () => {
  const loss = steps(300, (step) => (step === 0 ? 2.3 : 12.9));
  expect(diagnose(loss, book)).toMatchObject({ cause: 'tooHigh', highest: 12.9, last: close(12.9) });
  // It comes down a little from where it was thrown, and is worse than blind.
  expect(
    diagnose(
      steps(300, (step) => (step === 0 ? 2.3 : 12.9 - step / 100)),
      book,
    )?.cause,
  ).toBe('tooHigh');
});

test('a loss that fell only from where it was thrown has not fallen', () => {
  // The book's network at a learning rate of 10, and of 3.
  const thrownAtOnce = steps(600, (step) => (step < 2 ? 2.3 : 2.35 + 7 * Math.exp(-step / 5)));
  expect(diagnose(thrownAtOnce, book)).toMatchObject({ cause: 'tooHigh', last: close(2.35) });
  const fewDigits = steps(600, (step) => (step < 2 ? 2.3 : 2.02 + 7 * Math.exp(-step / 5)));
  expect(diagnose(fewDigits, book)?.cause).toBe('tooHigh');
  const learnt = steps(600, (step) => (step < 2 ? 2.3 : 0.3 + 7 * Math.exp(-step / 5)));
  expect(diagnose(learnt, book)).toBeUndefined();
});

test('one bad batch does not make a steady fall a throw', () => {
  const falling = steps(1000, (step) => (step === 3 ? 4 : 2.3 - 0.3 * (step / 1000)));
  expect(diagnose(falling, book)).toBeUndefined();
});

test('what is recorded after the update may have been thrown up by the very first step', () => {
  const after = checkExperiment({ recordLoss: 'after' });
  expect(
    diagnose(
      steps(300, () => 12.9),
      after,
    )?.cause,
  ).toBe('tooHigh');
  const ofOne = checkExperiment({ recordLoss: 'after', batch: { size: 1 } });
  // The first step's own sample is known by heart after it.
  expect(
    diagnose(
      steps(3000, (step) => (step === 0 ? 0.01 : 9 * noise(step))),
      ofOne,
    )?.cause,
  ).toBe('tooHigh');
});

test('of batches of one the first step decides nothing', () => {
  const ofOne = checkExperiment({ batch: { size: 1 }, network: { init: { kind: 'he' } } });
  const learning = steps(4000, (step) => (step === 0 ? 0.2 : 2 * noise(step) * Math.exp(-step / 3000) + 0.2));
  expect(diagnose(learning, ofOne)).toBeUndefined();
  // It scatters between 1.3 and 3.5, and always did.
  const still = steps(4000, (step) => (step === 0 ? 6 : 1.3 + 2.2 * noise(step)));
  expect(diagnose(still, ofOne)).toMatchObject({ cause: 'tooLow', first: expect.closeTo(2.4, 1) as number });
  expect(diagnose(still.subarray(0, 1999), ofOne)).toBeUndefined();
});

test('one huge loss leaves no trace in the means after it', () => {
  const loss = steps(1000, (step) => (step === 200 ? 1e20 : step < 500 ? 2.3 : 2.4));
  expect(diagnose(loss, book)).toEqual({
    cause: 'tooHigh',
    first: close(2.3),
    lowest: close(2.3),
    last: close(2.4),
    highest: 1e20,
  });
  // Nor does one at the beginning, that the first mean holds, pass for a height it fell from.
  expect(
    diagnose(
      steps(1000, (step) => (step === 1 ? 1e6 : ln10)),
      book,
    ),
  ).toMatchObject({ cause: 'tooHigh', highest: 1e6 });
});

test('a loss that fell first and then died is not told to go faster', () => {
  const loss = steps(600, (step) => (step < 300 ? 2.3 * Math.exp(-step / 100) : 2.302));
  const stuck = diagnose(loss, book);
  expect(stuck?.cause).toBe('rose');
  expect(stuck?.lowest).toBeCloseTo((2.3 * (Math.exp(-2.5) - Math.exp(-3))) / (50 * (1 - Math.exp(-0.01))), 9);
});

test('a loss that hardly moved: the rate is too low, or in a deep network the first weights too small', () => {
  const still = steps(300, (step) => 2.3 - step * 1e-5);
  expect(diagnose(still, book)?.cause).toBe('tooLow');
  expect(diagnose(still, checkExperiment({ network: { hidden: [50, 50, 50] } }))?.cause).toBe('faintWeights');
  const he = checkExperiment({ network: { hidden: [50, 50, 50], init: { kind: 'he' } } });
  expect(diagnose(still, he)?.cause).toBe('tooLow');
});

test.each([
  ['the sum of squares', 'sumSquares', 0.45],
  ['a sum over the batch', { reduction: 'sum' }, 100 * ln10],
  ['smoothed labels', { labelSmoothing: 0.1 }, ln10],
] as const)('%s has a blind loss of its own', (_, loss, blind) => {
  const experiment = checkExperiment({ loss });
  expect(
    diagnose(
      steps(300, () => blind),
      experiment,
    )?.cause,
  ).toBe('tooLow');
  expect(
    diagnose(
      steps(300, (step) => (step < 9 ? blind : 1.9 * blind)),
      experiment,
    )?.cause,
  ).toBe('tooHigh');
  expect(
    diagnose(
      steps(300, (step) => (step < 150 ? 1 : 0.9) * blind),
      experiment,
    ),
  ).toBeUndefined();
});

test('weights that are large from the beginning are not thrown up', () => {
  const loud = checkExperiment({ network: { init: { kind: 'normal', std: 1 } } });
  expect(
    diagnose(
      steps(300, (step) => 11 + noise(step)),
      loud,
    )?.cause,
  ).toBe('tooLow');
  expect(
    diagnose(
      steps(300, (step) => 11 - step / 100),
      loud,
    ),
  ).toBeUndefined();
});

test('where the first weights or the h of the differences are at fault, the learning rate is not', () => {
  const causeOf = (experiment: unknown) =>
    diagnose(
      steps(120, () => 2.3025),
      checkExperiment(experiment),
    )?.cause;
  // The learner's own h: x + h is x.
  expect(causeOf({ gradient: { kind: 'centralDifference', h: 1e-50 } })).toBe('smallStep');
  expect(causeOf({ gradient: { kind: 'forwardDifference', h: 1e-16 } })).toBe('smallStep');
  expect(causeOf({ gradient: { kind: 'centralDifference', h: 1e5 } })).toBe('largeStep');
  expect(causeOf({ gradient: 'centralDifference' })).toBe('tooLow');
  expect(causeOf({ network: { init: { kind: 'normal', std: 1e10 } } })).toBe('absurdWeights');
});

test('where every class weighs 0 there is nothing to say', () => {
  const loss = { kind: 'crossEntropy', classWeights: new Array(10).fill(0) };
  expect(
    diagnose(
      steps(200, () => 1),
      checkExperiment({ loss }),
    ),
  ).toBeUndefined();
});

test('the means of small windows are those of every window', () => {
  // Of batches of 100 the highest loss is that of one step, the lowest mean that of fifty.
  const loss = steps(997, (step) => 2.3 + noise(step));
  const means = Array.from({ length: 38 }, (_, k) => loss.subarray(25 * k, 25 * k + 50))
    .concat(loss.subarray(-50))
    .map((window) => window.reduce((a, b) => a + b) / 50);
  expect(diagnose(loss, book)).toEqual({
    cause: 'tooLow',
    first: means[0],
    lowest: Math.min(...means),
    last: means[38],
    highest: Math.max(...loss),
  });
});

test('a million steps are looked at in a moment', () => {
  const loss = new Float64Array(1_000_000).fill(2.3025);
  diagnose(loss, book);
  const start = performance.now();
  diagnose(loss, book);
  // It takes some milliseconds; an array a step took a second.
  expect(performance.now() - start).toBeLessThan(150);
});

test('nothing is said of a handful of steps, nor of a run that diverged', () => {
  expect(
    diagnose(
      steps(99, () => 2.3),
      book,
    ),
  ).toBeUndefined();
  expect(
    diagnose(
      steps(300, (step) => (step < 200 ? 2.3 : NaN)),
      book,
    ),
  ).toBeUndefined();
});
