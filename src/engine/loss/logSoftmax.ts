/**
 * log softmax of each row, without the softmax: s − m − log Σ e^(s − m), m the row's largest, so that a probability too
 * small for a number still has its logarithm (torch.nn.functional.log_softmax).
 * @param scores (rows, classes) row-major. @param out where the (rows, classes) logarithms go; may be `scores` itself.
 */
export function logSoftmax(
  scores: ArrayLike<number>,
  rows: number,
  classes: number,
  out: Float64Array = new Float64Array(rows * classes),
): Float64Array {
  for (let n = 0; n < rows; n++) logSoftmaxRow(scores, n * classes, classes, out, n * classes);
  return out;
}

/** One row of it: the `classes` scores from `start` on. @param out gets the logarithms from `at` on. */
export function logSoftmaxRow(
  scores: ArrayLike<number>,
  start: number,
  classes: number,
  out: Float64Array,
  at: number,
): void {
  let largest = -Infinity;
  for (let k = 0; k < classes; k++) largest = Math.max(largest, scores[start + k]);
  let sum = 0;
  for (let k = 0; k < classes; k++) sum += Math.exp(scores[start + k] - largest);
  const log = Math.log(sum);
  // m goes off first: m + log Σ rounds the logarithm away where scores are large, to −0.75 for −log 2 at 1e15
  // (github.com/pytorch/pytorch/issues/11752).
  for (let k = 0; k < classes; k++) out[at + k] = scores[start + k] - largest - log;
}
