/** A square grid of values, row-major: `values[i · side + j]`. */
export interface Grid {
  side: number;
  values: Float64Array;
}

/** As drawn: a loss that is perfect, and with the book's δ even a little below 0, has a logarithm too. */
const leastLoss = 1e-7;

/** The logarithms of losses; NaN where there is none. */
export const logLosses = (losses: Float64Array): Float64Array =>
  losses.map((loss) => (Number.isFinite(loss) ? Math.log(Math.max(loss, leastLoss)) : NaN));

/** Between four values evenly apart, `t` (0 … 1) of the way from the second to the third (Catmull and Rom). */
const between = (a: number, b: number, c: number, d: number, t: number) =>
  b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));

/** The rows of a grid, with `times` − 1 values more between two. */
function refinedRows(values: Float64Array, rows: number, side: number, times: number): Float64Array {
  const wide = (side - 1) * times + 1;
  const refined = new Float64Array(rows * wide);
  for (let i = 0; i < rows; i++) {
    const at = (j: number) => {
      // Past the edge it goes on as it came.
      if (j < 0) return 2 * values[i * side] - values[i * side + 1];
      if (j >= side) return 2 * values[i * side + side - 1] - values[i * side + side - 2];
      return values[i * side + j];
    };
    for (let k = 0; k < wide; k++) {
      const j = Math.floor(k / times);
      const t = (k % times) / times;
      refined[i * wide + k] = t === 0 ? at(j) : between(at(j - 1), at(j), at(j + 1), at(j + 2), t);
    }
  }
  return refined;
}

const transposed = (values: Float64Array, rows: number, columns: number) =>
  Float64Array.from({ length: values.length }, (_, at) => values[(at % rows) * columns + Math.floor(at / rows)]);

/** The same surface, smoothly, `times` as fine; the grid's own values stay as they are. */
export function refined({ side, values }: Grid, times: number): Grid {
  const wide = (side - 1) * times + 1;
  const across = refinedRows(values, side, side, times);
  const down = refinedRows(transposed(across, side, wide), wide, side, times);
  return { side: wide, values: transposed(down, wide, wide) };
}

/** The value at fractions (0 … 1) of the way along both axes, linear between the grid's. */
export function valueAt({ side, values }: Grid, x: number, y: number): number {
  const last = side - 1;
  const j = Math.min(last - 1, Math.max(0, Math.floor(x * last)));
  const i = Math.min(last - 1, Math.max(0, Math.floor(y * last)));
  const [u, v] = [x * last - j, y * last - i];
  const at = i * side + j;
  return (
    (1 - v) * ((1 - u) * values[at] + u * values[at + 1]) +
    v * ((1 - u) * values[at + side] + u * values[at + side + 1])
  );
}

/** From few a decade to many. */
const mantissas = [[1], [1, 3], [1, 2, 5], [1, 1.5, 2, 3, 5, 7], [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8]];
/** Losses this many times apart are marked in steps of a factor, and closer ones evenly. */
const wide = 4;

/** About eight round losses between two, ascending: where the bands of the picture meet. */
export function levelsBetween(least: number, most: number): number[] {
  const from = Math.max(least, leastLoss, most * 1e-9);
  if (!(most > from)) return [];
  const inside = (level: number) => level > from && level < most;
  if (most / from < wide) {
    const rough = (most - from) / 6;
    const power = 10 ** Math.floor(Math.log10(rough));
    const step = power * ([1, 2, 5].findLast((times) => times * power <= rough) ?? 1);
    const first = Math.ceil(from / step);
    return Array.from({ length: 17 }, (_, k) => Number(((first + k) * step).toPrecision(12))).filter(inside);
  }
  const [low, high] = [Math.floor(Math.log10(from)), Math.ceil(Math.log10(most))];
  let levels: number[] = [];
  for (const set of mantissas) {
    levels = [];
    for (let power = low; power <= high; power++)
      for (const mantissa of set) levels.push(Number(`${mantissa}e${power}`));
    levels = levels.filter(inside);
    if (levels.length >= 6) break;
  }
  return levels;
}
