import { pairwiseSum } from '../sum/pairwiseSum';
import type { Floats } from './floats';

/**
 * Softmax of each row, as the book's (3.5): the row's largest is taken off first, so that no exponential overflows.
 * @param a (rows, classes) row-major scores. @param y where the (rows, classes) probabilities go; may be `a` itself.
 */
export function softmax(a: Floats, rows: number, classes: number, y: Floats = a.slice()): Floats {
  for (let n = 0; n < rows; n++) {
    const start = n * classes;
    let largest = -Infinity;
    for (let k = start; k < start + classes; k++) if (a[k] > largest) largest = a[k];
    for (let k = start; k < start + classes; k++) y[k] = Math.exp(a[k] - largest);
    const sum = pairwiseSum(y, start, classes);
    for (let k = start; k < start + classes; k++) y[k] /= sum;
  }
  return y;
}
