import { fixed } from '../../../src/engine/numberText';
import type { Point } from '../../charts/decimation';

/** The mean and the standard deviation of what was drawn so far. */
export function momentsOf(values: readonly number[]): { mean: number; deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / values.length) };
}

const quantile = (sorted: Float64Array, share: number) => sorted[Math.round(share * (sorted.length - 1))];

/** Of more values than this only every so many-th is looked at for the ends: they are found anew at every frame. */
const mostSorted = 5000;

function sortedSome(set: readonly number[]): Float64Array {
  const every = Math.ceil(set.length / mostSorted);
  return Float64Array.from({ length: Math.ceil(set.length / every) }, (_, i) => set[i * every]).sort();
}

/** The ends of the picture: all but the last hundredth of the widest distribution. */
export function rangeOf(sets: readonly (readonly number[])[]): [number, number] {
  const all = sets.filter(({ length }) => length > 0).map(sortedSome);
  if (all.length === 0) return [0, 1];
  const low = Math.min(...all.map((sorted) => quantile(sorted, 0)));
  const high = Math.max(...all.map((sorted) => quantile(sorted, 0.99)));
  const margin = (high - low) * 0.03 || Math.abs(high) * 0.01 || 1;
  return [Math.max(0, low - margin), high + margin];
}

/** How many columns so many draws can fill without being mostly chance (as ∛n has it), and still be told apart. */
export const binsOf = (draws: number) => Math.round(Math.min(72, Math.max(16, 6 * Math.cbrt(draws))));

/** The density of `values` in equal bins over the range, as the corners of its columns. */
export function densityOf(values: readonly number[], [low, high]: readonly [number, number], bins: number): Point[] {
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

/** `value` with as many decimals as tell it from another one `apart` away, and one more. */
export function tellApart(value: number, apart: number): string {
  const decimals = apart > 0 && Number.isFinite(apart) ? Math.ceil(-Math.log10(apart)) + 1 : 4;
  return fixed(value, Math.min(7, Math.max(0, decimals)));
}
