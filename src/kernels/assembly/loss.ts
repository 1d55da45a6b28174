import { exp, exp32, log } from './exponential';
import { vectorBytes } from './lanes';

/* Softmax and what follows it; rows of probabilities are `stride` bytes apart and end in zeros. */

/** All bits set in the lanes of the vector from class `k` on that hold a class, and none in the padding. */
// @ts-ignore: decorator
@inline
function lanesOfClasses<T>(k: i32, classes: i32): v128 {
  if (sizeof<T>() == 4) return i32x4.lt_s(i32x4.add(i32x4.splat(k), i32x4(0, 1, 2, 3)), i32x4.splat(classes));
  return i64x2.lt_s(i64x2.add(i64x2.splat(k), i64x2(0, 1)), i64x2.splat(classes));
}

/** Each lane's neighbour in the other half, and then in the same half: two steps that bring every lane to every other. */
// @ts-ignore: decorator
@inline
function otherHalf(x: v128): v128 {
  return v128.shuffle<i64>(x, x, 1, 0);
}

// @ts-ignore: decorator
@inline
function sameHalf(x: v128): v128 {
  return v128.shuffle<i32>(x, x, 1, 0, 3, 2);
}

/** The largest lane in every lane. A NaN may be passed over, as in the twin: it comes out of the exponentials anyway. */
// @ts-ignore: decorator
@inline
function largestLane<T>(x: v128): v128 {
  const largest = v128.pmax<T>(x, otherHalf(x));
  return sizeof<T>() == 4 ? v128.pmax<T>(largest, sameHalf(largest)) : largest;
}

/** The sum of the lanes in every lane. */
// @ts-ignore: decorator
@inline
function sumOfLanes<T>(x: v128): v128 {
  const sum = v128.add<T>(x, otherHalf(x));
  return sizeof<T>() == 4 ? v128.add<T>(sum, sameHalf(sum)) : sum;
}

/**
 * Softmax of each row in place; the row's largest is taken off first, as in `engine/network/softmax.ts`. Three passes, so
 * that in the second, the exponentials, nothing waits for a row to end.
 */
export function softmax<T>(scores: usize, stride: usize, rows: i32, classes: i32): void {
  const lanes = <i32>(vectorBytes / sizeof<T>());
  const lowest = v128.splat<T>(-(<T>Infinity));
  const end = scores + <usize>rows * stride;
  for (let row = scores; row < end; row += stride) {
    let largest = lowest;
    let at = row;
    for (let k = 0; k < classes; k += lanes, at += vectorBytes)
      largest = v128.pmax<T>(largest, v128.bitselect(v128.load(at), lowest, lanesOfClasses<T>(k, classes)));
    const shift = largestLane<T>(largest);
    for (at = row; at < row + stride; at += vectorBytes) v128.store(at, v128.sub<T>(v128.load(at), shift));
  }
  for (let at = scores; at < end; at += vectorBytes)
    v128.store(at, sizeof<T>() == 4 ? exp32(v128.load(at)) : exp(v128.load(at)));
  for (let row = scores; row < end; row += stride) {
    let sums = v128.splat<T>(0);
    let at = row;
    for (let k = 0; k < classes; k += lanes, at += vectorBytes) {
      const e = v128.and(v128.load(at), lanesOfClasses<T>(k, classes));
      sums = v128.add<T>(sums, e);
      v128.store(at, e);
    }
    const sum = sumOfLanes<T>(sums);
    for (at = row; at < row + stride; at += vectorBytes) v128.store(at, v128.div<T>(v128.load(at), sum));
  }
}

/**
 * −Σ log(y[label] + δ) over the rows.
 * @param scratch (rows + 1,) float64.
 */
export function crossEntropy<T>(y: usize, stride: usize, rows: i32, labels: usize, delta: f64, scratch: usize): f64 {
  let at = scratch;
  for (let n = 0; n < rows; n++, y += stride, at += 8)
    store<f64>(at, <f64>load<T>(y + <usize>load<u8>(labels + n) * sizeof<T>()) + delta);
  store<f64>(at, 1);
  let sums = f64x2.splat(0);
  for (let n = scratch; n < at; n += vectorBytes) sums = f64x2.sub(sums, log(v128.load(n)));
  return f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
}

/** ½ Σ (y − t)² over the rows. */
export function sumSquares<T>(y: usize, stride: usize, rows: i32, classes: i32, labels: usize): f64 {
  let sum: f64 = 0;
  for (let n = 0; n < rows; n++, y += stride) {
    const label = <i32>load<u8>(labels + n);
    for (let k = 0; k < classes; k++) {
      const difference = <f64>load<T>(y + <usize>k * sizeof<T>()) - <f64>(k == label);
      sum += difference * difference;
    }
  }
  return 0.5 * sum;
}

/** y becomes the derivative of the mean cross-entropy by the scores: (y − t) / batchSize. */
export function crossEntropyGradient<T>(y: usize, stride: usize, rows: i32, labels: usize, batchSize: i32): void {
  const scale = v128.splat<T>(<T>1 / <T>batchSize);
  for (let n = 0; n < rows; n++, y += stride) {
    const right = y + <usize>load<u8>(labels + n) * sizeof<T>();
    store<T>(right, load<T>(right) - <T>1);
    for (let at = y; at < y + stride; at += vectorBytes) v128.store(at, v128.mul<T>(v128.load(at), scale));
  }
}

/** y becomes the derivative of the mean sum of squares by the scores: g = (y − t) / batchSize through softmax, y (g − Σ g y). */
export function sumSquaresGradient<T>(
  y: usize,
  stride: usize,
  rows: i32,
  classes: i32,
  labels: usize,
  batchSize: i32,
): void {
  for (let n = 0; n < rows; n++, y += stride) {
    const label = <i32>load<u8>(labels + n);
    let weighted: f64 = 0;
    for (let k = 0; k < classes; k++) {
      const value = <f64>load<T>(y + <usize>k * sizeof<T>());
      weighted += ((value - <f64>(k == label)) / <f64>batchSize) * value;
    }
    for (let k = 0; k < classes; k++) {
      const at = y + <usize>k * sizeof<T>();
      const value = <f64>load<T>(at);
      store<T>(at, <T>(value * ((value - <f64>(k == label)) / <f64>batchSize - weighted)));
    }
  }
}

/** How many rows have their largest element, the first of equals, at their label. One that softmax made NaN never has. */
export function countRight<T>(y: usize, stride: usize, rows: i32, classes: i32, labels: usize): i32 {
  let right = 0;
  for (let n = 0; n < rows; n++, y += stride) {
    let best = 0;
    let largest = load<T>(y);
    for (let k = 1; k < classes; k++) {
      const value = load<T>(y + <usize>k * sizeof<T>());
      if (value > largest) {
        largest = value;
        best = k;
      }
    }
    right += i32(largest == largest && best == <i32>load<u8>(labels + n));
  }
  return right;
}
