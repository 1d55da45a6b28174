/**
 * An exponential moving average that is corrected for its start (Kingma & Ba 2014, section 3), so that it neither bends
 * towards zero nor waits; values that are not finite are passed over, and what it then says is what it said before.
 * It grows with its values: each is looked at once.
 */
export class Smoothed {
  readonly values: number[] = [];
  private sum = 0;
  private weight = 0;

  /** @param factor 0: no smoothing; 0.97: over about 33 values. */
  constructor(readonly factor: number) {}

  /** Takes in what `raw` has more than before; begins anew when it has less. */
  follow(raw: readonly number[]): void {
    if (raw.length < this.values.length) {
      this.values.length = 0;
      this.sum = 0;
      this.weight = 0;
    }
    for (let i = this.values.length; i < raw.length; i++) {
      if (Number.isFinite(raw[i])) {
        this.sum = this.factor * this.sum + (1 - this.factor) * raw[i];
        this.weight = this.factor * this.weight + (1 - this.factor);
      }
      this.values.push(this.weight > 0 ? this.sum / this.weight : NaN);
    }
  }
}
