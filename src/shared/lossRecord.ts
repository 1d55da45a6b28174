import type { AccuracyPoint, RunSeries } from '../runs/run';
import { GrowingArray } from './growingArray';
import { overviewOf, spreadOut, type Overview } from './overview';

/**
 * A run's series as a page is sent it: every loss, in float32 where that can hold it; or of a long run an overview first,
 * which a picture of all of it is drawn from meanwhile.
 */
export type SentSeries = Omit<RunSeries, 'loss'> & { loss: Float32Array | Float64Array | Overview };

export const isOverview = ({ loss }: SentSeries): boolean => 'steps' in loss;

/** How many steps of the run are in it. */
export const stepsOf = ({ loss }: Pick<SentSeries, 'loss'>): number => ('steps' in loss ? loss.steps : loss.length);

/** Runs of more steps are sent as an overview first. */
const manySteps = 100_000;

/** The losses and accuracies of a run while it grows: appending is cheap, however long the run. */
export class LossRecord implements RunSeries {
  readonly accuracy: AccuracyPoint[];
  private readonly losses: GrowingArray;

  /** What a page was sent last, as long as the run has not grown since. */
  private lastSent: Float32Array | Float64Array | undefined;
  /** Whether its losses are spread out from an overview: drawn right, but not to be read one by one. */
  readonly isOverview: boolean;

  /** @param from what was recorded already; its losses are this record's from now on. */
  constructor(
    readonly id: string,
    from?: SentSeries,
  ) {
    const loss = from?.loss;
    this.isOverview = from !== undefined && isOverview(from);
    this.losses = new GrowingArray(
      loss && 'steps' in loss ? spreadOut(loss) : loss instanceof Float32Array ? new Float64Array(loss) : loss,
    );
    this.accuracy = from ? [...from.accuracy] : [];
  }

  /** `loss[i]` is the loss of step i; another array whenever the run has grown. */
  get loss(): Float64Array {
    return this.losses.values;
  }

  /** Records `loss[i]` as the loss of step `firstStep + i`; steps already there are written over. */
  append(firstStep: number, loss: Float64Array, accuracy: readonly AccuracyPoint[]): void {
    this.lastSent = undefined;
    this.losses.resize(Math.max(this.loss.length, firstStep + loss.length)).set(loss, firstStep);
    for (const point of accuracy) this.accuracy.push(point);
  }

  /** A copy of what is recorded so far. */
  series(): RunSeries {
    return { id: this.id, loss: this.loss.slice(), accuracy: [...this.accuracy] };
  }

  /**
   * A copy for a page, exact in size so that it passes out of band. A picture needs no more than float32's seven digits,
   * and half of the bytes is half of the time until it is there.
   * @param whole false for an overview, where the run is long.
   */
  sent(whole: boolean): SentSeries {
    const { id, loss, accuracy } = this;
    if (!whole && loss.length > manySteps) return { id, loss: overviewOf(loss), accuracy: [...accuracy] };
    this.lastSent ??= loss.every(isKeptByFloat32) ? new Float32Array(loss) : loss.slice();
    return { id, loss: this.lastSent, accuracy: [...accuracy] };
  }
}

/** Whether float32 holds it, to its seven digits: it is neither too large nor too near to zero for that. */
function isKeptByFloat32(value: number): boolean {
  const rounded = Math.fround(value);
  return rounded === value || Number.isNaN(value) || (Number.isFinite(rounded) && Math.abs(rounded) >= 2 ** -126);
}
