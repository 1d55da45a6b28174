import { BadInput, phrase } from '../badInput';

/** A complex number of two doubles. */
export interface Complex {
  readonly re: number;
  readonly im: number;
}

/** A function of one variable, computed in float64. */
export interface ScalarFunction {
  (x: number): number;
  /** The same function of a complex variable, which only `complexStep` needs. */
  complex?: (z: Complex) => Complex;
  /** The same function with every operation in it rounded to float32, of an x that is. */
  float32?: (x: number) => number;
}

export type DiffMethod = 'forward' | 'central' | 'fivePoint' | 'richardson' | 'complexStep';

export interface DiffOptions {
  /** The step, 1e-4 as in the book. */
  h?: number;
  method?: DiffMethod;
  /**
   * `float32` rounds x, h, every x ± h, every f(x ± h) and every operation between them to float32, and those within f
   * where f has a `float32`; of a complex f the parts of what it is given and gives.
   */
  dtype?: 'float64' | 'float32';
}

const same = (value: number) => value;

/**
 * The derivative of f at x by finite differences (Deep Learning from Scratch, 4.3.1).
 *
 * - `forward`: (f(x+h) − f(x)) / h, error O(h)
 * - `central`: (f(x+h) − f(x−h)) / 2h, error O(h²)
 * - `fivePoint`: (f(x−2h) − 8f(x−h) + 8f(x+h) − f(x+2h)) / 12h, error O(h⁴)
 * - `richardson`: Neville's extrapolation of central differences with h, h/2, h/4 …, error O(h⁸) here
 * - `complexStep`: Im f(x+ih) / h, error O(h²) and no difference that could cancel, so that h may be 1e-50 (Squire and
 *   Trapp, Using complex variables to estimate derivatives of real functions, SIAM Review 40, 1998)
 *
 * @returns NaN where 0/0 comes out, as float32 gives for h = 1e-50, which it rounds to 0; for `complexStep` also where
 * f(x) itself is not finite.
 * @throws BadInput when x is not a finite number, h not a positive one, or `complexStep` is asked of a function that has
 * no `complex`.
 */
export function numericalDiff(
  f: ScalarFunction,
  x: number,
  { h = 1e-4, method = 'central', dtype = 'float64' }: DiffOptions = {},
): number {
  if (!Number.isFinite(x)) throw new BadInput('x', '{0}: expected {1}, got {2}.', ['x', phrase('a finite number'), x]);
  checkStep(h);
  const round = dtype === 'float32' ? Math.fround : same;
  const at = round(x);
  const step = round(h);
  const rounded = dtype === 'float32' ? (f.float32 ?? f) : f;
  const value = (point: number) => round(rounded(round(point)));
  const central = (d: number) => round(round(value(at + d) - value(at - d)) / round(2 * d));
  switch (method) {
    case 'forward':
      return round(round(value(at + step) - value(at)) / step);
    case 'central':
      return central(step);
    case 'fivePoint': {
      const near = round(8 * round(value(at + step) - value(at - step)));
      const far = round(value(at + 2 * step) - value(at - 2 * step));
      return round(round(near - far) / round(12 * step));
    }
    case 'richardson':
      return richardson(central, step, round);
    case 'complexStep': {
      const { complex } = f;
      if (!complex)
        throw new BadInput('f', 'f: the complex step needs f over complex numbers, which this function is not.');
      const { im } = complex({ re: at, im: step });
      // Beyond its domain a real function may go on as a complex one, log at −1 for one: there is no real slope there.
      return Number.isFinite(value(at)) ? round(round(im) / step) : NaN;
    }
  }
}

/** @throws BadInput when h, the step of a difference, is not a positive finite number. */
export function checkStep(h: number): void {
  if (!(h > 0) || !Number.isFinite(h))
    throw new BadInput('h', '{0}: expected {1}, got {2}.', ['h', phrase('a positive number'), h]);
}

/** Four central differences, each of half the step before; every column of the table cancels one more power of h². */
function richardson(central: (d: number) => number, h: number, round: (value: number) => number): number {
  let row = [central(h), central(h / 2), central(h / 4), central(h / 8)];
  for (let power = 4; row.length > 1; power *= 4)
    row = row.slice(1).map((finer, i) => round(finer + round(round(finer - row[i]) / (power - 1))));
  return row[0];
}
