import { add, multiply, product, quotient, sum, type Pair } from '../arithmetic/doubleDouble';

const ln2: Pair = { high: 0.6931471805599453, low: 2.3190468138462996e-17 };
const third = quotient(1, 3);
const fifth = quotient(1, 5);

/**
 * The natural logarithm of a positive normal number, correctly rounded but for the rarest of ties.
 *
 * NumPy's `randn` goes through the C library's `log`, which is nearly that: `Math.log` ends in another digit once in
 * 14 arguments, this once in 1,300, where the C library itself rounds the wrong way. Which way that is depends on the
 * machine (glibc has one `log` with fused multiply-add and one without), so no formula is NumPy's everywhere.
 */
export function roundedLog(x: number): number {
  const exponent = Math.round(Math.log2(x));
  const mantissa = x / 2 ** exponent;
  if (mantissa === 1 && exponent === 0) return 0;
  if (!(mantissa > 0) || !Number.isFinite(mantissa)) return Math.log(x);
  // log m = 2 (s + s³/3 + s⁵/5 + …) with s = (m − 1)/(m + 1), |s| < 0.18
  const above = sum(mantissa, 1);
  const s0 = quotient(mantissa - 1, above.high);
  const s = sum(s0.high, s0.low - (s0.high * above.low) / above.high);
  const square = multiply(s, s);
  let tail = 0;
  for (let k = 27; k >= 7; k -= 2) tail = tail * square.high + 1 / k;
  const inner = add(fifth, product(square.high, tail));
  const series = multiply(square, add(third, multiply(square, inner)));
  const logMantissa = add(s, multiply(s, series));
  const shifted = add(multiply({ high: exponent, low: 0 }, ln2), {
    high: 2 * logMantissa.high,
    low: 2 * logMantissa.low,
  });
  return shifted.high + shifted.low;
}
