import { RandomState, type RandomSnapshot } from '../engine';

/** Permutations that are kept: of 60,000 they take 15 MB. */
const mostKept = 64;

interface Permuted {
  order: Int32Array;
  /** The stream behind it. */
  after: RandomSnapshot;
}

/**
 * The permutations that seeds give, one after the other. A batch without replacement is the beginning of one, whatever its
 * size, and the permutation is nearly all that it costs: streams of several sizes that take turns have each made once.
 */
export class Permutations {
  /** By seed and number, the oldest first. */
  private readonly kept = new Map<string, Permuted>();

  constructor(private readonly count: number) {}

  /**
   * Permutation `number` of the stream of `seed`.
   * @param before the stream where that one begins: it is made from there when nobody else has, or long ago.
   */
  take(seed: number, number: number, before: RandomSnapshot): Permuted {
    const name = `${seed} ${number}`;
    const known = this.kept.get(name);
    if (known) return known;
    const random = RandomState.restore(before);
    const permuted = { order: random.permutation(this.count), after: random.snapshot() };
    this.kept.set(name, permuted);
    const [oldest] = this.kept.keys();
    if (this.kept.size > mostKept) this.kept.delete(oldest);
    return permuted;
  }

  /** How many to take in a turn, so that others still find them: all that are there, or else as many as can be kept. */
  turn(seed: number, first: number): number {
    let known = 0;
    while (this.kept.has(`${seed} ${first + known}`)) known++;
    return known || mostKept;
  }
}
