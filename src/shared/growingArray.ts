/** A float64 array that grows at its end: in constant time an element, however long it is. */
export class GrowingArray {
  /** What it holds; another view whenever its length has changed. */
  values: Float64Array;
  private room: Float64Array;

  constructor(values: Float64Array = new Float64Array()) {
    this.values = this.room = values;
  }

  /** Makes it `length` long. What was there stays; what is new is to be written. */
  resize(length: number): Float64Array {
    if (length > this.room.length) {
      this.room = new Float64Array(Math.max(length, 2 * this.room.length, 1024));
      this.room.set(this.values);
    }
    this.values = this.room.subarray(0, length);
    return this.values;
  }
}
