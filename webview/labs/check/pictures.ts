import type { LayerCheck } from '../../../src/engine';

/** One picture of a gradient: `values` (height · width,), row by row. */
export interface UnitPicture {
  title: string;
  width: number;
  height: number;
  numerical: Float64Array;
  backprop: Float64Array;
}

/** Hidden units whose pictures are seen at once. */
export const mostUnits = 6;
const side = 28;

/** (rows,) column `column` of a row-major matrix with `columns` columns. */
const columnOf = (matrix: Float64Array, column: number, columns: number) =>
  Float64Array.from({ length: matrix.length / columns }, (_, row) => matrix[row * columns + column]);

const length = (values: Float64Array) => Math.hypot(...values);

/** The units of W1, that of the longest gradient first; none for a parameter whose columns are no pictures of digits. */
export function unitsOf({ name, shape, numerical }: LayerCheck): number[] {
  const [rows, columns = 1] = shape;
  if (name !== 'W1' || rows !== side * side) return [];
  const lengths = Array.from({ length: columns }, (_, unit) => length(columnOf(numerical, unit, columns)));
  return lengths.map((_, unit) => unit).sort((a, b) => lengths[b] - lengths[a]);
}

/** The columns `units` of W1 as pictures of digits; without units, a parameter as it lies. */
export function picturesOf({ shape, numerical, backprop }: LayerCheck, units: readonly number[]): UnitPicture[] {
  const [rows, columns = 1] = shape;
  if (units.length > 0) {
    return units.map((unit) => ({
      title: String(unit),
      width: side,
      height: side,
      numerical: columnOf(numerical, unit, columns),
      backprop: columnOf(backprop, unit, columns),
    }));
  }
  const [width, height] = shape.length === 1 ? [rows, 1] : [rows, columns];
  // Units along the longer way, as the page is wide.
  const lying = (values: Float64Array) =>
    shape.length === 1
      ? values
      : Float64Array.from({ length: values.length }, (_, i) => values[(i % rows) * columns + Math.floor(i / rows)]);
  return [{ title: '', width, height, numerical: lying(numerical), backprop: lying(backprop) }];
}

/** |largest| of the finite values; 0 when there are none. */
export const largest = (values: Float64Array) =>
  values.reduce((most, value) => (Number.isFinite(value) ? Math.max(most, Math.abs(value)) : most), 0);

/** What lies along the sides of a parameter drawn as it lies: `across` its columns, `down` its rows (none for a bias). */
export interface Sides {
  across: 'hidden' | 'digit';
  down: 'hidden' | 'digit' | null;
}

/** @param name W1, b1, W2 … of `layers` layers with weights. */
export function sidesOf(name: string, layers: number): Sides {
  const out = Number(name.slice(1)) === layers ? 'digit' : 'hidden';
  return name.startsWith('b') ? { across: out, down: null } : { across: 'hidden', down: out };
}

/** Which of `count` rows or columns are numbered: all of a few, of many every fifth, tenth … */
export function numbered(count: number): number[] {
  const step = count <= 12 ? 1 : ([5, 10, 20, 50, 100, 200, 500].find((each) => count / each <= 6) ?? 1000);
  return Array.from({ length: Math.ceil(count / step) }, (_, i) => i * step);
}

/** One row of pictures: a gradient of each, drawn on a scale of its own. */
export interface PictureRow {
  values: readonly Float64Array[];
  /** What is drawn in full colour: the largest of the row. 0 when nothing is to be seen. */
  full: number;
}

/** The numerical gradients, backpropagation's, and what they differ by. */
export function rowsOf(pictures: readonly UnitPicture[]): Record<'numerical' | 'backprop' | 'difference', PictureRow> {
  const row = (of: (picture: UnitPicture) => Float64Array): PictureRow => {
    const values = pictures.map(of);
    return { values, full: values.reduce((most, picture) => Math.max(most, largest(picture)), 0) };
  };
  return {
    numerical: row(({ numerical }) => numerical),
    backprop: row(({ backprop }) => backprop),
    difference: row(({ numerical, backprop }) => backprop.map((value, i) => value - numerical[i])),
  };
}
