import type { Address } from './kernels';
import { firstAddress } from './kernels';

const line = 64;

/** Hands out addresses one behind the other, each at the start of a cache line, before there is a memory to hold them. */
export class MemoryPlan {
  private end = firstAddress;

  get bytes(): number {
    return this.end;
  }

  reserve(bytes: number): Address {
    const at = this.end;
    this.end += Math.ceil(bytes / line) * line;
    return at;
  }
}
