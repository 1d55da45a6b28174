/** The precision a network computes in. */
export type Dtype = 'float32' | 'float64';

/** A flat row-major array in either precision. */
export type Floats = Float32Array | Float64Array;

export const zeros = (dtype: Dtype, length: number): Floats =>
  dtype === 'float32' ? new Float32Array(length) : new Float64Array(length);
