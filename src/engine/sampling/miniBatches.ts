import { BadInput } from '../badInput';
import { RandomState, type RandomSnapshot } from './randomState';

/**
 * How a batch is drawn from N samples: `withReplacement` is the book's `np.random.choice(N, B)`, `withoutReplacement`
 * the same with `replace=False`, `shuffle` cuts one permutation an epoch into batches. An epoch's last samples that
 * fill no batch are left out, as PyTorch's `drop_last` does, so that every batch has the same size.
 */
export type Sampling = 'withReplacement' | 'withoutReplacement' | 'shuffle';

/** Where a stream of batches stands, serialisable. */
export interface BatchesSnapshot {
  /** The stream as it was before the present epoch's permutation; null when nothing of an epoch is left to hand out. */
  epochStart: RandomSnapshot | null;
  used: number;
}

/** An endless stream of mini-batches. */
export class MiniBatches {
  private order: Int32Array | null = null;
  private epochStart: RandomSnapshot | null = null;
  private used = 0;

  /** @throws BadInput when a batch is larger than the data. */
  constructor(
    private readonly random: RandomState,
    private readonly count: number,
    private readonly size: number,
    private readonly sampling: Sampling,
    from?: BatchesSnapshot,
  ) {
    if (size > count)
      throw new BadInput('batch.size', '{0}: expected at most the {1} training samples, got {2}.', [
        'batch.size',
        count,
        size,
      ]);
    if (!from?.epochStart) return;
    this.epochStart = from.epochStart;
    this.order = RandomState.restore(from.epochStart).permutation(count);
    this.used = from.used;
  }

  /** (size,) indices of samples. */
  next(): Int32Array {
    if (this.sampling !== 'shuffle')
      return this.random.choice(this.count, this.size, this.sampling === 'withReplacement');
    if (!this.order || this.used + this.size > this.count) {
      this.epochStart = this.random.snapshot();
      this.order = this.random.permutation(this.count);
      this.used = 0;
    }
    this.used += this.size;
    return this.order.subarray(this.used - this.size, this.used);
  }

  snapshot(): BatchesSnapshot {
    return { epochStart: this.epochStart, used: this.used };
  }
}
