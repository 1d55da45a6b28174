import type { Task } from '../shared/task';

/** Milliseconds between two looks at what else the thread is asked. */
const listenEvery = 16;

/**
 * Takes work to its end in slices, between which its thread hears every message.
 * @param slices yields how much is done.
 * @param task is told that whenever the thread has listened.
 * @returns what it comes to, and the seconds spent on it alone.
 * @throws the reason of the task's signal, when it was stopped.
 */
export async function runInSlices<T>(
  slices: Generator<number, T>,
  { signal, tell }: Partial<Task> = {},
): Promise<{ value: T; seconds: number }> {
  let spent = 0;
  let since = performance.now();
  let slice = slices.next();
  for (; !slice.done; slice = slices.next()) {
    const worked = performance.now() - since;
    if (worked < listenEvery) continue;
    spent += worked;
    tell?.(slice.value);
    await new Promise((resolve) => setImmediate(resolve));
    try {
      signal?.throwIfAborted();
    } catch (error) {
      // What the work was in the middle of, it puts back.
      slices.return(undefined as T);
      throw error;
    }
    since = performance.now();
  }
  return { value: slice.value, seconds: (spent + performance.now() - since) / 1000 };
}

/** The part of a task that leads it from `from` to `to` (0 … 1). @param all of this part. */
export const within = ({ signal, tell }: Task, from: number, to: number, all = 1): Task => ({
  signal,
  tell: (done) => tell(from + ((to - from) * done) / all),
});
