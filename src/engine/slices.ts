/*
 * Long work is done in slices, by generators that yield how much is done: a thread listens in between, and may end it.
 * How much one slice holds is chosen by what it costs, so that it is short for every network.
 */

/** Multiply-adds of a slice: some 10 ms in plain TypeScript on a computer of 2026. */
const sliceWork = 2 ** 24;

/** How many of `count` rows, each of `work` multiply-adds, make a slice; one at least. */
export const rowsOfSlice = (count: number, work: number): number =>
  Math.max(1, Math.min(count, Math.floor(sliceWork / work)));

/** Calls `take` with rows `first` … `end` − 1 of `count`, each of `work` multiply-adds. Yields the rows done. */
export function* inSlices(
  count: number,
  work: number,
  take: (first: number, end: number) => void,
): Generator<number, void> {
  const rows = rowsOfSlice(count, work);
  for (let first = 0; first < count; first += rows) {
    const end = Math.min(first + rows, count);
    take(first, end);
    yield end;
  }
}

/** The same slices, as a part of other work: each says `done` of that. */
export function* standing<T>(slices: Generator<unknown, T>, done: number): Generator<number, T> {
  try {
    let slice = slices.next();
    for (; !slice.done; slice = slices.next()) yield done;
    return slice.value;
  } finally {
    // Who ends the other work early ends this part of it too.
    slices.return(undefined as T);
  }
}

/** All slices of some work, without a break. */
export function atOnce<T>(slices: Generator<unknown, T>): T {
  let slice = slices.next();
  while (!slice.done) slice = slices.next();
  return slice.value;
}
