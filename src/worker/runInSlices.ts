/** Milliseconds between two looks at what else the thread is asked. */
const listenEvery = 16;
const nothing = () => undefined;

/**
 * Takes work to its end in slices, between which its thread hears every message.
 * @param slices yields how much is done.
 * @param tell called with that whenever the thread has listened.
 * @param goOn throws when the work is not wanted any more.
 * @returns what it comes to, and the seconds spent on it alone.
 */
export async function runInSlices<T>(
  slices: Generator<number, T>,
  tell: (done: number) => void = nothing,
  goOn: () => void = nothing,
): Promise<{ value: T; seconds: number }> {
  let spent = 0;
  let since = performance.now();
  let slice = slices.next();
  for (; !slice.done; slice = slices.next()) {
    const worked = performance.now() - since;
    if (worked < listenEvery) continue;
    spent += worked;
    tell(slice.value);
    await new Promise((resolve) => setImmediate(resolve));
    try {
      goOn();
    } catch (error) {
      // What the work was in the middle of, it puts back.
      slices.return(undefined as T);
      throw error;
    }
    since = performance.now();
  }
  return { value: slice.value, seconds: (spent + performance.now() - since) / 1000 };
}

/** Tells how much of a whole is done, of which this work leads from `from` to `to` (0 … 1). @param all of this work. */
export const within =
  (tell: (fraction: number) => void, from: number, to: number, all = 1) =>
  (done: number): void =>
    tell(from + ((to - from) * done) / all);
