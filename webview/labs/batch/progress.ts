import type { Plan } from './fields';

/** What a draw costs beside one sample in it. */
const perDraw = 33;
/** Less of the work, or of a second, tells nothing of how long the rest takes. */
const [leastShare, leastSeconds] = [0.02, 0.5];

/** How far draws are. */
export interface DrawProgress {
  /** Batches drawn, of all sizes together, and how many there will be. */
  draws: number;
  of: number;
  /** 0 … 1 of the work: a batch of 60,000 takes as long as thousands of 10. */
  share: number;
  /** At the pace so far; null while that is not known. */
  secondsLeft: number | null;
}

/**
 * @param drawn of each series so far.
 * @param seconds in which they were drawn, but for those that were `there` before.
 */
export function progressOf(
  { series, draws }: Plan,
  drawn: readonly number[],
  seconds: number,
  there: readonly number[] = series.map(() => 0),
): DrawProgress {
  const work = (counts: readonly number[]) =>
    series.reduce((sum, { size }, i) => sum + counts[i] * (perDraw + size), 0);
  const whole = work(series.map(() => draws));
  const share = work(drawn) / whole;
  const done = share - work(there) / whole;
  return {
    draws: drawn.reduce((sum, count) => sum + count, 0),
    of: draws * series.length,
    share,
    secondsLeft: done < leastShare || seconds < leastSeconds ? null : (seconds * (1 - share)) / done,
  };
}
