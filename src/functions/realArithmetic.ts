import { power } from '../engine';
import type { Arithmetic } from './compile';

/** Every function that may be typed. */
const functions: Record<string, (x: number) => number> = {
  abs: Math.abs,
  acos: Math.acos,
  asin: Math.asin,
  atan: Math.atan,
  cos: Math.cos,
  cosh: Math.cosh,
  exp: Math.exp,
  log: Math.log,
  log10: Math.log10,
  log2: Math.log2,
  sec: (x) => 1 / Math.cos(x),
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
};
