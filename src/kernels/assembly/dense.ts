import { multiplyAdd, spread, vectorBytes } from './lanes';

/*
 * out = base + scale · A·B, all of a fully connected layer but its activation: forward (A: the batch, B: W, base: b),
 * weight gradient (A: the batch read down its columns, B: dZ) and input gradient (A: dZ, B: W transposed).
 * A tile of 4 rows and 2 vectors stays in registers while the depth goes by.
 */

// @ts-ignore: decorator
@inline
function finish<T>(sum: v128, scale: v128, base: usize, out: usize): void {
  v128.store(out, multiplyAdd<T>(scale, sum, v128.load(base)));
}

// @ts-ignore: decorator
@inline
function tile4x2<T>(
  a: usize,
  aRow: usize,
  aColumn: usize,
  b: usize,
  bRow: usize,
  depth: i32,
  scale: v128,
  base: usize,
  baseRow: usize,
  out: usize,
  outRow: usize,
): void {
  let s00 = v128.splat<T>(0);
  let s01 = s00;
  let s10 = s00;
  let s11 = s00;
  let s20 = s00;
  let s21 = s00;
  let s30 = s00;
  let s31 = s00;
  const a1 = a + aRow;
  const a2 = a1 + aRow;
  const a3 = a2 + aRow;
  let offset: usize = 0;
  for (let k = 0; k < depth; k++, offset += aColumn, b += bRow) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    const x0 = spread<T>(a + offset);
    s00 = multiplyAdd<T>(x0, b0, s00);
    s01 = multiplyAdd<T>(x0, b1, s01);
    const x1 = spread<T>(a1 + offset);
    s10 = multiplyAdd<T>(x1, b0, s10);
    s11 = multiplyAdd<T>(x1, b1, s11);
    const x2 = spread<T>(a2 + offset);
    s20 = multiplyAdd<T>(x2, b0, s20);
    s21 = multiplyAdd<T>(x2, b1, s21);
    const x3 = spread<T>(a3 + offset);
    s30 = multiplyAdd<T>(x3, b0, s30);
    s31 = multiplyAdd<T>(x3, b1, s31);
  }
  finish<T>(s00, scale, base, out);
  finish<T>(s01, scale, base + 16, out + 16);
  finish<T>(s10, scale, base + baseRow, out + outRow);
  finish<T>(s11, scale, base + baseRow + 16, out + outRow + 16);
  finish<T>(s20, scale, base + 2 * baseRow, out + 2 * outRow);
  finish<T>(s21, scale, base + 2 * baseRow + 16, out + 2 * outRow + 16);
  finish<T>(s30, scale, base + 3 * baseRow, out + 3 * outRow);
  finish<T>(s31, scale, base + 3 * baseRow + 16, out + 3 * outRow + 16);
}

// @ts-ignore: decorator
@inline
function tile4x1<T>(
  a: usize,
  aRow: usize,
  aColumn: usize,
  b: usize,
  bRow: usize,
  depth: i32,
  scale: v128,
  base: usize,
  baseRow: usize,
  out: usize,
  outRow: usize,
): void {
  let s0 = v128.splat<T>(0);
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  const a1 = a + aRow;
  const a2 = a1 + aRow;
  const a3 = a2 + aRow;
  let offset: usize = 0;
  for (let k = 0; k < depth; k++, offset += aColumn, b += bRow) {
    const b0 = v128.load(b);
    s0 = multiplyAdd<T>(spread<T>(a + offset), b0, s0);
    s1 = multiplyAdd<T>(spread<T>(a1 + offset), b0, s1);
    s2 = multiplyAdd<T>(spread<T>(a2 + offset), b0, s2);
    s3 = multiplyAdd<T>(spread<T>(a3 + offset), b0, s3);
  }
  finish<T>(s0, scale, base, out);
  finish<T>(s1, scale, base + baseRow, out + outRow);
  finish<T>(s2, scale, base + 2 * baseRow, out + 2 * outRow);
  finish<T>(s3, scale, base + 3 * baseRow, out + 3 * outRow);
}

/** One row, `vectors` wide: what is left of the rows when they come to no multiple of 4. */
// @ts-ignore: decorator
@inline
function row<T>(
  a: usize,
  aColumn: usize,
  b: usize,
  bRow: usize,
  depth: i32,
  scale: v128,
  base: usize,
  out: usize,
  vectors: i32,
): void {
  for (let tile = 0; tile < vectors; tile++, b += vectorBytes, base += vectorBytes, out += vectorBytes) {
    let sum = v128.splat<T>(0);
    let offset: usize = 0;
    let bAt = b;
    for (let k = 0; k < depth; k++, offset += aColumn, bAt += bRow)
      sum = multiplyAdd<T>(spread<T>(a + offset), v128.load(bAt), sum);
    finish<T>(sum, scale, base, out);
  }
}

/**
 * @param a (rows, depth), its rows and columns `aRow` and `aColumn` bytes apart, so that it may be read transposed.
 * @param b (depth, vectors) padded rows.
 * @param baseRow 0 gives every row the same base.
 */
export function matrixProduct<T>(
  a: usize,
  aRow: usize,
  aColumn: usize,
  b: usize,
  bRow: usize,
  rows: i32,
  depth: i32,
  vectors: i32,
  scale: T,
  base: usize,
  baseRow: usize,
  out: usize,
  outRow: usize,
): void {
  const scales = v128.splat<T>(scale);
  const whole = rows & ~3;
  for (let tile = 0; tile < vectors; tile += 2) {
    const left = <usize>tile * vectorBytes;
    for (let r = 0; r < whole; r += 4) {
      const aAt = a + <usize>r * aRow;
      const baseAt = base + <usize>r * baseRow + left;
      const outAt = out + <usize>r * outRow + left;
      if (tile + 1 < vectors)
        tile4x2<T>(aAt, aRow, aColumn, b + left, bRow, depth, scales, baseAt, baseRow, outAt, outRow);
      else tile4x1<T>(aAt, aRow, aColumn, b + left, bRow, depth, scales, baseAt, baseRow, outAt, outRow);
    }
  }
  for (let r = whole; r < rows; r++)
    row<T>(
      a + <usize>r * aRow,
      aColumn,
      b,
      bRow,
      depth,
      scales,
      base + <usize>r * baseRow,
      out + <usize>r * outRow,
      vectors,
    );
}

/** Columns of a that are transposed together, so that the lines they go to stay in the nearest cache. */
const together = 16;

/** out (columns, rows padded) = aᵀ; the padding of `out` is left as it is. */
export function transpose<T>(a: usize, aRow: usize, rows: i32, columns: i32, out: usize, outRow: usize): void {
  for (let first = 0; first < columns; first += together) {
    const end = min(first + together, columns);
    for (let r = 0; r < rows; r++) {
      const from = a + <usize>r * aRow;
      let to = out + <usize>first * outRow + <usize>r * sizeof<T>();
      for (let c = first; c < end; c++, to += outRow) store<T>(to, load<T>(from + <usize>c * sizeof<T>()));
    }
  }
}
