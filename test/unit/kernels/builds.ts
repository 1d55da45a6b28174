import type { Dtype, Floats } from '../../../src/engine';
import { memoryOf, kernelsOf, type Build, type BuildName } from '../../../src/kernels/kernels';
import relaxed from '../../../out/kernels/relaxed-simd.wasm';
import simd from '../../../out/kernels/simd.wasm';

const bytes: Record<BuildName, Uint8Array<ArrayBuffer>> = { simd, 'relaxed-simd': relaxed };

/** Every build that this Node can run: Node 20 has no relaxed SIMD. */
export const builds: Build[] = (['simd', 'relaxed-simd'] as const)
  .filter((name) => WebAssembly.validate(bytes[name]))
  .map((name) => ({ name, module: new WebAssembly.Module(bytes[name]) }));

export const dtypes = ['float32', 'float64'] as const;

/** Matrices in the kernels' memory, rows padded as the kernels want them. */
export class Bench {
  readonly kernels;
  readonly memory = memoryOf(1 << 22);
  readonly elements: Floats;
  readonly size: number;
  private next = 1024;

  constructor(
    build: Build,
    readonly dtype: Dtype,
  ) {
    this.kernels = kernelsOf(build, this.memory, dtype);
    this.size = dtype === 'float32' ? 4 : 8;
    const { buffer } = this.memory;
    this.elements = dtype === 'float32' ? new Float32Array(buffer) : new Float64Array(buffer);
  }

  stride(columns: number): number {
    return Math.ceil((columns * this.size) / 16) * 16;
  }

  vectors(columns: number): number {
    return this.stride(columns) / 16;
  }

  reserve(bytes: number): number {
    const at = this.next;
    this.next += Math.ceil(bytes / 64) * 64 + 64;
    return at;
  }

  /** Puts (rows, columns) values there and returns where. */
  matrix(values: ArrayLike<number>, rows: number, columns: number): number {
    const at = this.reserve(rows * this.stride(columns));
    for (let r = 0; r < rows; r++)
      for (let c = 0; c < columns; c++)
        this.elements[(at + r * this.stride(columns)) / this.size + c] = values[r * columns + c];
    return at;
  }

  read(at: number, rows: number, columns: number): Floats {
    const out = this.floats(rows * columns);
    for (let r = 0; r < rows; r++)
      for (let c = 0; c < columns; c++)
        out[r * columns + c] = this.elements[(at + r * this.stride(columns)) / this.size + c];
    return out;
  }

  /** Everything between the last column and the end of its row: it has to stay 0. */
  padding(at: number, rows: number, columns: number): number[] {
    const width = this.stride(columns) / this.size;
    return Array.from({ length: rows }, (_, r) =>
      Array.from(this.elements.subarray(at / this.size + r * width + columns, at / this.size + (r + 1) * width)),
    ).flat();
  }

  floats(length: number): Floats {
    return this.dtype === 'float32' ? new Float32Array(length) : new Float64Array(length);
  }

  bytes(values: ArrayLike<number>): number {
    const at = this.reserve(values.length);
    new Uint8Array(this.memory.buffer).set(values, at);
    return at;
  }

  integers(values: ArrayLike<number>): number {
    const at = this.reserve(4 * values.length);
    new Uint32Array(this.memory.buffer).set(values, at / 4);
    return at;
  }
}

/**
 * Expects two arrays to differ by no more than rounding: `units` in the last place of the largest value.
 * @param size what the values were computed from, where that is larger than what came out.
 */
export function expectClose(dtype: Dtype, got: Floats, expected: Floats, units = 64, size = 0): void {
  const epsilon = dtype === 'float32' ? 2 ** -23 : 2 ** -52;
  let largest = Math.max(size, 1e-30);
  let worst = 0;
  for (let i = 0; i < expected.length; i++) {
    largest = Math.max(largest, Math.abs(expected[i]));
    if (!Object.is(got[i], expected[i])) worst = Math.max(worst, Math.abs(got[i] - expected[i]));
  }
  if (!(worst <= units * epsilon * largest))
    throw new Error(`differs by ${worst}, expected at most ${units * epsilon * largest}`);
}
