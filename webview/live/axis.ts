import type { Point } from '../charts/decimation';

/** Where an axis from 0 ends that holds all of `points`: a little above the highest, and finite as every loss drawn is. */
export const topOf = (points: readonly Point[]): number =>
  Math.min(points.reduce((most, { y }) => (y > most ? y : most), 0) * 1.05 || 1, Number.MAX_VALUE);

/** Round numbers from 0 to `top`, four at most. */
export function ticksTo(top: number): number[] {
  const magnitude = 10 ** Math.floor(Math.log10(top));
  const unit = [0.5, 1, 2, 5].map((m) => m * magnitude).find((step) => top / step <= 3) ?? 5 * magnitude;
  const ticks = [0];
  // Of the least number there is no half.
  for (let value = unit; value > 0 && value <= top; value += unit) ticks.push(value);
  return ticks;
}
