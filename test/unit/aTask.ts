import { stopped, type Task } from '../../src/shared/task';

/** A task as whoever does it sees it, with what it was told; `stop` is what the one who asked may do. */
export function aTask(): Task & { told: number[]; stop: () => void } {
  const controller = new AbortController();
  const told: number[] = [];
  return {
    signal: controller.signal,
    told,
    tell: (fraction) => void told.push(fraction),
    stop: () => controller.abort(stopped()),
  };
}

/** What a stopped task fails with. */
export const stoppedSentence = 'This was stopped.';
