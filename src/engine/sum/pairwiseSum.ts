/**
 * Elements that NumPy's reductions buffer at a time; the sums of such stretches are added one after the other. That is so
 * up to NumPy 2.3; from 2.4 on all elements are one stretch, so that longer sums may differ in their last digits.
 */
const bufferSize = 8192;
/** Up to this many elements NumPy adds with eight accumulators; above, it halves. */
const blockSize = 128;

/**
 * The sum of `a` as NumPy's `np.sum` adds a contiguous float64 array, or a row of one: stretches of 8192, each added
 * pairwise with eight accumulators a block (numpy/core/src/umath/loops_utils.h.src, `pairwise_sum`). A plain
 * left-to-right sum differs in the last digits.
 *
 * @param start first element, `count` elements from there.
 */
export function pairwiseSum(a: ArrayLike<number>, start = 0, count = a.length - start): number {
  const end = start + count;
  let sum = 0;
  for (let from = start; from < end; from += bufferSize) sum += stretchSum(a, from, Math.min(bufferSize, end - from));
  return sum;
}

function stretchSum(a: ArrayLike<number>, start: number, count: number): number {
  if (count < 8) {
    let sum = 0;
    for (let i = 0; i < count; i++) sum += a[start + i];
    return sum;
  }
  if (count <= blockSize) {
    let r0 = a[start];
    let r1 = a[start + 1];
    let r2 = a[start + 2];
    let r3 = a[start + 3];
    let r4 = a[start + 4];
    let r5 = a[start + 5];
    let r6 = a[start + 6];
    let r7 = a[start + 7];
    const whole = count - (count % 8);
    for (let i = start + 8; i < start + whole; i += 8) {
      r0 += a[i];
      r1 += a[i + 1];
      r2 += a[i + 2];
      r3 += a[i + 3];
      r4 += a[i + 4];
      r5 += a[i + 5];
      r6 += a[i + 6];
      r7 += a[i + 7];
    }
    let sum = r0 + r1 + (r2 + r3) + (r4 + r5 + (r6 + r7));
    for (let i = start + whole; i < start + count; i++) sum += a[i];
    return sum;
  }
  let half = Math.floor(count / 2);
  half -= half % 8;
  return stretchSum(a, start, half) + stretchSum(a, start + half, count - half);
}
