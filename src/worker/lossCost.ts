import { BadInput, crossEntropyError, RandomState } from '../engine';
import type { Task } from '../shared/task';
import { runInSlices } from './runInSlices';

/** What a batch of targets costs in either form. */
export interface LossCost {
  classes: number;
  /** N, the samples of the batch. */
  rows: number;
  /** Of the targets: one-hot as float32, labels as int32. */
  bytes: { oneHot: number; label: number };
  /** Of one cross-entropy of the batch: the least of several. */
  seconds: { oneHot: number; label: number };
}

const rows = 100;
/** Elements of y whose logarithms are taken at one go: about a millisecond's worth. */
const mostAtOnce = 2 ** 14;
/** Of quick work more are measured, as many as there is time for: whatever else runs disturbs it more. */
const [fewest, most, enough] = [4, 60, 100];
/** Milliseconds that one measurement takes at least, of as many batches as that needs. */
const leastMeasured = 1;
/** How often both forms run unmeasured at first, until they are compiled as well as they will be; and for how long at most. */
const [warmRounds, warmMost] = [150, 1000];

/**
 * Measures both forms of the cross-entropy error on a batch of 100 samples of `classes` classes, in slices. It takes 8 bytes
 * an element: 80 MB at 100,000 classes.
 * @throws BadInput when there is no room for the batch, or it was stopped.
 */
export async function lossCost(classes: number, { signal }: Pick<Task, 'signal'>): Promise<LossCost> {
  await (warmed ??= warm());
  const { y, t, label } = batchOf(classes);
  const some = Math.max(1, Math.floor(mostAtOnce / classes));
  const pieces = Array.from({ length: Math.ceil(rows / some) }, (_, i) => {
    const [from, to] = [i * some * classes, (i + 1) * some * classes];
    const [ownY, target] = [y.subarray(from, to), { form: 'oneHot', t: t.subarray(from, to) } as const];
    return () => crossEntropyError(ownY, target, { classes, reduction: 'sum' });
  });
  return {
    classes,
    rows,
    bytes: { oneHot: t.byteLength, label: label.byteLength },
    seconds: {
      oneHot: await secondsOf(pieces, signal),
      label: await secondsOf(
        [() => crossEntropyError(y, { form: 'label', label }, { classes, reduction: 'sum' })],
        signal,
      ),
    },
  };
}

let warmed: Promise<unknown> | undefined;

/** Runs both forms in turn, on few and on many classes: code that ran one alone is compiled anew when it meets the other. */
function warm(): Promise<unknown> {
  const batches = [10, 1000].map((classes) => ({ classes, ...batchOf(classes) }));
  function* rounds(): Generator<number, void> {
    const end = performance.now() + warmMost;
    for (let i = 0; i < warmRounds && performance.now() < end; i++)
      for (const { classes, y, t, label } of batches)
        for (const target of [{ form: 'oneHot', t } as const, { form: 'label', label } as const]) {
          crossEntropyError(y, target, { classes, reduction: 'sum' });
          yield i;
        }
  }
  return toTheEnd(rounds());
}

/** y: (N, C) random rows that sum to 1; t: (N, C) one-hot; label: (N,). */
function batchOf(classes: number): { y: Float32Array; t: Float32Array; label: Int32Array } {
  const random = new RandomState(0);
  const row = Float32Array.from(random.randomSample(classes));
  const sum = row.reduce((total, value) => total + value, 0);
  row.forEach((value, k) => (row[k] = value / sum));
  const label = Int32Array.from(random.randomSample(rows), (share) => Math.floor(share * classes));
  try {
    const [y, t] = [new Float32Array(rows * classes), new Float32Array(rows * classes)];
    label.forEach((k, n) => {
      y.set(row, n * classes);
      t[n * classes + k] = 1;
    });
    return { y, t, label };
  } catch {
    throw new BadInput('', 'There is no memory for {0} targets of {1} classes.', [rows, classes]);
  }
}

const toTheEnd = async <T>(slices: Generator<number, T>, signal?: AbortSignal): Promise<T> =>
  (await runInSlices(slices, signal && { signal })).value;

/**
 * Seconds that all `pieces` take together: of each the least of several measurements. Whatever else the computer does
 * makes some of them longer, and none shorter.
 */
const secondsOf = (pieces: readonly (() => number)[], signal: AbortSignal): Promise<number> =>
  toTheEnd(measure(pieces), signal);

/** Yields the measurements done so far, after every piece. */
function* measure(pieces: readonly (() => number)[]): Generator<number, number> {
  const least = pieces.map(() => Infinity);
  let total = 0;
  for (let i = 0; i < fewest || (i < most && total < enough); i++)
    for (const [at, piece] of pieces.entries()) {
      let [spent, times] = [0, 0];
      // One after the other, as the clock may not tell less than a few microseconds.
      for (const before = performance.now(); spent < leastMeasured / pieces.length; times++) {
        piece();
        spent = performance.now() - before;
      }
      least[at] = Math.min(least[at], spent / times / 1000);
      total += spent;
      yield i;
    }
  return least.reduce((sum, seconds) => sum + seconds, 0);
}
