/**
 * An exponential moving average that is corrected for its start (Kingma & Ba 2014, section 3), so that it neither bends
 * towards zero nor waits; values that are not finite are passed over.
 */
export class RunningMean {
  private sum = 0;
  private weight = 0;

  /** @param factor 0: the last value alone; 0.97: over about 33 values. */
  constructor(readonly factor: number) {}

  /** @returns the mean with `value` in it; NaN as long as none was finite. */
  add(value: number): number {
    if (Number.isFinite(value)) {
      this.sum = this.factor * this.sum + (1 - this.factor) * value;
      this.weight = this.factor * this.weight + (1 - this.factor);
    }
    return this.weight > 0 ? this.sum / this.weight : NaN;
  }
}

/** How smooth the loss is that a summary of a run says: as the charts have it unless the reader chose otherwise. */
export const usualSmoothing = 0.97;
/** Losses before these have no digit left in that mean: 0.97 ** 1250 < 1e-16. */
export const meanTail = 1250;

/** The running mean at the end of a run's losses; null where none of the last ones is finite. */
export function smoothedEnd(loss: ArrayLike<number>): number | null {
  const mean = new RunningMean(usualSmoothing);
  let end = NaN;
  for (let i = Math.max(0, loss.length - meanTail); i < loss.length; i++) end = mean.add(loss[i]);
  return Number.isNaN(end) ? null : end;
}
