/** The distance from |x| to the next larger double. */
export function spacing(x: number): number {
  const double = new Float64Array([Math.abs(x)]);
  const bits = new BigUint64Array(double.buffer);
  bits[0]++;
  return double[0] - Math.abs(x);
}

/** The same among float32 numbers, of the one nearest to x. */
export function spacing32(x: number): number {
  const single = new Float32Array([Math.abs(x)]);
  const at = single[0];
  new Uint32Array(single.buffer)[0]++;
  return single[0] - at;
}
