import { multiply, type Pair } from './doubleDouble';

/** Up to here a power is multiplied out; beyond, `Math.pow` loses no more than the multiplications would. */
const largestMultiplied = 64;

/**
 * base ^ exponent as C's `pow`, which NumPy's `**` goes through, gives it: whole powers multiplied out in twice the
 * digits and rounded once. `Math.pow(x, 2)` need not be `x * x`; NumPy's `x**2` is.
 */
export function power(base: number, exponent: number): number {
  const times = Math.abs(exponent);
  if (!Number.isInteger(exponent) || times > largestMultiplied || !Number.isFinite(base)) return base ** exponent;
  let result: Pair = { high: 1, low: 0 };
  let square: Pair = { high: base, low: 0 };
  for (let left = times; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result = multiply(result, square);
    if (left > 1) square = multiply(square, square);
  }
  const value = result.high + result.low;
  // The splitting behind `multiply` overflows before the power does.
  if (!Number.isFinite(value)) return base ** exponent;
  return exponent < 0 ? 1 / value : value;
}
