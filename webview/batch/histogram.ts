import type { Point } from '../charts/decimation';

/** The mean and the standard deviation of what was drawn so far. */
export function momentsOf(values: readonly number[]): { mean: number; deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / values.length) };
}

const quantile = (sorted: readonly number[], share: number) => sorted[Math.round(share * (sorted.length - 1))];

/** The ends of the picture: all but the last hundredth of the widest distribution. */
export function rangeOf(sets: readonly (readonly number[])[]): [number, number] {
  const all = sets.filter(({ length }) => length > 0).map((set) => [...set].sort((a, b) => a - b));
  if (all.length === 0) return [0, 1];
  const low = Math.min(...all.map((sorted) => quantile(sorted, 0)));
  const high = Math.max(...all.map((sorted) => quantile(sorted, 0.99)));
  const margin = (high - low) * 0.03 || Math.abs(high) * 0.01 || 1;
  return [Math.max(0, low - margin), high + margin];
}

export const bins = 72;

/** The density of `values` in equal bins over the range, as the corners of its columns. */
export function densityOf(values: readonly number[], [low, high]: readonly [number, number]): Point[] {
  const width = (high - low) / bins;
  const counts = new Float64Array(bins);
  for (const value of values) {
    const bin = Math.floor((value - low) / width);
    if (bin >= 0 && bin < bins) counts[bin]++;
  }
  const points: Point[] = [];
  for (let bin = 0; bin <= bins; bin++)
    // A column ends where the next begins: the last one is there to close the one before it.
    points.push({ x: low + bin * width, y: bin < bins ? counts[bin] / (values.length * width) : 0 });
  return points;
}
