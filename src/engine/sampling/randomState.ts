import { BadInput } from '../badInput';
import { Mt19937 } from './mt19937';
import { roundedLog } from './roundedLog';

/** What a draw of `randn` costs, in multiply-adds. */
export const drawWork = 500;

/** Everything a `RandomState` is, as one serialisable value. */
export interface RandomSnapshot {
  key: Uint32Array;
  position: number;
  /** The second value of the last pair that `randn` drew, while it waits to be given out. */
  cachedGaussian: number | null;
}

/** The largest seed that `np.random.seed` takes. */
export const largestSeed = 2 ** 32 - 1;

/** @throws BadInput when `seed` is not one that `np.random.seed` takes. */
export function checkSeed(seed: number, place = 'seed'): void {
  if (!Number.isInteger(seed) || seed < 0 || seed > largestSeed)
    throw new BadInput(place, '{0}: expected a whole number from 0 to {1}, got {2}.', [place, largestSeed, seed]);
}

function checkCount(count: number, place: string, least: number): void {
  if (!Number.isSafeInteger(count) || count < least)
    throw new BadInput(place, '{0}: expected a whole number from {1}, got {2}.', [place, least, count]);
}

/**
 * NumPy's legacy random stream: `RandomState(seed)` gives what `np.random.seed(seed)` and the calls after it give,
 * value for value, in any interleaving (numpy/random/mtrand.pyx and legacy-distributions.c say how).
 * Only `randn` is NumPy's up to the C library's `log`: 3 values in 10,000 may differ in their last digits (see roundedLog).
 */
export class RandomState {
  private readonly twister: Mt19937;
  private cachedGaussian: number | null = null;

  /** @throws BadInput when `seed` is not a whole number from 0 to 2³² − 1. */
  constructor(seed: number | RandomSnapshot) {
    if (typeof seed === 'number') {
      checkSeed(seed);
      this.twister = new Mt19937(seed);
    } else {
      this.twister = new Mt19937(seed);
      this.cachedGaussian = seed.cachedGaussian;
    }
  }

  static restore(snapshot: RandomSnapshot): RandomState {
    return new RandomState(snapshot);
  }

  snapshot(): RandomSnapshot {
    return { ...this.twister.state(), cachedGaussian: this.cachedGaussian };
  }

  /** (n,) doubles in [0, 1). */
  randomSample(n: number): Float64Array {
    checkCount(n, 'n', 0);
    return new Float64Array(n).map(() => this.twister.double());
  }

  /** (n,) whole numbers from `low` to `high` − 1. */
  randint(low: number, high: number, n: number): Float64Array {
    checkCount(n, 'n', 0);
    if (!Number.isSafeInteger(low) || !Number.isSafeInteger(high) || high <= low)
      throw new BadInput('high', '{0}: expected a whole number above {1}, got {2}.', ['high', low, high]);
    return new Float64Array(n).map(() => low + this.upTo(high - 1 - low));
  }

  /**
   * (size,) indices below `population`, as `np.random.choice(population, size, replace)`.
   * @throws BadInput when more are asked for than there are and none may come twice.
   */
  choice(population: number, size: number, replace = true): Int32Array {
    checkCount(population, 'population', 1);
    checkCount(size, 'size', 0);
    if (population > 2 ** 31)
      throw new BadInput('population', '{0}: expected at most {1}, got {2}.', ['population', 2 ** 31, population]);
    if (replace) {
      const drawn = new Int32Array(size);
      for (let i = 0; i < size; i++) drawn[i] = this.upTo(population - 1);
      return drawn;
    }
    if (size > population)
      throw new BadInput(
        'size',
        '{0}: expected at most the population of {1} when drawing without replacement, got {2}.',
        ['size', population, size],
      );
    return this.permutation(population).slice(0, size);
  }

  /** 0 … n − 1 in random order. */
  permutation(n: number): Int32Array {
    checkCount(n, 'n', 0);
    const order = new Int32Array(n);
    for (let i = 0; i < n; i++) order[i] = i;
    this.shuffle(order);
    return order;
  }

  /** Shuffles in place. */
  shuffle(values: { length: number; [index: number]: number }): void {
    for (let i = values.length - 1; i > 0; i--) {
      const j = this.upTo(i);
      const held = values[i];
      values[i] = values[j];
      values[j] = held;
    }
  }

  /** (n,) draws of the standard normal distribution, by Marsaglia's polar method. */
  randn(n: number): Float64Array {
    checkCount(n, 'n', 0);
    return new Float64Array(n).map(() => this.gaussian());
  }

  private gaussian(): number {
    if (this.cachedGaussian !== null) {
      const cached = this.cachedGaussian;
      this.cachedGaussian = null;
      return cached;
    }
    let x1: number, x2: number, r2: number;
    do {
      x1 = 2 * this.twister.double() - 1;
      x2 = 2 * this.twister.double() - 1;
      r2 = x1 * x1 + x2 * x2;
    } while (r2 >= 1 || r2 === 0);
    const f = Math.sqrt((-2 * roundedLog(r2)) / r2);
    this.cachedGaussian = f * x1;
    return f * x2;
  }

  /** A whole number from 0 to `most`, by masking and rejecting: 32 bits a try, 64 where `most` needs them. */
  private upTo(most: number): number {
    if (most === 0) return 0;
    if (most > 0xffffffff) return this.upToWide(BigInt(most));
    const { twister } = this;
    let value: number;
    if (most > 0x7fffffff) {
      do value = twister.uint32();
      while (value > most);
      return value;
    }
    const mask = 0xffffffff >>> Math.clz32(most);
    do value = twister.int32() & mask;
    while (value > most);
    return value;
  }

  private upToWide(most: bigint): number {
    const mask = (1n << BigInt(most.toString(2).length)) - 1n;
    let value: bigint;
    do value = ((BigInt(this.twister.uint32()) << 32n) | BigInt(this.twister.uint32())) & mask;
    while (value > most);
    return Number(value);
  }
}
