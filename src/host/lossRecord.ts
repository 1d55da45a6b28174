import type { AccuracyPoint, RunSeries } from '../runs/run';

/** The losses and accuracies of a run while it grows: appending is cheap, however long the run. */
export class LossRecord {
  private values: Float64Array;
  private length: number;
  readonly accuracy: AccuracyPoint[];

  constructor(
    readonly id: string,
    from?: RunSeries,
  ) {
    this.values = from ? from.loss : new Float64Array(1024);
    this.length = from ? from.loss.length : 0;
    this.accuracy = from ? [...from.accuracy] : [];
  }

  /** Records `loss[i]` as the loss of step `firstStep + i`; steps already there are written over. */
  append(firstStep: number, loss: Float64Array, accuracy: readonly AccuracyPoint[]): void {
    const end = firstStep + loss.length;
    if (end > this.values.length) {
      const larger = new Float64Array(Math.max(end, 2 * this.values.length));
      larger.set(this.values.subarray(0, this.length));
      this.values = larger;
    }
    this.values.set(loss, firstStep);
    this.length = Math.max(this.length, end);
    this.accuracy.push(...accuracy);
  }

  /** A copy of what is recorded so far, exact in size so that it passes to a page out of band. */
  series(): RunSeries {
    return { id: this.id, loss: this.values.slice(0, this.length), accuracy: [...this.accuracy] };
  }
}
