import type { Dtype, Floats, Network } from '../engine';
import type { Address } from './kernels';
import type { MemoryPlan } from './memoryPlan';

const vectorBytes = 16;

/** Bytes of an element. */
export const elementBytes = (dtype: Dtype): number => (dtype === 'float32' ? 4 : 8);

/** Bytes from one row of `length` elements to the next: whole vectors. */
export const strideOf = (dtype: Dtype, length: number): number =>
  Math.ceil((length * elementBytes(dtype)) / vectorBytes) * vectorBytes;

/**
 * Where the parameters of a network lie in the kernels' memory, and whatever else has their shapes (gradients, what an
 * optimizer keeps): W1, b1, W2 … one behind the other, rows padded to whole vectors.
 */
export class ParameterRegion {
  /** Of each parameter. */
  readonly at: readonly Address[];
  readonly bytes: number;
  readonly start: Address;

  constructor(
    private readonly network: Network,
    plan: MemoryPlan,
  ) {
    const { dtype } = network.plan;
    const lengths = network.parameters.map(({ shape }) =>
      shape.length === 2 ? shape[0] * strideOf(dtype, shape[1]) : strideOf(dtype, shape[0]),
    );
    this.bytes = lengths.reduce((sum, length) => sum + length, 0);
    this.start = plan.reserve(this.bytes);
    let next = this.start;
    this.at = lengths.map((length) => {
      const here = next;
      next += length;
      return here;
    });
  }

  /** Copies `values`, in the parameters' order and shapes, into `memory`. */
  write(memory: Floats, values: readonly Floats[]): void {
    this.eachRow((row, parameter, from, length) => memory.set(values[parameter].subarray(from, from + length), row));
  }

  /** Copies what is in `memory` to `values`. */
  read(memory: Floats, values: readonly Floats[]): void {
    this.eachRow((row, parameter, from, length) => {
      values[parameter].set(memory.subarray(row, row + length), from);
    });
  }

  /** Calls `visit` with each row's first element in memory, its parameter, its first element there, and its length. */
  private eachRow(visit: (row: number, parameter: number, from: number, length: number) => void): void {
    const { dtype } = this.network.plan;
    const size = elementBytes(dtype);
    this.network.parameters.forEach(({ shape }, parameter) => {
      const length = shape[shape.length - 1];
      const rows = shape.length === 2 ? shape[0] : 1;
      const stride = strideOf(dtype, length);
      for (let row = 0; row < rows; row++)
        visit((this.at[parameter] + row * stride) / size, parameter, row * length, length);
    });
  }
}
