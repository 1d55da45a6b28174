import type { RunSummary } from '../../src/runs/run';
import { decimate } from '../charts/decimation';
import type { Line, Mark } from '../charts/lineChart';
import { canvasColorOf, themeColor } from '../charts/palette';
import { Smoothed } from '../charts/smoothing';
import type { ShownRun } from '../state';

/** A run on the charts, with what the list of runs knows of it. */
export interface Curve {
  run: RunSummary;
  series: ShownRun;
}

const kept = new Map<string, Smoothed>();

/** The smoothed loss of a run, grown with it. */
export function smoothedLoss({ id, loss }: ShownRun, factor: number): Smoothed {
  let smoothed = kept.get(id);
  if (smoothed?.factor !== factor) {
    smoothed = new Smoothed(factor);
    kept.set(id, smoothed);
  }
  smoothed.follow(loss);
  return smoothed;
}

/** Forgets the runs that are shown no more. */
export function keepOnly(ids: readonly string[]): void {
  for (const id of kept.keys()) if (!ids.includes(id)) kept.delete(id);
}

interface LossView {
  first: number;
  last: number;
  columns: number;
  logX: boolean;
}

/** The raw loss, faint, under the smoothed one; steps that have no finite loss are marked. */
export function lossLines(curves: readonly Curve[], view: LossView, factor: number): { lines: Line[]; marks: Mark[] } {
  const raw: Line[] = [];
  const smooth: Line[] = [];
  const marks: Mark[] = [];
  for (const { run, series } of curves) {
    const color = canvasColorOf(run);
    const { line, lone, broken } = decimate(series.loss, view);
    raw.push({ points: line, color, width: 1, opacity: factor > 0 ? 0.3 : 1 });
    if (lone.length > 0) raw.push({ points: lone, color, width: 0, dots: 2, scattered: true });
    marks.push(...broken.map((x) => ({ x, color: themeColor('--bad') })));
    if (factor > 0) smooth.push({ points: decimate(smoothedLoss(series, factor).values, view).line, color, width: 2 });
  }
  return { lines: [...smooth.reverse(), ...raw.reverse()], marks };
}

/** The test accuracy of each run. */
export const accuracyLines = (curves: readonly Curve[]): Line[] =>
  curves.map(({ run, series }) => ({
    points: series.accuracy.map(({ step, test }) => ({ x: step, y: test })),
    color: canvasColorOf(run),
    width: 2,
    dots: series.accuracy.length < 60 ? 2.5 : 0,
  }));

/** Where the step axis ends: the steps that any of the runs has, or will have when it is done. */
export const stepsOf = (curves: readonly Curve[]) =>
  Math.max(
    1,
    ...curves.map(({ run, series }) =>
      run.state === 'running' || run.state === 'paused' ? run.experiment.steps : series.loss.length,
    ),
  );
