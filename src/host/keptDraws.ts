import { GrowingArray } from '../shared/growingArray';
import type { Params, Results } from '../shared/pageProtocol';

/** Losses that are kept of a drawing: more than a page draws. */
const mostLosses = 2 ** 20;

interface Series {
  size: number;
  replace: boolean;
  losses: GrowingArray;
}

/** The losses of the last drawing, for the page that takes the place of the one that drew. */
export class KeptDraws {
  private drawing = -1;
  private whole: Pick<Results['batchLosses'], 'all' | 'spread' | 'network'> | undefined;
  private series: Series[] = [];

  /** Takes down what was drawn. Drawings are numbered by the clock: what is late of an earlier one is of no interest. */
  note(
    { drawing, size, replace, first }: Params<'batchLosses'>,
    { losses, all, spread, network }: Results['batchLosses'],
  ): void {
    if (drawing < this.drawing) return;
    if (drawing > this.drawing) {
      this.drawing = drawing;
      this.series = [];
      this.whole = undefined;
    }
    // The network of the first answer is that of all.
    this.whole = { all, spread, network: this.whole?.network ?? network };
    let one = this.series.find((had) => had.size === size && had.replace === replace);
    if (!one) this.series.push((one = { size, replace, losses: new GrowingArray() }));
    if (one.losses.values.length !== first) return;
    if (this.series.reduce((sum, had) => sum + had.losses.values.length, losses.length) > mostLosses) {
      this.series = [];
      this.whole = undefined;
      return;
    }
    one.losses.resize(first + losses.length).set(losses, first);
  }

  /** null where another drawing took its place, or nothing is kept of it. */
  of(drawing: number): Results['keptDraws'] {
    if (drawing !== this.drawing || !this.whole) return null;
    return { ...this.whole, series: this.series.map((one) => ({ ...one, losses: one.losses.values.slice() })) };
  }
}
