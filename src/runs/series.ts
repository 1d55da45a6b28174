import { RunningMean, usualSmoothing } from './store/runningMean';

/** How the points of a series are kept: `dense`, one a step from step 0 on, or `pairs` of a step and a value. */
export type Points = 'dense' | 'pairs';

/** A name and points. NaN and the infinities are values. */
export interface Series {
  name: string;
  /** (points) the step of each; null where the point i is at step i. */
  steps: Float64Array | null;
  /** (points) */
  values: Float64Array;
}

/** What is added to a series. */
export interface NewPoints {
  name: string;
  /** Of a dense series the step of the first value, of pairs the step of each. */
  at: number | Float64Array;
  values: Float64Array;
}

/** What a list says of a series that has points. */
export interface SeriesEnd {
  name: string;
  points: Points;
  /** Points recorded. */
  count: number;
  /** The step of the last one, and its value. */
  step: number;
  last: number;
  /** The running mean at the last one, over about 33 points; null where none of the last ones is finite. */
  smoothed: number | null;
  /** The least and the greatest finite value; null where none is. */
  least: number | null;
  greatest: number | null;
}

export const pointsOf = ({ at }: NewPoints): Points => (typeof at === 'number' ? 'dense' : 'pairs');

const withLeast = (a: number | null, b: number) => (a === null || b < a ? b : a);
const withGreatest = (a: number | null, b: number) => (a === null || b > a ? b : a);

/** What a list says of a series, as it grows. */
export class GrowingEnd {
  private readonly mean = new RunningMean(usualSmoothing);
  /** Undefined before the first point. */
  end: SeriesEnd | undefined;

  /**
   * @param end of what is there already.
   * @param tail its last values, by which its running mean goes on; without them that begins anew.
   */
  constructor(end?: SeriesEnd, tail: Iterable<number> = []) {
    this.end = end;
    for (const value of tail) this.mean.add(value);
  }

  add(points: NewPoints): void {
    const { name, at, values } = points;
    if (values.length === 0) return;
    let { smoothed, least, greatest } = this.end ?? { smoothed: null, least: null, greatest: null };
    for (const value of values) {
      const mean = this.mean.add(value);
      if (!Number.isFinite(value)) continue;
      smoothed = mean;
      least = withLeast(least, value);
      greatest = withGreatest(greatest, value);
    }
    const isDense = typeof at === 'number';
    this.end = {
      name,
      points: pointsOf(points),
      count: isDense ? at + values.length : (this.end?.count ?? 0) + values.length,
      step: isDense ? at + values.length - 1 : at[at.length - 1],
      last: values[values.length - 1],
      smoothed,
      least,
      greatest,
    };
  }
}
