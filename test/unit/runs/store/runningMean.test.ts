import { expect, test } from 'vitest';
import { RunningMean, smoothedEnd, usualSmoothing } from '../../../../src/runs/store/runningMean';

test('the end of a long loss needs its last values alone', () => {
  const loss = Float64Array.from({ length: 20_000 }, (_, i) => 2.3 * Math.exp(-i / 4000) + 0.1 * Math.sin(7 * i));
  const mean = new RunningMean(usualSmoothing);
  let end = NaN;
  for (const value of loss) end = mean.add(value);
  expect(smoothedEnd(loss)).toBeCloseTo(end, 14);
  expect(smoothedEnd(loss.subarray(-3))).toBeCloseTo(
    (loss[19_999] + 0.97 * loss[19_998] + 0.97 ** 2 * loss[19_997]) / (1 + 0.97 + 0.97 ** 2),
    12,
  );
});

test('what is not finite is passed over, and of nothing else there is no mean', () => {
  expect(smoothedEnd([2, NaN, 2, Infinity])).toBeCloseTo(2, 14);
  expect(smoothedEnd([NaN, -Infinity])).toBeNull();
  expect(smoothedEnd([])).toBeNull();
});
