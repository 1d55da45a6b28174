import { normalized, type Dtype, type Samples } from '../engine';
import { blocksOf, compressedSamples, type CompressedSamples } from './compressedSamples';
import type { Address, Build, ByteKernels, Kernels } from './kernels';
import type { MemoryPlan } from './memoryPlan';
import { elementBytes, strideOf } from './parameterRegion';

/** Above this share of pixels that are not zero a dense first layer is faster; measured with 50 and with 500 hidden units. */
export const densestSparse = 0.7;

/** As `assembly/sparse.ts` has them. */
const entryBytes = 4;
const spanBytes = 8;
/** What the kernels may read or write behind an array's end. */
const overrun = 64;

/** A set of samples in the kernels' memory. */
class StoredSamples {
  private readonly starts: Address;
  private readonly records: Address;

  constructor(
    private readonly samples: CompressedSamples,
    plan: MemoryPlan,
  ) {
    this.starts = plan.reserve(4 * samples.starts.length);
    this.records = plan.reserve(samples.records.length + overrun);
  }

  get addresses(): [starts: Address, records: Address] {
    return [this.starts, this.records];
  }

  fill(memory: ArrayBuffer): void {
    new Uint32Array(memory).set(this.samples.starts, this.starts / 4);
    new Uint8Array(memory).set(this.samples.records, this.records);
  }
}

/** Rows of entries that `sparseTimesDense` multiplies. */
export interface Entries {
  spans: Address;
  spanStride: number;
  entries: Address;
  /** What each byte of a pixel stands for. */
  values: Address;
  rows: number;
}

/** The rows that the kernels work on: drawn from a set of samples, sparse or dense as the data is. */
export class SampleBatch {
  /** The share (0 … 1) of the pixels that is not zero. */
  readonly density: number;
  readonly isSparse: boolean;
  /** Dense: (rows, inputs). */
  readonly x: Address;
  readonly xStride: number;
  readonly labels: Address;
  private readonly indices: Address;
  private readonly values: Address;
  private readonly segments: Address;
  private readonly entries: Address;
  private readonly spans: Address;
  private readonly sorted: Address;
  private readonly inputs: number;
  private readonly blocks: number;
  private readonly stored: Record<'train' | 'test', StoredSamples>;

  /** @param rows the most that are drawn at once. */
  constructor(
    build: Build,
    private readonly dtype: Dtype,
    private readonly sets: Record<'train' | 'test', Samples>,
    rows: number,
    plan: MemoryPlan,
  ) {
    const train = compressedSamples(build, sets.train);
    const test = compressedSamples(build, sets.test);
    this.stored = { train: new StoredSamples(train, plan), test: new StoredSamples(test, plan) };
    const { inputs } = train;
    this.inputs = inputs;
    this.density = train.density;
    this.isSparse = this.density <= densestSparse;
    this.blocks = blocksOf(inputs);
    this.indices = plan.reserve(4 * rows);
    this.labels = plan.reserve(rows);
    this.values = plan.reserve(256 * elementBytes(dtype));
    this.xStride = strideOf(dtype, inputs);
    this.x = plan.reserve(this.isSparse ? 0 : rows * this.xStride);
    const whenSparse = (bytes: number) => plan.reserve(this.isSparse ? bytes : 0);
    this.segments = whenSparse(4 * (rows * this.blocks + 1));
    this.entries = whenSparse(rows * Math.max(train.mostNonZero, test.mostNonZero) * entryBytes + overrun);
    this.spans = whenSparse(inputs * spanBytes);
    this.sorted = whenSparse(inputs * rows * entryBytes);
  }

  /** Puts the samples into `memory`, once it is there. */
  fill(memory: ArrayBuffer): void {
    this.stored.train.fill(memory);
    this.stored.test.fill(memory);
    const elements = this.dtype === 'float32' ? new Float32Array(memory) : new Float64Array(memory);
    elements.set(normalized, this.values / elementBytes(this.dtype));
  }

  /** Draws samples `indices` of `set`, with their labels. */
  draw(kernels: Kernels & ByteKernels, memory: ArrayBuffer, set: 'train' | 'test', indices: Int32Array): void {
    new Int32Array(memory, this.indices, indices.length).set(indices);
    const labels = new Uint8Array(memory, this.labels, indices.length);
    const known = this.sets[set].labels;
    for (let n = 0; n < indices.length; n++) labels[n] = known[indices[n]];
    const from = [...this.stored[set].addresses, this.indices, indices.length, this.inputs] as const;
    if (this.isSparse) kernels.unpack(...from, this.segments, this.entries);
    else kernels.unpackDense(...from, this.values, this.x, this.xStride);
  }

  /** What was drawn last: of each block of inputs the samples' entries in it. */
  bySample(rows: number): Entries[] {
    const spanStride = 4 * this.blocks;
    return Array.from({ length: this.blocks }, (_, block) => ({
      spans: this.segments + 4 * block,
      spanStride,
      entries: this.entries,
      values: this.values,
      rows,
    }));
  }

  /** What was drawn last, by input. */
  byInput(kernels: ByteKernels, rows: number): Entries {
    const { segments, entries, inputs, spans, sorted, values } = this;
    kernels.sortByInput(segments, entries, rows, inputs, spans, sorted);
    return { spans, spanStride: spanBytes, entries: sorted, values, rows: inputs };
  }
}
