import type { GradientCheckResult, Mistake, Value } from '../engine';
import type { Experiment } from '../runs/experiment';
import type { AccuracyPoint } from '../runs/run';

/** Host to worker. Each carries the id that its answer comes back under. */
export type ToWorker = { id: number } & WorkerRequest;

export type WorkerRequest =
  /** Reads and decodes the packed MNIST in `directory`; answers at once when it is already there. */
  | { method: 'load'; directory: string }
  | { method: 'pixels'; ids: number[] }
  | { method: 'predict'; ids: number[] }
  /** The losses of batches `first` … of the stream that starts with `seed`; 0 starts it, others go on with it. */
  | { method: 'batchLosses'; seed: number; size: number; replace: boolean; first: number; count: number }
  | { method: 'gradientCheck'; experiment: Experiment; mistake: Mistake | null }
  | { method: 'stopCheck' }
  | { method: 'train'; runId: string; experiment: Experiment }
  | { method: 'pause' }
  | { method: 'resume' }
  | { method: 'step' }
  | { method: 'stop' }
  /** The network that answers `predict` from now on: a checkpoint's, or an untrained one. */
  | { method: 'useNetwork'; experiment: Experiment; checkpoint: Uint8Array | null };

export interface WorkerResults {
  load: { train: number; test: number; labels: Uint8Array };
  pixels: { pixels: Uint8Array };
  predict: { y: Float64Array };
  batchLosses: { losses: Float64Array; all: number; spread: number };
  gradientCheck: GradientCheckResult;
  stopCheck: null;
  train: null;
  pause: null;
  resume: null;
  step: null;
  stop: null;
  useNetwork: null;
}

/** Worker to host. */
export type FromWorker =
  | { type: 'settled'; id: number; ok: true; value: unknown }
  | {
      type: 'settled';
      id: number;
      ok: false;
      error: { place: string; message: string; template?: string; values?: readonly Value[] };
    }
  | { type: 'loading'; fraction: number }
  /** How much of a gradient check is done. */
  | { type: 'checking'; fraction: number }
  /** At display rate while training: what was recorded since the last one. */
  | {
      type: 'progress';
      runId: string;
      firstStep: number;
      loss: Float64Array;
      accuracy: AccuracyPoint[];
      /** Seconds spent in steps so far. */
      seconds: number;
      samplesPerSecond: number;
      secondsLeft: number | null;
    }
  /** Parameters and random state after `step` steps; comes with every evaluation, pause and end, and every two seconds. */
  | { type: 'checkpoint'; runId: string; step: number; bytes: Uint8Array }
  | { type: 'paused'; runId: string }
  | { type: 'resumed'; runId: string }
  | { type: 'ended'; runId: string; state: 'done' | 'stopped' | 'diverged'; divergedAt: number | null }
  /** A step that cannot be taken: a batch that has no loss, say. */
  | { type: 'failed'; runId: string; template: string; values: readonly Value[] };
