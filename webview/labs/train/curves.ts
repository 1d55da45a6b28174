import type { AccuracyPoint, RunSeries, RunSummary } from '../../../src/runs/run';
import { decimated } from '../../charts/decimation';
import type { Line } from '../../charts/line';
import type { Mark } from '../../charts/lineChart';
import { countGrown, mostOf } from '../../charts/outliers';
import { canvasColorOf, themeColor } from '../../charts/palette';
import { smoothedLoss } from '../../charts/smoothing';
import { stepsWithRoom } from '../../charts/stepAxis';
import { dashOf } from './legendRuns';

/** A run on the charts, with what the list of runs knows of it. */
export interface Curve {
  /** What tells it from the others. */
  name: string;
  run: RunSummary;
  /** `isOverview`: a picture of all of it can be drawn, but its values are not there yet. */
  series: RunSeries & { isOverview?: boolean };
  /** It stands out from the others. */
  isLookedAt: boolean;
}

/** Which curves are drawn, and which of them stands out: changes when the picture does for that reason. */
export const drawnOf = (curves: readonly Curve[]) =>
  curves.map(({ run, isLookedAt }) => `${run.id}${isLookedAt ? '!' : ''}${dashOf(run).join(' ')}`).join();

/** The one looked at last, so that it lies over the others. */
const topmostLast = (curves: readonly Curve[]) => [
  ...curves.filter(({ isLookedAt }) => !isLookedAt),
  ...curves.filter(({ isLookedAt }) => isLookedAt),
];

/** How a curve stands out, or stands back: the width of its bold line, and how much of its faint one is let through. */
const stress = ({ isLookedAt }: Curve, curves: readonly Curve[]) =>
  curves.length === 1 ? { width: 2, opacity: 1 } : isLookedAt ? { width: 3, opacity: 1 } : { width: 1.5, opacity: 0.6 };

interface LossView {
  first: number;
  last: number;
  columns: number;
  logX: boolean;
  logY: boolean;
}

/** The raw loss, faint, under the smoothed one; steps whose loss is not finite, or has no place on the axis, are marked. */
export function lossLines(curves: readonly Curve[], view: LossView, factor: number): { lines: Line[]; marks: Mark[] } {
  const raw: Line[] = [];
  const smooth: Line[] = [];
  const marks: Mark[] = [];
  for (const curve of topmostLast(curves)) {
    const { run, series } = curve;
    const { width, opacity } = stress(curve, curves);
    const color = canvasColorOf(run);
    const { line, lone, broken, below } = decimated(series, series.loss, view);
    raw.push({
      points: line,
      color,
      width: 1,
      dashed: factor > 0 ? [] : dashOf(run),
      opacity: factor > 0 ? 0.32 * opacity : opacity,
    });
    if (lone.length > 0) raw.push({ points: lone, color, width: 0, dots: 2, scattered: true });
    for (const x of below) marks.push({ x, color, isBelow: true });
    for (const x of broken) marks.push({ x, color: themeColor('--bad') });
    // A mean of what an overview holds is not that of the run.
    if (factor > 0 && !series.isOverview) {
      const mean = smoothedLoss(series, factor);
      smooth.push({ points: decimated(mean, mean.values, view).line, color, width, dashed: dashOf(run) });
    }
  }
  return { lines: [...smooth.reverse(), ...raw.reverse()], marks };
}

/**
 * Where an axis of accuracies begins that shows where the curves differ: the untrained network's first point would flatten
 * all the others; with few others, it is most of what there is.
 */
export function accuracyFloor(curves: readonly Curve[]): number {
  const told = curves.flatMap(({ series }) =>
    series.accuracy.length > 3 ? series.accuracy.slice(1) : series.accuracy,
  );
  const lowest = told.reduce((least, { train, test }) => Math.min(least, train, test), 0.9);
  const floor = Math.floor(lowest * 10) / 10;
  // Below one half there is little to gain, and 0 is where an axis is expected to begin.
  return floor < 0.5 ? 0 : floor;
}

/**
 * The test accuracy of each run, and dashed beside it that of its training digits. A first point below `floor` is left
 * out: a line up from nowhere says nothing.
 */
export const accuracyLines = (curves: readonly Curve[], floor: number): Line[] =>
  topmostLast(curves)
    .reverse()
    .flatMap((curve) => {
      const { accuracy } = curve.series;
      const { width, opacity } = stress(curve, curves);
      const color = canvasColorOf(curve.run);
      const points = (share: (point: AccuracyPoint) => number) =>
        accuracy
          .filter((point, i) => i > 0 || share(point) >= floor)
          .map((point) => ({ x: point.step, y: share(point) }));
      return [
        {
          points: points(({ test }) => test),
          color,
          width,
          opacity,
          dashed: dashOf(curve.run),
          dots: accuracy.length < 60 ? 2.5 : 0,
        },
        { points: points(({ train }) => train), color, width: 1.5, opacity: 0.8 * opacity, dashed: true },
      ];
    });

/** Where the step axis ends: where all of the runs have room. */
export const stepsOf = (curves: readonly Curve[]) =>
  Math.max(1, ...curves.map(({ run, series }) => stepsWithRoom(run, series.loss.length)));

/**
 * The ends of a loss axis that leaves something out, and how many steps in view it leaves out: outliers when they are to
 * be ignored, and on a logarithmic axis what is not positive.
 */
export function lossRange(
  curves: readonly Curve[],
  view: { first: number; last: number },
  logY: boolean,
  ignoreOutliers: boolean,
): { ends?: [number, number]; hidden: number } {
  const losses = curves.map(({ series }) => series.loss);
  const outside = (ends: readonly [number, number]) =>
    curves.reduce((sum, { series }) => sum + countGrown(series, series.loss, view, ends), 0);
  const ends = ignoreOutliers ? mostOf(losses, view, logY) : undefined;
  if (ends) return { ends, hidden: outside(ends) };
  return { hidden: logY && !ignoreOutliers ? outside([Number.MIN_VALUE, Infinity]) : 0 };
}
