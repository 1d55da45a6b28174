import { GrowingArray } from '../../src/shared/growingArray';

/**
 * An exponential moving average that is corrected for its start (Kingma & Ba 2014, section 3), so that it neither bends
 * towards zero nor waits; values that are not finite are passed over, and what it then says is what it said before.
 * It grows with its values: each is looked at once.
 */
export class Smoothed {
  private readonly smoothed = new GrowingArray();
  private sum = 0;
  private weight = 0;

  /** @param factor 0: no smoothing; 0.97: over about 33 values. */
  constructor(readonly factor: number) {}

  get values(): Float64Array {
    return this.smoothed.values;
  }

  /** Takes in what `raw` has more than before; begins anew when it has less. */
  follow(raw: ArrayLike<number>): void {
    const { factor } = this;
    const there = this.values.length;
    const isAnew = raw.length < there;
    let sum = isAnew ? 0 : this.sum;
    let weight = isAnew ? 0 : this.weight;
    const values = this.smoothed.resize(raw.length);
    for (let i = isAnew ? 0 : there; i < raw.length; i++) {
      if (Number.isFinite(raw[i])) {
        sum = factor * sum + (1 - factor) * raw[i];
        weight = factor * weight + (1 - factor);
      }
      values[i] = weight > 0 ? sum / weight : NaN;
    }
    this.sum = sum;
    this.weight = weight;
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
