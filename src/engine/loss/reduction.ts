import { pairwiseSum } from '../sum/pairwiseSum';

/** `none`: a loss a sample; `sum`: over the batch; `mean`: that over N, the book's. */
export type Reduction = 'none' | 'mean' | 'sum';

export interface LossOptions {
  /** C, the length of a row of y. */
  classes: number;
  reduction?: Reduction;
}

/**
 * Adds an (N, width) array of terms the way NumPy adds it: each row by itself for `none`, the whole array as one otherwise.
 * @param scale multiplies each result: −1 for cross-entropy, ½ for the sum of squares.
 */
export function reduce(terms: Float64Array, rows: number, reduction: Reduction, scale: number): Float64Array | number {
  // Zero is added so that a loss of nothing is 0, and not −0.
  if (reduction === 'none') {
    const width = terms.length / rows;
    return Float64Array.from({ length: rows }, (_, n) => scale * pairwiseSum(terms, n * width, width) + 0);
  }
  const total = scale * pairwiseSum(terms) + 0;
  return reduction === 'mean' ? total / rows : total;
}
