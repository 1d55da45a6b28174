import { expect, test } from 'vitest';
import { diagnose } from '../../../src/runs/diagnosis';

const steps = (count: number, loss: (step: number) => number) =>
  Float64Array.from({ length: count }, (_, step) => loss(step));

test('a loss that fell is no case', () => {
  expect(diagnose(steps(300, (step) => 2.3 * Math.exp(-step / 100)))).toBeUndefined();
});

test('a loss that was thrown up and stayed: the learning rate is too high', () => {
  const loss = steps(300, (step) => (step === 0 ? 2.3 : 12.9));
  expect(diagnose(loss)).toEqual({ rate: 'tooHigh', first: 2.3, last: expect.closeTo(12.9, 9) as number });
});

test('a loss that hardly moved: the learning rate is too low', () => {
  expect(diagnose(steps(300, (step) => 2.3 - step * 1e-5))?.rate).toBe('tooLow');
});

test('nothing is said of a handful of steps, nor of a run that diverged', () => {
  expect(diagnose(steps(99, () => 2.3))).toBeUndefined();
  expect(diagnose(steps(300, (step) => (step < 200 ? 2.3 : NaN)))).toBeUndefined();
});
