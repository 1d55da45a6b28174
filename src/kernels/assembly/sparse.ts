import { multiplyAdd, spread, vectorBytes } from './lanes';

/*
 * A sparse matrix times a dense one: out[r] = base[r] + scale · Σ value · dense[column] over the entries of row r.
 * It is the first layer's forward pass (rows: samples, dense: W1, base: b1) and, with the entries sorted by input, its
 * weight gradient and the update at once (rows: inputs, dense: dZ1, base and out: W1, scale: −learning rate).
 *
 * An entry is one u32, column · 256 + the pixel's byte, and `values` (256,) T says what each byte stands for.
 *
 * A row of `out` is worked off in tiles that stay in registers while the entries go by: 13 vectors, which is what 50
 * hidden units in f32 fill and 16 registers hold, or 12, 8, 4 and 1 where those fit better. An entry of a tile of 13 costs
 * 13 multiply-adds and 15 loads; two loads a cycle are the limit that this loop runs at.
 */

export const entryBytes: usize = 4;

// @ts-ignore: decorator
@inline
function finish<T>(sum: v128, scale: v128, base: usize, out: usize): void {
  v128.store(out, multiplyAdd<T>(scale, sum, v128.load(base)));
}

/** One row of one tile. `width` is known where this is inlined, so that of the tests below nothing is left. */
// @ts-ignore: decorator
@inline
function tile<T>(
  width: i32,
  entry: usize,
  end: usize,
  values: usize,
  dense: usize,
  denseStride: usize,
  scale: v128,
  base: usize,
  out: usize,
): void {
  const zero = v128.splat<T>(0);
  let s0 = zero;
  let s1 = zero;
  let s2 = zero;
  let s3 = zero;
  let s4 = zero;
  let s5 = zero;
  let s6 = zero;
  let s7 = zero;
  let s8 = zero;
  let s9 = zero;
  let s10 = zero;
  let s11 = zero;
  let s12 = zero;
  for (; entry < end; entry += entryBytes) {
    const packed = <usize>load<u32>(entry);
    const row = dense + (packed >> 8) * denseStride;
    const value = spread<T>(values + (packed & 255) * sizeof<T>());
    s0 = multiplyAdd<T>(value, v128.load(row), s0);
    if (width >= 4) {
      s1 = multiplyAdd<T>(value, v128.load(row, 16), s1);
      s2 = multiplyAdd<T>(value, v128.load(row, 32), s2);
      s3 = multiplyAdd<T>(value, v128.load(row, 48), s3);
    }
    if (width >= 8) {
      s4 = multiplyAdd<T>(value, v128.load(row, 64), s4);
      s5 = multiplyAdd<T>(value, v128.load(row, 80), s5);
      s6 = multiplyAdd<T>(value, v128.load(row, 96), s6);
      s7 = multiplyAdd<T>(value, v128.load(row, 112), s7);
    }
    if (width >= 12) {
      s8 = multiplyAdd<T>(value, v128.load(row, 128), s8);
      s9 = multiplyAdd<T>(value, v128.load(row, 144), s9);
      s10 = multiplyAdd<T>(value, v128.load(row, 160), s10);
      s11 = multiplyAdd<T>(value, v128.load(row, 176), s11);
    }
    if (width >= 13) s12 = multiplyAdd<T>(value, v128.load(row, 192), s12);
  }
  finish<T>(s0, scale, base, out);
  if (width >= 4) {
    finish<T>(s1, scale, base + 16, out + 16);
    finish<T>(s2, scale, base + 32, out + 32);
    finish<T>(s3, scale, base + 48, out + 48);
  }
  if (width >= 8) {
    finish<T>(s4, scale, base + 64, out + 64);
    finish<T>(s5, scale, base + 80, out + 80);
    finish<T>(s6, scale, base + 96, out + 96);
    finish<T>(s7, scale, base + 112, out + 112);
  }
  if (width >= 12) {
    finish<T>(s8, scale, base + 128, out + 128);
    finish<T>(s9, scale, base + 144, out + 144);
    finish<T>(s10, scale, base + 160, out + 160);
    finish<T>(s11, scale, base + 176, out + 176);
  }
  if (width >= 13) finish<T>(s12, scale, base + 192, out + 192);
}

/** How wide the next tile is when `vectors` are left: 13s and 12s alone make any width from 132 on, and 24 to 26, 36 to 39 … */
function nextWidth(vectors: i32): i32 {
  if (vectors % 13 == 0 || (vectors > 13 && 12 * ((vectors + 12) / 13) < vectors)) return 13;
  if (vectors >= 12) return 12;
  return vectors >= 8 ? 8 : vectors >= 4 ? 4 : 1;
}

/**
 * @param spans u32: where each row's entries begin and end in `entries`, rows `spanStride` bytes apart.
 * @param vectors the width of a row of `dense` and `out`, in vectors.
 * @param baseStride 0 gives every row the same base.
 */
export function sparseTimesDense<T>(
  spans: usize,
  spanStride: usize,
  entries: usize,
  values: usize,
  rows: i32,
  dense: usize,
  denseStride: usize,
  vectors: i32,
  scale: T,
  base: usize,
  baseStride: usize,
  out: usize,
  outStride: usize,
): void {
  const scales = v128.splat<T>(scale);
  while (vectors > 0) {
    const width = nextWidth(vectors);
    let span = spans;
    let rowBase = base;
    let rowOut = out;
    for (let r = 0; r < rows; r++, span += spanStride, rowBase += baseStride, rowOut += outStride) {
      const first = entries + <usize>load<u32>(span) * entryBytes;
      const end = entries + <usize>load<u32>(span, 4) * entryBytes;
      if (first == end && rowBase == rowOut) continue;
      if (width == 13) tile<T>(13, first, end, values, dense, denseStride, scales, rowBase, rowOut);
      else if (width == 12) tile<T>(12, first, end, values, dense, denseStride, scales, rowBase, rowOut);
      else if (width == 8) tile<T>(8, first, end, values, dense, denseStride, scales, rowBase, rowOut);
      else if (width == 4) tile<T>(4, first, end, values, dense, denseStride, scales, rowBase, rowOut);
      else tile<T>(1, first, end, values, dense, denseStride, scales, rowBase, rowOut);
    }
    const bytes = <usize>width * vectorBytes;
    dense += bytes;
    base += bytes;
    out += bytes;
    vectors -= width;
  }
}
