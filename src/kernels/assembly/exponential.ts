/*
 * eˣ and log x of two float64 at a time, each within 1 unit in the last place. Nothing here is relaxed: both builds give
 * the same bits.
 */

const log2e: f64 = 1.4426950408889634;
/** log 2 in two parts; the first has 20 zero bits at its end, so that a whole number times it is exact (Cody & Waite). */
const ln2High: f64 = 6.9314718036912381649e-1;
const ln2Low: f64 = 1.90821492927058770002e-10;

// @ts-ignore: decorator
@inline
function constant(value: f64): v128 {
  return f64x2.splat(value);
}

/** c + x · y, rounded twice. */
// @ts-ignore: decorator
@inline
function term(c: f64, x: v128, y: v128): v128 {
  return f64x2.add(constant(c), f64x2.mul(x, y));
}

/** n of x = n log 2 + r with |r| ≤ ½ log 2. */
// @ts-ignore: decorator
@inline
function wholePart(x: v128): v128 {
  return f64x2.nearest(f64x2.mul(x, constant(log2e)));
}

/** The r of `wholePart`, without what its own rounding lost. */
// @ts-ignore: decorator
@inline
function remainder(x: v128, n: v128): v128 {
  return f64x2.sub(f64x2.sub(x, f64x2.mul(n, constant(ln2High))), f64x2.mul(n, constant(ln2Low)));
}

/** What the rounding of `remainder` lost. */
// @ts-ignore: decorator
@inline
function remainderTail(x: v128, n: v128, r: v128): v128 {
  const high = f64x2.sub(x, f64x2.mul(n, constant(ln2High)));
  return f64x2.sub(f64x2.sub(high, r), f64x2.mul(n, constant(ln2Low)));
}

/** eʳ − 1 − r: the Taylor series up to r¹³/13!, whose next term is below 2⁻⁵⁷; even and odd powers side by side. */
// @ts-ignore: decorator
@inline
function tail(r: v128): v128 {
  const r2 = f64x2.mul(r, r);
  let even = constant(1.0 / 479001600.0);
  let odd = constant(1.0 / 6227020800.0);
  even = term(1.0 / 3628800.0, even, r2);
  odd = term(1.0 / 39916800.0, odd, r2);
  even = term(1.0 / 40320.0, even, r2);
  odd = term(1.0 / 362880.0, odd, r2);
  even = term(1.0 / 720.0, even, r2);
  odd = term(1.0 / 5040.0, odd, r2);
  even = term(1.0 / 24.0, even, r2);
  odd = term(1.0 / 120.0, odd, r2);
  even = term(0.5, even, r2);
  odd = term(1.0 / 6.0, odd, r2);
  return f64x2.mul(r2, f64x2.add(even, f64x2.mul(odd, r)));
}

/** 2ⁿ for whole −1022 ≤ n ≤ 1023. */
// @ts-ignore: decorator
@inline
function powerOfTwo(n: v128): v128 {
  return i64x2.shl(i64x2.add(n, i64x2.splat(1023)), 52);
}

// @ts-ignore: decorator
@inline
function wholeNumbers(n: v128): v128 {
  return i64x2.extend_low_i32x4_s(i32x4.trunc_sat_f64x2_s_zero(n));
}

/** eˣ. Overflows to ∞, goes through the subnormal numbers to 0, NaN stays NaN. */
// @ts-ignore: decorator
@inline
export function exp(x: v128): v128 {
  const within = f64x2.pmin(f64x2.pmax(x, constant(-746)), constant(710));
  const n = wholePart(within);
  const r = remainder(within, n);
  // 1 + r in two parts, so that only one rounding is of the result's size.
  const high = f64x2.add(constant(1), r);
  const low = f64x2.add(f64x2.sub(r, f64x2.sub(high, constant(1))), f64x2.add(tail(r), remainderTail(within, n, r)));
  const whole = wholeNumbers(n);
  // In two steps, because 2ⁿ itself need not be a normal number.
  const half = i64x2.shr_s(whole, 1);
  const scaled = f64x2.mul(f64x2.add(high, low), powerOfTwo(half));
  return f64x2.mul(scaled, powerOfTwo(i64x2.sub(whole, half)));
}

/** eˣ of four float32, as the two float64 above: 2ⁿ · eʳ, and eʳ − 1 − r by the polynomial of Cephes' `expf`. */
// @ts-ignore: decorator
@inline
export function exp32(x: v128): v128 {
  const within = f32x4.pmin(f32x4.pmax(x, f32x4.splat(-104)), f32x4.splat(89));
  // 1.5 · 2²³ moves a number's units to its last bits: rounded there, n is a whole number in both forms at once.
  const moved = f32x4.add(f32x4.mul(within, f32x4.splat(1.44269504)), f32x4.splat(12582912));
  const whole = i32x4.sub(moved, f32x4.splat(12582912));
  const n = f32x4.sub(moved, f32x4.splat(12582912));
  const high = f32x4.sub(within, f32x4.mul(n, f32x4.splat(0.693359375)));
  const r = f32x4.sub(high, f32x4.mul(n, f32x4.splat(-2.1219444e-4)));
  let p = f32x4.add(f32x4.splat(1.3981999507e-3), f32x4.mul(f32x4.splat(1.987569150e-4), r));
  p = f32x4.add(f32x4.splat(8.3334519073e-3), f32x4.mul(p, r));
  p = f32x4.add(f32x4.splat(4.1665795894e-2), f32x4.mul(p, r));
  p = f32x4.add(f32x4.splat(1.6666665459e-1), f32x4.mul(p, r));
  p = f32x4.add(f32x4.splat(5.0000001201e-1), f32x4.mul(p, r));
  const value = f32x4.add(f32x4.splat(1), f32x4.add(r, f32x4.mul(p, f32x4.mul(r, r))));
  const half = i32x4.shr_s(whole, 1);
  const scaled = f32x4.mul(value, i32x4.shl(i32x4.add(half, i32x4.splat(127)), 23));
  return f32x4.mul(scaled, i32x4.shl(i32x4.add(i32x4.sub(whole, half), i32x4.splat(127)), 23));
}

/** eˣ − 1 for |x| ≤ 700, accurate around 0 too. */
// @ts-ignore: decorator
@inline
export function expm1(x: v128): v128 {
  const n = wholePart(x);
  const r = remainder(x, n);
  const fraction = f64x2.add(r, f64x2.add(tail(r), remainderTail(x, n, r)));
  const power = powerOfTwo(wholeNumbers(n));
  return f64x2.add(f64x2.sub(power, constant(1)), f64x2.mul(fraction, power));
}

const squareRootHalf: i64 = 0x3fe6a09e667f3bcd;

/**
 * log x: x = 2ᵏ · m with m from √½ to √2, f = m − 1, s = f / (2 + f), log m = f − (½ f² − s (½ f² + R(s²))). The coefficients
 * of R are those of Sun's fdlibm (`__ieee754_log`). log 0 is −∞, of a negative number NaN.
 */
// @ts-ignore: decorator
@inline
export function log(x: v128): v128 {
  const subnormal = f64x2.lt(x, constant(2.2250738585072014e-308));
  const normal = v128.bitselect(f64x2.mul(x, constant(18014398509481984.0)), x, subnormal);
  const exponent = i64x2.shr_s(i64x2.sub(normal, i64x2.splat(squareRootHalf)), 52);
  const m = i64x2.sub(normal, i64x2.shl(exponent, 52));
  const whole = f64x2.convert_low_i32x4_s(
    i8x16.shuffle(exponent, exponent, 0, 1, 2, 3, 8, 9, 10, 11, 0, 1, 2, 3, 8, 9, 10, 11),
  );
  const k = f64x2.sub(whole, v128.and(constant(54), subnormal));
  const f = f64x2.sub(m, constant(1));
  const s = f64x2.div(f, f64x2.add(f, constant(2)));
  const z = f64x2.mul(s, s);
  const w = f64x2.mul(z, z);
  let even = constant(1.531383769920937332e-1);
  let odd = constant(1.479819860511658591e-1);
  even = term(2.222219843214978396e-1, even, w);
  odd = term(1.818357216161805012e-1, odd, w);
  even = f64x2.mul(w, term(3.999999999940941908e-1, even, w));
  odd = f64x2.mul(z, term(6.66666666666673513e-1, term(2.857142874366239149e-1, odd, w), w));
  const half = f64x2.mul(constant(0.5), f64x2.mul(f, f));
  const r = f64x2.add(even, odd);
  const small = f64x2.add(f64x2.mul(s, f64x2.add(half, r)), f64x2.mul(k, constant(ln2Low)));
  const value = f64x2.sub(f64x2.mul(k, constant(ln2High)), f64x2.sub(f64x2.sub(half, small), f));
  // Infinity and NaN are their own logarithms.
  const finite = v128.bitselect(value, x, f64x2.lt(x, constant(Infinity)));
  const positive = v128.bitselect(finite, constant(NaN), v128.or(f64x2.gt(x, constant(0)), f64x2.ne(x, x)));
  return v128.bitselect(constant(-Infinity), positive, f64x2.eq(x, constant(0)));
}

/** In place, of `count` float64, rounded up to whole vectors: what the tests of both functions call. */
export function expEach(values: usize, count: i32): void {
  for (const end = values + ((<usize>count) << 3); values < end; values += 16)
    v128.store(values, exp(v128.load(values)));
}

/** As `expEach`, of float32. */
export function exp32Each(values: usize, count: i32): void {
  for (const end = values + ((<usize>count) << 2); values < end; values += 16)
    v128.store(values, exp32(v128.load(values)));
}

/** As `expEach`. */
export function logEach(values: usize, count: i32): void {
  for (const end = values + ((<usize>count) << 3); values < end; values += 16)
    v128.store(values, log(v128.load(values)));
}
