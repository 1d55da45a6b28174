import { BadInput } from '../engine/badInput';

/** An array of bytes as an IDX file holds it: `values` has the product of `dimensions` elements, row by row. */
export interface Idx {
  dimensions: number[];
  values: Uint8Array;
}

const hex = (value: number) => `0x${value.toString(16).padStart(8, '0')}`;

/**
 * Decodes an IDX file of unsigned bytes (http://yann.lecun.com/exdb/mnist/: two zero bytes, the type 8, the number
 * of dimensions; each dimension as a big-endian 32-bit integer; the values).
 * @param bytes the whole file, unpacked; `values` is a view of it, not a copy.
 * @param file its name, for error messages.
 * @param rank the number of dimensions expected: 1 for labels, 3 for images.
 * @throws BadInput when it is another kind of file, or shorter or longer than its header says.
 */
export function decodeIdx(bytes: Uint8Array, file: string, rank: number): Idx {
  const header = 4 + 4 * rank;
  if (bytes.length < header)
    throw new BadInput(file, '{0}: expected an IDX header of {1} bytes, the file has {2}.', [
      file,
      header,
      bytes.length,
    ]);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const magic = view.getUint32(0);
  const expected = 0x0800 + rank;
  if (magic !== expected)
    throw new BadInput(file, '{0}, byte 0: expected the IDX magic number {1}, got {2}.', [
      file,
      hex(expected),
      hex(magic),
    ]);
  const dimensions = Array.from({ length: rank }, (_, axis) => view.getUint32(4 + 4 * axis));
  const count = dimensions.reduce((product, dimension) => product * dimension, 1);
  const got = bytes.length - header;
  if (got !== count) {
    throw new BadInput(file, '{0}: its header says {1} values, so expected {2} bytes after byte {3}, got {4}.', [
      file,
      dimensions.join(' × '),
      count,
      header,
      got,
    ]);
  }
  return { dimensions, values: bytes.subarray(header) };
}
