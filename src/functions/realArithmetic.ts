import { power } from '../engine';
import type { Arithmetic } from './arithmetic';

/** Every function of one argument that may be typed. */
const functions: Record<string, (x: number) => number> = {
  abs: Math.abs,
  acos: Math.acos,
  asin: Math.asin,
  atan: Math.atan,
  ceil: Math.ceil,
  cos: Math.cos,
  cosh: Math.cosh,
  exp: Math.exp,
  floor: Math.floor,
  log: Math.log,
  log10: Math.log10,
  log2: Math.log2,
  // As NumPy's maximum(0, x): NaN stays NaN.
  relu: (x) => Math.max(0, x),
  sec: (x) => 1 / Math.cos(x),
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
  sign: Math.sign,
  sin: Math.sin,
  sinh: Math.sinh,
  sqrt: Math.sqrt,
  tan: Math.tan,
  tanh: Math.tanh,
  sech: (x) => 1 / Math.cosh(x),
};

/** float64, as JavaScript and NumPy have it. */
export const realArithmetic: Arithmetic<number> = {
  constant: (value) => value,
  negative: (x) => -x,
  operators: {
    '+': (a, b) => a + b,
    '-': (a, b) => a - b,
    '*': (a, b) => a * b,
    '/': (a, b) => a / b,
    '^': power,
  },
  functions,
  // As NumPy's maximum and minimum, NaN where one of them is.
  folds: { max: (a, b) => Math.max(a, b), min: (a, b) => Math.min(a, b) },
};

/**
 * The same, but for what C's pow says of anything: NaN ^ 0 and 1 ^ NaN are 1 there, so that (log(x))^0 has a value at −2,
 * where on the real line it has none.
 */
export const strictArithmetic: Arithmetic<number> = {
  ...realArithmetic,
  operators: {
    ...realArithmetic.operators,
    '^': (a, b) => ((b === 0 && !Number.isFinite(a)) || (Math.abs(a) === 1 && !Number.isFinite(b)) ? NaN : power(a, b)),
  },
};
