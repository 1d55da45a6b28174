import type { LayerCheck } from '../../src/engine';

/** One picture of a gradient: `values` (height · width,), row by row. */
export interface Picture {
  title: string;
  width: number;
  height: number;
  numerical: Float64Array;
  backprop: Float64Array;
}

const mostUnits = 6;
const side = 28;

/** (rows,) column `column` of a row-major matrix with `columns` columns. */
const columnOf = (matrix: Float64Array, column: number, columns: number) =>
  Float64Array.from({ length: matrix.length / columns }, (_, row) => matrix[row * columns + column]);

const length = (values: Float64Array) => Math.hypot(...values);

/** W1 as pictures of digits, those of the units whose gradients are longest; every other parameter as it lies. */
export function picturesOf({ name, shape, numerical, backprop }: LayerCheck): Picture[] {
  const [rows, columns = 1] = shape;
  if (name === 'W1' && rows === side * side) {
    const lengths = Array.from({ length: columns }, (_, unit) => length(columnOf(numerical, unit, columns)));
    const units = lengths.map((_, unit) => unit).sort((a, b) => lengths[b] - lengths[a]);
    return units.slice(0, mostUnits).map((unit) => ({
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

/** The power of ten that brings the largest difference to about the size of the largest gradient. */
export function amplification(pictures: readonly Picture[]): number {
  const gradient = Math.max(...pictures.map(({ numerical }) => largest(numerical)));
  const difference = Math.max(
    ...pictures.map(({ numerical, backprop }) => largest(backprop.map((value, i) => value - numerical[i]))),
  );
  if (gradient === 0 || difference === 0) return 0;
  return Math.max(0, Math.floor(Math.log10(gradient / difference)));
}
