import type { Learned } from '../engine';
import type { Address } from './kernels';
import type { MemoryPlan } from './memoryPlan';
import { elementBytes, ParameterRegion, strideOf } from './parameterRegion';

/** Where one pass keeps what; all but the samples. */
export interface PassMemory {
  parameters: ParameterRegion;
  /** As the parameters; missing where the update is fused with the gradient's product. */
  gradients: ParameterRegion | undefined;
  state: readonly ParameterRegion[];
  /** Each layer's output, (rows, outputs); the last holds scores, then probabilities, then their gradient. */
  z: readonly Address[];
  /** The gradient of each hidden layer's output. */
  dz: readonly Address[];
  /** Each layer's W transposed, (outputs, inputs); none for the first. */
  transposed: readonly Address[];
  /** A row of zeros, as wide as any. */
  zeros: Address;
  /** (rows,) */
  ones: Address;
  scratch: Address;
}

/**
 * Reserves what a pass of up to `rows` samples needs.
 * @param isFused whether the update is fused with the gradient's product, which is then kept nowhere.
 */
export function planPassMemory(
  { network, state }: Learned,
  rows: number,
  isFused: boolean,
  memory: MemoryPlan,
): PassMemory {
  const { sizes, dtype } = network.plan;
  const strides = sizes.map((size) => strideOf(dtype, size));
  return {
    parameters: new ParameterRegion(network, memory),
    gradients: isFused ? undefined : new ParameterRegion(network, memory),
    state: state.map(() => new ParameterRegion(network, memory)),
    z: strides.slice(1).map((stride) => memory.reserve(rows * stride)),
    dz: strides.slice(1, -1).map((stride) => memory.reserve(rows * stride)),
    transposed: sizes
      .slice(0, -1)
      .map((_, layer) => memory.reserve(layer === 0 ? 0 : sizes[layer + 1] * strides[layer])),
    zeros: memory.reserve(Math.max(...strides)),
    ones: memory.reserve(rows * elementBytes(dtype)),
    scratch: memory.reserve(8 * (Math.max(rows, network.classes) + 2)),
  };
}
