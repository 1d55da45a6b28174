import { add, multiply, quotient, sum, type Pair } from './doubleDouble';
import { ln2, logarithm, parted } from './logarithm';

/** Up to here a power is multiplied out: a product that ends half way between two numbers is known to. */
const largestMultiplied = 64;
/** From here on any base but 1 gives 0 or ∞. */
const largestExponent = 2 ** 64;

const one: Pair = { high: 1, low: 0 };

/**
 * base ^ exponent as C's `pow` has it, correctly rounded. glibc's own, which NumPy's `**` goes through, rounds the other
 * way once in a thousand, `Math.pow` far more often; `power(x, 2)` is `x * x`.
 */
export function power(base: number, exponent: number): number {
  if (exponent === 2) return base * base;
  if (exponent === 0 || base === 1) return 1;
  // Unlike JavaScript's, C's −1 has every infinite power.
  if (base === -1 && Math.abs(exponent) === Infinity) return 1;
  if (base === 0 || !Number.isFinite(base) || !Number.isFinite(exponent)) return base ** exponent;
  if (base > 0) return positive(base, exponent);
  if (!Number.isInteger(exponent)) return NaN;
  return exponent % 2 === 0 ? positive(-base, exponent) : -positive(-base, exponent);
}

function positive(base: number, exponent: number): number {
  const root = Math.sqrt(base);
  if (exponent === 0.5) return root;
  // 9^1.5 is 3^3: only so is a value half way between two numbers met exactly.
  if (!Number.isInteger(exponent) && isRoot(root, base)) return power(root, 2 * exponent);
  const [mantissa, places] = parted(base);
  const shift = places * exponent;
  if (mantissa === 1 && Number.isInteger(shift)) return scaled(one, shift);
  if (Number.isInteger(exponent) && Math.abs(exponent) <= largestMultiplied)
    return scaled(multiplied(mantissa, exponent), shift);
  if (Math.abs(exponent) >= largestExponent) return base > 1 === exponent > 0 ? Infinity : 0;
  const log = multiply({ high: exponent, low: 0 }, logarithm(base));
  if (Math.abs(log.high) > 800) return log.high > 0 ? Infinity : 0;
  const twos = Math.round(log.high / ln2.high);
  return scaled(exponential(add(log, multiply({ high: -twos, low: 0 }, ln2))), twos);
}

const isRoot = (root: number, square: number) => {
  const [mantissa] = parted(root);
  const back = multiply({ high: mantissa, low: 0 }, { high: mantissa, low: 0 });
  return back.low === 0 && root * root === square;
};

/** mantissa ^ n for a whole n, in twice the digits. */
function multiplied(mantissa: number, n: number): Pair {
  let result = one;
  let square: Pair = { high: mantissa, low: 0 };
  for (let left = Math.abs(n); left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result = multiply(result, square);
    if (left > 1) square = multiply(square, square);
  }
  return n < 0 ? reciprocal(result) : result;
}

function reciprocal({ high, low }: Pair): Pair {
  const first = quotient(1, high);
  return sum(first.high, first.low - (first.high * low) / high);
}

const halvings = 5;
const factorials = [1, 1, 2, 6, 24, 120, 720, 5040, 40320, 362880, 3628800, 39916800, 479001600];
/** 1/n!, the first of them in twice the digits: of the others these are not seen in the last one. */
const coefficients = factorials.slice(0, 7).map((factorial) => quotient(1, factorial));
const small = factorials.slice(coefficients.length).map((factorial) => 1 / factorial);

/** e ^ x for |x| ≤ log(2)/2. */
function exponential(x: Pair): Pair {
  const part = { high: x.high / 2 ** halvings, low: x.low / 2 ** halvings };
  const tail = small.reduceRight((rest, coefficient) => coefficient + part.high * rest, 0);
  let value = coefficients.reduceRight((rest, coefficient) => add(coefficient, multiply(part, rest)), {
    high: tail,
    low: 0,
  });
  for (let i = 0; i < halvings; i++) value = multiply(value, value);
  return value;
}

/** pair · 2^exponent, rounded once: also where it is so small that it has fewer digits. */
function scaled(pair: Pair, exponent: number): number {
  const shift = Math.floor(Math.log2(pair.high));
  const [high, low] = [pair.high * 2 ** -shift, pair.low * 2 ** -shift];
  const places = exponent + shift;
  if (places > 1024) return Infinity;
  if (places < -1080) return 0;
  if (places > 1023) return (high + low) * 2 ** (places - 1) * 2;
  if (places >= -1022) return (high + low) * 2 ** places;
  // Beside this anchor a double ends where the result does.
  const anchor = 2 ** (52 - 1074 - places);
  const anchored = sum(anchor, high);
  const rounded = anchored.high + (anchored.low + low) - anchor;
  return rounded * 2 ** -1000 * 2 ** (places + 1000);
}
