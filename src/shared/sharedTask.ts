import { stopped, Unheard, type Task } from './task';

/** Work that several may wait for: it goes on until it is done, or the last one who waits for it stops it. */
export class SharedTask<T> {
  private readonly controller = new AbortController();
  private readonly waiting = new Set<Task>();
  private fraction: number | undefined;
  private readonly work: Promise<T>;
  /** Whether it failed, or was stopped: who comes now asks anew. */
  isOver = false;

  constructor(work: (task: Task) => Promise<T>) {
    const tell = (fraction: number) => {
      this.fraction = fraction;
      for (const task of this.waiting) task.tell(fraction);
    };
    this.work = work({ signal: this.controller.signal, tell });
    this.work.then(
      () => (this.fraction = undefined),
      () => (this.isOver = true),
    );
  }

  /** Calls `then` once, before whoever waits for it hears of it. */
  whenSettled(then: (settled: { ok: true; value: T } | { ok: false }) => void): void {
    this.work.then(
      (value) => then({ ok: true, value }),
      () => then({ ok: false }),
    );
  }

  /**
   * Waits for it.
   * @throws what it failed with; and at once, when `task` is stopped, with the reason.
   */
  join(task: Task): Promise<T> {
    const { signal } = task;
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.waiting.delete(task);
        reject(signal.reason as Error);
        // Who is only gone may come back for it.
        if (!(signal.reason instanceof Unheard)) this.stopUnwanted();
      };
      if (signal.aborted) {
        leave();
        return;
      }
      this.waiting.add(task);
      signal.addEventListener('abort', leave, { once: true });
      if (this.fraction !== undefined) task.tell(this.fraction);
      const settle = () => {
        this.waiting.delete(task);
        signal.removeEventListener('abort', leave);
      };
      this.work.finally(settle).then(resolve, reject);
    });
  }

  /** Ends it where nobody waits for it. */
  stopUnwanted(): void {
    if (this.waiting.size > 0) return;
    this.isOver = true;
    this.controller.abort(stopped());
  }
}
