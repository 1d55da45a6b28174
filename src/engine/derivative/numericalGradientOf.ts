import { BadInput, phrase } from '../badInput';
import { checkStep, numericalDiff, type Complex, type DiffOptions, type ScalarFunction } from './numericalDiff';

/** A function of several variables, computed in float64; it must not keep or change the point it is given. */
export interface MultivariateFunction {
  (x: ArrayLike<number>): number;
  /** The same function of complex variables, which only `complexStep` needs. */
  complex?: (z: ArrayLike<Complex>) => Complex;
  /** The same function with every operation in it rounded to float32. */
  float32?: (x: ArrayLike<number>) => number;
}

/** @throws BadInput when a point has no coordinates, or one that is not a finite number. */
export function checkPoint(x: ArrayLike<number>, name: string): void {
  if (x.length === 0) throw new BadInput(name, '{0}: expected at least one number, got none.', [name]);
  for (let i = 0; i < x.length; i++)
    if (!Number.isFinite(x[i]))
      throw new BadInput(`${name}[${i}]`, '{0}: expected {1}, got {2}.', [
        `${name}[${i}]`,
        phrase('a finite number'),
        x[i],
      ]);
}

/** f along the axis of coordinate i through `point`, which is as it was after every call. */
function alongAxis(f: MultivariateFunction, point: Float64Array, i: number): ScalarFunction {
  const alongOf =
    (g: (x: ArrayLike<number>) => number): ScalarFunction =>
    (xi) => {
      const before = point[i];
      point[i] = xi;
      const value = g(point);
      point[i] = before;
      return value;
    };
  const along = alongOf(f);
  if (f.float32) along.float32 = alongOf(f.float32);
  const { complex } = f;
  if (complex) along.complex = (zi) => complex(Array.from(point, (re, k) => (k === i ? zi : { re, im: 0 })));
  return along;
}

/** f along each axis through the point x (n,), which stays as it is; in float32 its other coordinates are rounded too. */
export function axesOf(f: MultivariateFunction, x: ArrayLike<number>, dtype: DiffOptions['dtype']): ScalarFunction[] {
  const point = Float64Array.from(dtype === 'float32' ? Float32Array.from(x) : x);
  return Array.from(point, (_, i) => alongAxis(f, point, i));
}

/**
 * The gradient of f at x by finite differences, one coordinate at a time (Deep Learning from Scratch, 4.4,
 * `numerical_gradient`); in float64 and by central differences equal to the book's NumPy to the last bit.
 *
 * @param x (n,); it is left as it is.
 * @param options as of `numericalDiff`; `float32` rounds the coordinates that stand still as well.
 * @returns (n,), ∂f/∂xᵢ
 * @throws BadInput when x is empty or not finite, h not a positive number, or `complexStep` is asked of a function that
 * has no `complex`.
 */
export function numericalGradientOf(
  f: MultivariateFunction,
  x: ArrayLike<number>,
  options: DiffOptions = {},
): Float64Array {
  checkPoint(x, 'x');
  checkStep(options.h ?? 1e-4);
  return Float64Array.from(axesOf(f, x, options.dtype), (along, i) => numericalDiff(along, x[i], options));
}
