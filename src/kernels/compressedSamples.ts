import type { Samples } from '../engine';
import { byteKernels, firstAddress, memoryOf, type Build } from './kernels';

/** Samples as `assembly/samples.ts` stores them. */
export interface CompressedSamples {
  inputs: number;
  /** (count + 1,) where each sample's record begins. */
  starts: Uint32Array;
  records: Uint8Array;
  /** The most pixels of a sample that are not zero. */
  mostNonZero: number;
  /** The share (0 … 1) of all pixels that is not zero. */
  density: number;
}

/** Blocks of inputs that a record counts its pixels by; as `assembly/samples.ts` has them. */
export const blocksOf = (inputs: number): number => Math.ceil(inputs / 192);

/** Samples compressed at a time. */
const chunk = 1000;

const kept = new WeakMap<Samples, CompressedSamples>();

/** `samples`, compressed; once for each. */
export function compressedSamples(build: Build, samples: Samples): CompressedSamples {
  const known = kept.get(samples) ?? compress(build, samples);
  kept.set(samples, known);
  return known;
}

const toVector = (bytes: number) => (bytes + 15) & ~15;

function compress(build: Build, { pixels, count, inputs }: Samples): CompressedSamples {
  const headerBytes = 2 * blocksOf(inputs);
  const rows = Math.min(chunk, count);
  const pixelsAt = firstAddress;
  const startsAt = toVector(pixelsAt + rows * inputs);
  const recordsAt = toVector(startsAt + 4 * (rows + 1));
  const memory = memoryOf(recordsAt + rows * (headerBytes + 3 * inputs));
  const kernels = byteKernels(build, memory);
  const bytes = new Uint8Array(memory.buffer);
  const chunkStarts = new Uint32Array(memory.buffer, startsAt, rows + 1);
  const starts = new Uint32Array(count + 1);
  const parts: Uint8Array[] = [];
  let mostNonZero = 0;
  for (let first = 0; first < count; first += rows) {
    const here = Math.min(rows, count - first);
    bytes.set(pixels.subarray(first * inputs, (first + here) * inputs), pixelsAt);
    kernels.compress(pixelsAt, here, inputs, startsAt, recordsAt);
    for (let n = 0; n < here; n++) {
      starts[first + n + 1] = starts[first] + chunkStarts[n + 1];
      mostNonZero = Math.max(mostNonZero, (chunkStarts[n + 1] - chunkStarts[n] - headerBytes) / 3);
    }
    parts.push(bytes.slice(recordsAt, recordsAt + chunkStarts[here]));
  }
  const records = new Uint8Array(starts[count]);
  let at = 0;
  for (const part of parts) {
    records.set(part, at);
    at += part.length;
  }
  const density = (records.length - count * headerBytes) / (3 * count * inputs);
  return { inputs, starts, records, mostNonZero, density };
}
