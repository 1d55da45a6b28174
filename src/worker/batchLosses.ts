import {
  BadInput,
  logOf,
  Network,
  pairwiseSum,
  passRows,
  predictPixels,
  RandomState,
  type RandomSnapshot,
  type Samples,
} from '../engine';
import { Permutations } from './permutations';

/** The network as it is now, whatever its training makes of it later. */
export function frozen(network: Network): Network {
  const copy = new Network(network.plan);
  copy.parameters.forEach(({ values }, i) => values.set(network.parameters[i].values));
  return copy;
}

/** The losses of all samples under one network, taken bit by bit. */
export class SampleLosses {
  /** (count,) ln(y[t] + δ) of every sample, whose negative is its cross-entropy error (Deep Learning from Scratch, 4.2.4). */
  readonly logs: Float64Array;
  private known = 0;
  private readonly rows: number;

  constructor(
    private readonly network: Network,
    private readonly samples: Samples,
  ) {
    this.logs = new Float64Array(samples.count);
    this.rows = passRows(network, samples.count);
  }

  /** How much (0 … 1) is done. */
  get share(): number {
    return this.known / this.samples.count;
  }

  /** Goes on for about that long, and at least by a few samples. */
  measure(milliseconds: number): void {
    const { inputs, classes, count, labels, pixels } = this.samples;
    const until = performance.now() + milliseconds;
    while (this.known < count) {
      const start = this.known;
      const end = Math.min(start + this.rows, count);
      const y = predictPixels(this.network, pixels.subarray(start * inputs, end * inputs));
      for (let n = start; n < end; n++) this.logs[n] = logOf(y[(n - start) * classes + labels[n]]);
      this.known = end;
      if (performance.now() > until) return;
    }
  }
}

/** −np.sum(logs) / B: the mean loss as the book takes it. */
const meanLoss = (logs: Float64Array) => -pairwiseSum(logs) / logs.length;

/** Mini-batches drawn one after the other from one seed, and the loss that each estimates. */
export class BatchLosses {
  /** How many batches were drawn. */
  drawn = 0;
  private readonly random: RandomState;
  /** Where the stream stands that shares its permutations. */
  private before: RandomSnapshot;

  /**
   * @param logs (count,) of `SampleLosses`, all of them known.
   * @param permutations shared with other streams of the same logs.
   * @throws BadInput when `seed` is no seed of NumPy's, or a batch without replacement is larger than the data.
   */
  constructor(
    private readonly logs: Float64Array,
    private readonly seed: number,
    readonly size: number,
    readonly replace: boolean,
    private readonly permutations = new Permutations(logs.length),
  ) {
    if (!replace && size > logs.length)
      throw new BadInput('size', 'Size: expected a whole number from 1 to {0}, got {1}.', [logs.length, size]);
    this.random = new RandomState(seed);
    this.before = this.random.snapshot();
  }

  /**
   * (≤ count,) the losses of the next batches that `np.random.choice(N, size, replace)` draws: one at least, and then as
   * many as there is time for.
   */
  next(count: number, milliseconds = Infinity): Float64Array {
    const { logs, size, replace } = this;
    const until = performance.now() + milliseconds;
    const most = replace ? count : Math.min(count, this.permutations.turn(this.seed, this.drawn));
    const batch = new Float64Array(size);
    const losses = new Float64Array(most);
    let done = 0;
    while (done < most) {
      const ids = replace ? this.random.choice(logs.length, size) : this.permutation();
      for (let i = 0; i < size; i++) batch[i] = logs[ids[i]];
      losses[done++] = meanLoss(batch);
      this.drawn++;
      if (performance.now() > until) break;
    }
    return losses.slice(0, done);
  }

  /** What `np.random.choice(N, size, replace=False)` takes the first `size` of. */
  private permutation(): Int32Array {
    const { order, after } = this.permutations.take(this.seed, this.drawn, this.before);
    this.before = after;
    return order;
  }
}

/** Which batches are wanted: `count` of them from number `first` of the stream of this seed, size and kind. */
export interface WantedDraws {
  seed: number;
  size: number;
  replace: boolean;
  first: number;
  count: number;
}

export interface Drawn {
  /** (≤ count,); none while not all samples are measured. */
  losses: Float64Array;
  /** How much (0 … 1) of the loss of all samples is taken. */
  measured: number;
  /** The loss over all samples, once it is known. */
  all: number;
  /** The standard deviation of a single sample's loss. */
  spread: number;
}

/** How long one answer may take: as much as nobody waiting behind it would notice. */
const patience = 50;

/** One set of draws: streams of batches, all of the same network as it was when they began. */
export class LossDraws {
  private readonly streams = new Map<string, BatchLosses>();
  private readonly permutations: Permutations;
  private whole: { all: number; spread: number } | undefined;

  /** @param id tells these draws from others. */
  constructor(
    readonly id: number,
    private readonly losses: SampleLosses,
  ) {
    this.permutations = new Permutations(losses.logs.length);
  }

  /** @throws BadInput when the stream is not at `first`. */
  next({ seed, size, replace, first, count }: WantedDraws): Drawn {
    const { losses } = this;
    losses.measure(patience);
    if (losses.share < 1) return { losses: new Float64Array(0), measured: losses.share, all: 0, spread: 0 };
    this.whole ??= wholeOf(losses.logs);
    const name = `${seed} ${size} ${replace}`;
    const stream = this.streams.get(name) ?? new BatchLosses(losses.logs, seed, size, replace, this.permutations);
    this.streams.set(name, stream);
    if (stream.drawn !== first) throw new BadInput('', 'These draws are over: start them anew.');
    return { losses: stream.next(count, patience), measured: 1, ...this.whole };
  }
}

/** The mean of all samples' losses and their standard deviation. */
export function wholeOf(logs: Float64Array): { all: number; spread: number } {
  const all = meanLoss(logs);
  return { all, spread: Math.sqrt(pairwiseSum(logs.map((log) => (log + all) ** 2)) / logs.length) };
}
