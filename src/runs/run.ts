import type { KernelsName } from '../engine';
import type { Experiment } from './experiment/experiment';

/** How a run stands. `interrupted`: its process ended before it did. */
export type RunState = 'running' | 'paused' | 'done' | 'stopped' | 'diverged' | 'failed' | 'interrupted';

/** Whether a run in this state goes on, or waits to. */
export const isActive = (state: RunState): state is 'running' | 'paused' => state === 'running' || state === 'paused';

/** The share (0 … 1) of the training and the test set that the network reads correctly after `step`. */
export interface AccuracyPoint {
  step: number;
  train: number;
  test: number;
}

/** What a list of runs shows of one. */
export interface RunSummary {
  id: string;
  name: string;
  /** Index into the chart palette; a run keeps it for life. */
  color: number;
  experiment: Experiment;
  /** What takes its steps: with the experiment and the data it decides the last bits. Older runs do not say. */
  kernels?: KernelsName;
  state: RunState;
  /** Milliseconds since 1970. */
  createdAt: number;
  /** Steps recorded so far. */
  steps: number;
  /** Seconds spent in steps alone: no evaluation, no waiting. */
  seconds: number;
  /** The last recorded loss; null before the first step, NaN or ±Infinity when it was that. */
  finalLoss: number | null;
  /** The running mean of the loss at the last step, over about 33 steps; null where no recent loss is finite. */
  smoothedLoss: number | null;
  accuracy: AccuracyPoint | null;
  /** The first step whose loss was not finite. */
  divergedAt: number | null;
  /** Why it failed or diverged, in one sentence. */
  message: string | null;
}

/** Everything a run recorded: `loss[i]` is the loss of step i. */
export interface RunSeries {
  id: string;
  loss: Float64Array;
  accuracy: AccuracyPoint[];
}
