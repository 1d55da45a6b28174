import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { aTask, stoppedSentence } from '../aTask';
import { runInSlices, within } from '../../../src/worker/runInSlices';

/** Milliseconds: moved by the work, and by whatever else the thread does while it listens. */
let now: number;
beforeEach(() => {
  now = 1000;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** Ten slices of 5 ms each. */
function* work(): Generator<number, string> {
  for (let done = 1; done <= 10; done++) {
    now += 5;
    yield done;
  }
  return 'done';
}

test('listens about every 16 ms, says how far it is, and counts its own time alone', async () => {
  const { told, ...task } = aTask();
  let heard = 0;
  const listen = () => {
    heard++;
    now += 1000;
    if (heard < 2) setImmediate(listen);
  };
  setImmediate(listen);
  const { value, seconds } = await runInSlices(work(), within(task, 0.5, 1, 10));
  expect(value).toBe('done');
  expect(told).toEqual([0.7, 0.9]);
  expect(heard).toBe(2);
  expect(seconds).toBeCloseTo(0.05, 9);
});

test('ends between two slices when it is not wanted any more', async () => {
  const task = aTask();
  task.stop();
  await expect(runInSlices(work(), task)).rejects.toThrow(stoppedSentence);
  expect(task.told).toEqual([4]);
});
