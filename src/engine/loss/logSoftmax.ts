/**
 * log softmax of each row, without the softmax: s − m − log Σ e^(s − m), m the row's largest, so that a probability too
 * small for a number still has its logarithm (PyTorch's `log_softmax`).
 * @param scores (rows, classes) row-major. @param out where the (rows, classes) logarithms go; may be `scores` itself.
 */
export function logSoftmax(
  scores: ArrayLike<number>,
  rows: number,
  classes: number,
  out: Float64Array = new Float64Array(rows * classes),
): Float64Array {
  for (let n = 0; n < rows; n++) {
    const start = n * classes;
    let largest = -Infinity;
    for (let k = start; k < start + classes; k++) largest = Math.max(largest, scores[k]);
    let sum = 0;
    for (let k = start; k < start + classes; k++) sum += Math.exp(scores[k] - largest);
    const shift = largest + Math.log(sum);
    for (let k = start; k < start + classes; k++) out[k] = scores[k] - shift;
  }
  return out;
}
