import type { KernelsName } from '../engine';
import type { Experiment } from './experiment/experiment';
import type { SeriesEnd } from './series';

import type { RunSummary } from './runSummary';

export type { AccuracyPoint, RunSeries, RunSummary } from './runSummary';

/** How a run stands. `interrupted`: its process ended before it did. */
export type RunState = 'running' | 'paused' | 'done' | 'stopped' | 'diverged' | 'failed' | 'interrupted';

/** Whether a run in this state goes on, or waits to. */
export const isActive = (state: RunState): state is 'running' | 'paused' => state === 'running' || state === 'paused';

/** Whether a run in this state ended before it had taken all its steps, and can go on with them. */
export const isResumable = (state: RunState): boolean =>
  state === 'interrupted' || state === 'stopped' || state === 'failed';

/** Of the steps of a run, those at its end in which an accuracy was measured that stands for it. */
const lastShare = 0.1;

/** The accuracy of a run as it stands: the last one, unless it is of far fewer steps than its loss. */
export const accuracyNow = ({ accuracy, steps }: Pick<RunSummary, 'accuracy' | 'steps'>) =>
  accuracy && accuracy.step + 1 >= (1 - lastShare) * steps ? accuracy : null;

/** Where a run comes from. */
export type Source =
  | {
      kind: 'experiment';
      experiment: Experiment;
      /** Tells the data that it was trained on from other data; null where that is not known. */
      data: string | null;
      /** What takes its steps: with the experiment and the data it decides the last bits; null where that is not known. */
      kernels: KernelsName | null;
    }
  | {
      kind: 'file';
      /** Somebody's own, and the format that it was read as. */
      path: string;
      format: string;
    };

/** What is known of a run without reading its series. */
export interface Run {
  id: string;
  name: string;
  /** Index into the chart palette; a run keeps it for life. */
  color: number;
  note: string;
  tags: readonly string[];
  /** What is shown as one with others is called the same; null for a run that stands alone. */
  group: string | null;
  source: Source;
  state: RunState;
  /** Milliseconds since 1970. */
  createdAt: number;
  /** The same; null while it goes on, and where that is not known. */
  endedAt: number | null;
  /** Seconds spent in steps alone: no evaluation, no waiting. */
  seconds: number;
  /** The first step whose loss was not finite. */
  divergedAt: number | null;
  /** Why it failed or diverged, in one sentence. */
  message: string | null;
  /** Those that have points. */
  series: readonly SeriesEnd[];
}

/** A run that a newer Loss Lab recorded: it is there, and that is all that can be said of it. */
export interface NewerRun {
  id: string;
  name: string;
  createdAt: number;
}
