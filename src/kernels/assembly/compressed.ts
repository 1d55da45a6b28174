import { entryBytes } from './sparse';

/*
 * Samples in store: of each a record of the pixels that are not zero, about 450 bytes instead of 784: how many there are up
 * to the end of each block of inputs (u16 each), which inputs they are (u16 each), and their bytes.
 */

const lineBytes: usize = 64;

/** Inputs of a block: few enough for their rows of weights to stay near, enough to be worth a loop. */
const blockInputs = 192;

// @ts-ignore: decorator
@inline
function blocksOf(inputs: i32): i32 {
  return (inputs + blockInputs - 1) / blockInputs;
}

/**
 * Compresses `count` samples.
 * @param pixels (count, inputs) bytes; at most 65,535 inputs.
 * @param starts (count + 1,) u32 gets where each sample's record begins in `records`.
 */
export function compress(pixels: usize, count: i32, inputs: i32, starts: usize, records: usize): void {
  let record = records;
  store<u32>(starts, 0);
  for (let n = 0; n < count; n++, pixels += inputs) {
    const columns = record + ((<usize>blocksOf(inputs)) << 1);
    let found: usize = 0;
    for (let first = 0; first < inputs; first += blockInputs, record += 2) {
      const end = min(first + blockInputs, inputs);
      for (let j = first; j < end;)
        if (j + 16 <= end) {
          const zero = i8x16.eq(v128.load(pixels + j), i8x16.splat(0));
          for (let rest = ~i8x16.bitmask(zero) & 0xffff; rest != 0; rest &= rest - 1, found++)
            store<u16>(columns + (found << 1), <u16>(j + ctz(rest)));
          j += 16;
        } else {
          if (load<u8>(pixels + j) != 0) store<u16>(columns + (found++ << 1), <u16>j);
          j++;
        }
      store<u16>(record, <u16>found);
    }
    record = columns + (found << 1);
    for (let column = columns; column < columns + (found << 1); column += 2)
      store<u8>(record++, load<u8>(pixels + <usize>load<u16>(column)));
    starts += 4;
    store<u32>(starts, <u32>(record - records));
  }
}

/**
 * Reads a byte of every cache line of the samples' records, none of which has to wait for another: drawn at random, they
 * come from far memory, and to wait for each in turn takes longer than all the rest of unpacking.
 * @returns the sum of those bytes, so that nobody finds them unused.
 */
function touch(starts: usize, records: usize, indices: usize, rows: i32): u32 {
  let sum: u32 = 0;
  for (let n = 0; n < rows; n++) {
    const start = starts + ((<usize>load<i32>(indices + ((<usize>n) << 2))) << 2);
    const end = records + <usize>load<u32>(start, 4);
    for (let at = records + <usize>load<u32>(start); at < end; at += lineBytes) sum += load<u8>(at);
  }
  return sum;
}

/**
 * Unpacks a batch into entries, sample by sample and input by input.
 * @param starts,records as `compress` writes them; 15 bytes more may be read.
 * @param indices (rows,) i32 sample numbers.
 * @param segments (rows · blocks + 1,) u32: where each sample's entries of each block of inputs begin.
 * @param entries gets the entries; up to 7 behind the last are written over.
 * @returns nothing that means anything.
 */
export function unpack(
  starts: usize,
  records: usize,
  indices: usize,
  rows: i32,
  inputs: i32,
  segments: usize,
  entries: usize,
): u32 {
  const blocks = blocksOf(inputs);
  const touched = touch(starts, records, indices, rows);
  let count: u32 = 0;
  store<u32>(segments, 0);
  for (let n = 0; n < rows; n++) {
    let record = records + <usize>load<u32>(starts + ((<usize>load<i32>(indices + ((<usize>n) << 2))) << 2));
    let found: usize = 0;
    for (let block = 0; block < blocks; block++, record += 2) {
      found = load<u16>(record);
      segments += 4;
      store<u32>(segments, count + <u32>found);
    }
    const bytes = record + (found << 1);
    let to = entries + <usize>count * entryBytes;
    for (let k: usize = 0; k < found; k += 8, to += 8 * entryBytes) {
      const column = v128.load(record + (k << 1));
      const byte = v128.load64_zero(bytes + k);
      // The bytes of an entry from the lowest on: pixel, column (two), 0.
      v128.store(to, i8x16.shuffle(byte, column, 0, 16, 17, 8, 1, 18, 19, 8, 2, 20, 21, 8, 3, 22, 23, 8));
      v128.store(to, i8x16.shuffle(byte, column, 4, 24, 25, 8, 5, 26, 27, 8, 6, 28, 29, 8, 7, 30, 31, 8), 16);
    }
    count += <u32>found;
  }
  return touched;
}

/**
 * Unpacks a batch into a dense matrix (rows, inputs), rows `stride` bytes apart.
 * @param values (256,) T: what each byte stands for.
 */
export function unpackDense<T>(
  starts: usize,
  records: usize,
  indices: usize,
  rows: i32,
  inputs: i32,
  values: usize,
  out: usize,
  stride: usize,
): void {
  const blocks = <usize>blocksOf(inputs);
  for (let n = 0; n < rows; n++, out += stride) {
    const record = records + <usize>load<u32>(starts + ((<usize>load<i32>(indices + ((<usize>n) << 2))) << 2));
    const found = <usize>load<u16>(record + ((blocks - 1) << 1));
    const columns = record + (blocks << 1);
    const bytes = columns + (found << 1);
    memory.fill(out, 0, stride);
    for (let k: usize = 0; k < found; k++)
      store<T>(
        out + <usize>load<u16>(columns + (k << 1)) * sizeof<T>(),
        load<T>(values + <usize>load<u8>(bytes + k) * sizeof<T>()),
      );
  }
}

/**
 * The entries of a batch by input instead of by sample. Each input has room for `rows` entries, so that nothing needs to be
 * counted first.
 * @param segments,entries as `unpack` writes them.
 * @param spans (inputs, 2) u32 gets where each input's entries begin and end in `sorted`.
 */
export function sortByInput(
  segments: usize,
  entries: usize,
  rows: i32,
  inputs: i32,
  spans: usize,
  sorted: usize,
): void {
  const blocks = blocksOf(inputs);
  for (let j = 0; j < inputs; j++) {
    const first = <u64>(j * rows);
    store<u64>(spans + ((<usize>j) << 3), first | (first << 32));
  }
  let at = entries;
  for (let n = 0; n < rows; n++) {
    const end = entries + <usize>load<u32>(segments + ((<usize>((n + 1) * blocks)) << 2)) * entryBytes;
    if ((end - at) & entryBytes) {
      move(load<u32>(at), n, spans, sorted);
      at += entryBytes;
    }
    for (; at < end; at += 2 * entryBytes) {
      move(load<u32>(at), n, spans, sorted);
      move(load<u32>(at, 4), n, spans, sorted);
    }
  }
}

/** Puts an entry of row n behind those that its input has already. */
// @ts-ignore: decorator
@inline
function move(entry: u32, n: i32, spans: usize, sorted: usize): void {
  const span = spans + ((<usize>(entry >> 8)) << 3);
  const to = <usize>load<u32>(span, 4);
  store<u32>(span, <u32>to + 1, 4);
  store<u32>(sorted + to * entryBytes, (n << 8) | (entry & 255));
}
