import type { Point } from './decimation';

/** Of its height, the least that lines have to go below 0 to be seen there. */
const leastSeen = 1 / 500;

/** Whether lines go below 0 by so little that an axis had better begin there: −log(1 + 1e-7) beside a loss of 16, say. */
export function isHardlyBelow(lines: readonly { points: readonly Point[] }[]): boolean {
  let [low, high] = [0, 0];
  for (const { points } of lines)
    for (const { y } of points) if (Number.isFinite(y)) [low, high] = [Math.min(low, y), Math.max(high, y)];
  return low < 0 && -low < leastSeen * high;
}
