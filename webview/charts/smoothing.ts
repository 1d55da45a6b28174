import { RunningMean } from '../../src/runs/store/runningMean';
import { GrowingArray } from '../../src/shared/growingArray';

/** The running mean of every step of a run; it grows with its values: each is looked at once. */
export class Smoothed {
  private readonly smoothed = new GrowingArray();
  private mean: RunningMean;

  /** @param factor as `RunningMean` has it. */
  constructor(readonly factor: number) {
    this.mean = new RunningMean(factor);
  }

  get values(): Float64Array {
    return this.smoothed.values;
  }

  /** Takes in what `raw` has more than before; begins anew when it has less. */
  follow(raw: ArrayLike<number>): void {
    const there = this.values.length;
    const isAnew = raw.length < there;
    if (isAnew) this.mean = new RunningMean(this.factor);
    const { mean } = this;
    const values = this.smoothed.resize(raw.length);
    for (let i = isAnew ? 0 : there; i < raw.length; i++) values[i] = mean.add(raw[i]);
  }
}

const kept = new WeakMap<object, Smoothed>();

/** The smoothed loss of a run, grown with it. */
export function smoothedLoss(series: { readonly loss: ArrayLike<number> }, factor: number): Smoothed {
  let smoothed = kept.get(series);
  if (smoothed?.factor !== factor) {
    smoothed = new Smoothed(factor);
    kept.set(series, smoothed);
  }
  smoothed.follow(series.loss);
  return smoothed;
}
