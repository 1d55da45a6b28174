/** Milliseconds between two checkpoints at least. */
const every = 2000;
/** The share of a run's time that its checkpoints take at most: those of a large network are long in the making. */
const share = 0.02;

/** When a run's next checkpoint is due. */
export class CheckpointPace {
  private dueAt = performance.now() + every;

  get isDue(): boolean {
    return performance.now() >= this.dueAt;
  }

  /** The next is due at once. */
  hasten(): void {
    this.dueAt = performance.now();
  }

  /** @param began when the last one was begun, as `performance.now()` had it; it is done now. */
  took(began: number): void {
    const now = performance.now();
    this.dueAt = now + Math.max(every, (now - began) / share);
  }
}
