import { expect, test } from 'vitest';
import { accuracyNow } from '../../../src/runs/run';

const measured = (step: number) => ({ step, train: 0.1, test: 0.1 });

test('an accuracy stands for a run only where it was measured near its end', () => {
  expect(accuracyNow({ accuracy: measured(0), steps: 500 })).toBeNull();
  expect(accuracyNow({ accuracy: measured(499), steps: 500 })).toEqual(measured(499));
  expect(accuracyNow({ accuracy: measured(600), steps: 650 })).toEqual(measured(600));
  expect(accuracyNow({ accuracy: measured(0), steps: 0 })).toEqual(measured(0));
  expect(accuracyNow({ accuracy: null, steps: 500 })).toBeNull();
});
