import type { Dtype, KernelsName } from '../engine';

/** An address in the kernels' memory, in bytes. */
export type Address = number;

/** The compiled kernels of one dtype; `assembly/` says what each does. Strides and lengths in bytes, `vectors` of 16 bytes. */
export interface Kernels {
  sparseTimesDense(
    spans: Address,
    spanStride: number,
    entries: Address,
    values: Address,
    rows: number,
    dense: Address,
    denseStride: number,
    vectors: number,
    scale: number,
    base: Address,
    baseStride: number,
    out: Address,
    outStride: number,
  ): void;
  unpackDense(
    starts: Address,
    records: Address,
    indices: Address,
    rows: number,
    inputs: number,
    values: Address,
    out: Address,
    stride: number,
  ): void;
  matrixProduct(
    a: Address,
    aRow: number,
    aColumn: number,
    b: Address,
    bRow: number,
    rows: number,
    depth: number,
    vectors: number,
    scale: number,
    base: Address,
    baseRow: number,
    out: Address,
    outRow: number,
  ): void;
  transpose(a: Address, aRow: number, rows: number, columns: number, out: Address, outRow: number): void;
  activate(kind: number, z: Address, bytes: number): void;
  activationGradient(kind: number, z: Address, dz: Address, bytes: number): void;
  softmax(scores: Address, stride: number, rows: number, classes: number): void;
  crossEntropy(y: Address, stride: number, rows: number, labels: Address, delta: number, scratch: Address): number;
  sumSquares(y: Address, stride: number, rows: number, classes: number, labels: Address): number;
  crossEntropyGradient(y: Address, stride: number, rows: number, labels: Address, batchSize: number): void;
  sumSquaresGradient(
    y: Address,
    stride: number,
    rows: number,
    classes: number,
    labels: Address,
    batchSize: number,
  ): void;
  countRight(y: Address, stride: number, rows: number, classes: number, labels: Address): number;
  sgd(w: Address, gradient: Address, bytes: number, learningRate: number): void;
  momentum(w: Address, gradient: Address, v: Address, bytes: number, learningRate: number, alpha: number): void;
  adagrad(w: Address, gradient: Address, h: Address, bytes: number, learningRate: number, epsilon: number): void;
  adam(
    w: Address,
    gradient: Address,
    m: Address,
    v: Address,
    bytes: number,
    learningRate: number,
    rest1: number,
    rest2: number,
    epsilon: number,
  ): void;
}

/** What has no dtype. */
export interface ByteKernels {
  compress(pixels: Address, count: number, inputs: number, starts: Address, records: Address): void;
  unpack(
    starts: Address,
    records: Address,
    indices: Address,
    rows: number,
    inputs: number,
    segments: Address,
    entries: Address,
  ): number;
  sortByInput(segments: Address, entries: Address, rows: number, inputs: number, spans: Address, sorted: Address): void;
  exp32Each(values: Address, count: number): void;
  expEach(values: Address, count: number): void;
  logEach(values: Address, count: number): void;
}

/** `relaxed-simd` fuses multiply and add, so its last bits are others than `simd`'s; each is the same on every host. */
export type BuildName = Exclude<KernelsName, 'plain'>;

export interface Build {
  name: BuildName;
  module: WebAssembly.Module;
}

type Exports = Record<string, (...values: number[]) => number>;

const instantiate = (module: WebAssembly.Module, memory: WebAssembly.Memory) =>
  new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as Exports;

const pageBytes = 65536;

/** Bytes that a WebAssembly memory may have. */
export const mostBytes = 65535 * pageBytes;

/** The kernels never write below this address, which the compiler keeps for itself. */
export const firstAddress: Address = 1024;

/** A memory that never grows: growing would detach every view on it. */
export const memoryOf = (bytes: number): WebAssembly.Memory => {
  const pages = Math.ceil(bytes / pageBytes);
  return new WebAssembly.Memory({ initial: pages, maximum: pages });
};

/**
 * A build from its bytes, where this host runs it the same way as every other: the relaxed one only where its
 * multiply-add is fused.
 * @returns undefined where it does not.
 */
export function buildOf(name: BuildName, bytes: Uint8Array<ArrayBuffer>): Build | undefined {
  if (!WebAssembly.validate(bytes)) return undefined;
  const module = new WebAssembly.Module(bytes);
  const isFused = () => instantiate(module, memoryOf(1)).fuses(1 + 2 ** -27, -(1 + 2 ** -26)) !== 0;
  return name === 'simd' || isFused() ? { name, module } : undefined;
}

export const byteKernels = ({ module }: Build, memory: WebAssembly.Memory): ByteKernels =>
  instantiate(module, memory) as unknown as ByteKernels;

/** The kernels of `dtype` under their names without it, beside those that have none. */
export function kernelsOf({ module }: Build, memory: WebAssembly.Memory, dtype: Dtype): Kernels & ByteKernels {
  const suffix = dtype === 'float32' ? '32' : '64';
  const all = Object.entries(instantiate(module, memory));
  const named = all
    .filter(([name]) => name.endsWith(suffix))
    .map(([name, kernel]) => [name.slice(0, -suffix.length), kernel]);
  return Object.fromEntries([...all, ...named]) as Kernels & ByteKernels;
}
