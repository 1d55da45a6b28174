import { defaultDelta, pairwiseSum, predictPixels, RandomState, type Network, type Samples } from '../engine';

/** Rows predicted at once: as many as lie in the processor's cache. */
const rows = 1000;

/**
 * (count,) ln(y[t] + δ) of every sample, whose negative is its cross-entropy error (Deep Learning from Scratch, 4.2.4).
 */
export function logLikelihoods(network: Network, samples: Samples): Float64Array {
  const { inputs, classes, count, labels, pixels } = samples;
  const logs = new Float64Array(count);
  for (let start = 0; start < count; start += rows) {
    const end = Math.min(start + rows, count);
    const y = predictPixels(network, pixels.subarray(start * inputs, end * inputs));
    for (let n = start; n < end; n++) logs[n] = Math.log(y[(n - start) * classes + labels[n]] + defaultDelta);
  }
  return logs;
}

/** −np.sum(logs) / B: the mean loss as the book takes it. */
const meanLoss = (logs: Float64Array) => -pairwiseSum(logs) / logs.length;

/** Mini-batches drawn one after the other from one seed, and the loss that each estimates. */
export class BatchLosses {
  /** How many batches were drawn. */
  drawn = 0;
  /** The loss over all samples. */
  readonly all: number;
  /** The standard deviation of a single sample's loss. */
  readonly spread: number;
  private readonly random: RandomState;

  /**
   * @param logs (count,) of `logLikelihoods`.
   * @throws BadInput when `seed` is no seed of NumPy's.
   */
  constructor(
    private readonly logs: Float64Array,
    seed: number,
    readonly size: number,
    readonly replace: boolean,
  ) {
    this.random = new RandomState(seed);
    this.all = meanLoss(logs);
    this.spread = Math.sqrt(pairwiseSum(logs.map((log) => (log + this.all) ** 2)) / logs.length);
  }

  /**
   * (count,) the losses of the next batches that `np.random.choice(N, size, replace)` draws.
   * @throws BadInput when a batch without replacement is larger than the data.
   */
  next(count: number): Float64Array {
    const { logs, size, replace } = this;
    const batch = new Float64Array(size);
    const losses = Float64Array.from({ length: count }, () => {
      const ids = this.random.choice(logs.length, size, replace);
      for (let i = 0; i < size; i++) batch[i] = logs[ids[i]];
      return meanLoss(batch);
    });
    this.drawn += count;
    return losses;
  }
}
