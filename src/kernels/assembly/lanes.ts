/*
 * What every kernel is written in: vectors of 16 bytes, 4 lanes of f32 or 2 of f64. A kernel is generic over T, which is
 * f32 or f64, and compiled for both.
 *
 * Matrices are row-major and their rows padded with zeros to whole vectors; `Stride` arguments are in bytes.
 */

export const vectorBytes: usize = 16;

/** c + a · b. The relaxed build rounds once where the plain one rounds twice: it is only used where the host fuses. */
// @ts-ignore: decorator
@inline
export function multiplyAdd<T>(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return v128.relaxed_madd<T>(a, b, c);
  return v128.add<T>(c, v128.mul<T>(a, b));
}

/** The element at `pointer` in every lane. */
// @ts-ignore: decorator
@inline
export function spread<T>(pointer: usize): v128 {
  if (sizeof<T>() == 4) return v128.load32_splat(pointer);
  return v128.load64_splat(pointer);
}

// @ts-ignore: decorator
@inline
export function vectorsOf<T>(elements: i32): i32 {
  return <i32>((<usize>elements * sizeof<T>() + vectorBytes - 1) / vectorBytes);
}
