import { add, multiply, quotient, sum, type Pair } from './doubleDouble';

export const ln2: Pair = { high: 0.6931471805599453, low: 2.3190468138462996e-17 };

/** 1/3, 1/5 … of the series, in twice the digits as long as they are seen in the last one. */
const fractions = Array.from({ length: 10 }, (_, i) => quotient(1, 2 * i + 3));
const lastOfTail = 45;

/** @returns [m, e] with x = m · 2^e and m between √½ and √2. @param x a positive number. */
export function parted(x: number): [number, number] {
  if (x < 2 ** -1022) {
    const [mantissa, exponent] = parted(x * 2 ** 54);
    return [mantissa, exponent - 54];
  }
  const exponent = Math.round(Math.log2(x));
  // 2 ** 1024 is none.
  return [(x * 2 ** -(exponent - 1)) / 2, exponent];
}

/** log x of a positive number, to some 100 bits. */
export function logarithm(x: number): Pair {
  const [mantissa, exponent] = parted(x);
  // log m = 2 (s + s³/3 + s⁵/5 + …) with s = (m − 1)/(m + 1), |s| < 0.18
  const above = sum(mantissa, 1);
  const s0 = quotient(mantissa - 1, above.high);
  const s = sum(s0.high, s0.low - (s0.high * above.low) / above.high);
  const square = multiply(s, s);
  let tail = 0;
  for (let k = lastOfTail; k > 2 * fractions.length + 1; k -= 2) tail = tail * square.high + 1 / k;
  const series = fractions.reduceRight((rest, fraction) => add(fraction, multiply(square, rest)), {
    high: tail,
    low: 0,
  });
  const half = add(s, multiply(s, multiply(square, series)));
  return add(multiply({ high: exponent, low: 0 }, ln2), { high: 2 * half.high, low: 2 * half.low });
}
