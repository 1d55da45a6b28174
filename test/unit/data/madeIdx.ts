/** An IDX file of bytes with `values` counting up from 0, wrapping at 256. */
export function madeIdx(dimensions: readonly number[]): Uint8Array {
  const header = Buffer.alloc(4 + 4 * dimensions.length);
  header.writeUInt32BE(0x0800 + dimensions.length, 0);
  dimensions.forEach((dimension, axis) => header.writeUInt32BE(dimension, 4 + 4 * axis));
  const count = dimensions.reduce((product, dimension) => product * dimension, 1);
  return Buffer.concat([header, Uint8Array.from({ length: count }, (_, index) => index % 256)]);
}
