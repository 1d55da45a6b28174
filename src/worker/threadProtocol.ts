import type { GradientCheckResult, KernelsName, Landscape, Mistake, Owner, Reading, Value, Way } from '../engine';
import type { Experiment } from '../runs/experiment/experiment';
import type { AccuracyPoint } from '../runs/run';
import type { Drawn, WantedDraws } from './batchLosses';
import type { WantedLandscape } from './landscapes';
import type { LossCost } from './lossCost';

/** Host to worker. A request carries the id that its answer comes back under. */
export type ToWorker =
  | ({ id: number } & WorkerRequest)
  /** The last `progress` is taken in: the next may come. */
  | { method: 'heard' };

export type WorkerRequest =
  /** Reads and decodes the packed MNIST in `directory`; answers at once when it is already there. */
  | { method: 'load'; directory: string }
  | { method: 'pixels'; ids: number[] }
  | { method: 'predict'; ids: number[] }
  /** What the present network makes of every sample. */
  | { method: 'predictAll' }
  | { method: 'stopPredicting' }
  /** The losses of batches `first` … of a stream of draws; another `drawing` begins anew, with the network as it is then. */
  | ({ method: 'batchLosses'; drawing: number } & WantedDraws)
  | { method: 'gradientCheck'; experiment: Experiment; mistake: Mistake | null }
  | { method: 'stopCheck' }
  | ({ method: 'landscape' } & WantedLandscape)
  | { method: 'stopLandscape' }
  | { method: 'readDigits'; way: Way; whose: Owner }
  | { method: 'stopReading' }
  | { method: 'lossCost'; classes: number }
  | { method: 'train'; runId: string; experiment: Experiment; kernels: KernelsName }
  | { method: 'pause' }
  | { method: 'resume' }
  | { method: 'step' }
  | { method: 'stop' }
  /**
   * The network that answers `predict` from now on: a checkpoint's, or an untrained one. `kernels`: those of its run, by
   * which it reads where they run here.
   */
  | { method: 'useNetwork'; experiment: Experiment; checkpoint: Uint8Array | null; kernels?: KernelsName };

export interface WorkerResults {
  load: { train: number; test: number; labels: Uint8Array };
  pixels: { pixels: Uint8Array };
  /** `step`: after how many steps of its run; null for a network that is not trained in this thread. */
  predict: { y: Float64Array; scores: Float64Array; step: number | null };
  /** `step`: as in `predict`. */
  predictAll: { predicted: Uint8Array; losses: Float64Array; step: number | null };
  stopPredicting: null;
  /** `step`: as in `predict`. */
  batchLosses: Drawn & { step: number | null };
  gradientCheck: GradientCheckResult;
  stopCheck: null;
  landscape: Landscape;
  stopLandscape: null;
  /** `step`: as in `predictAll`. */
  readDigits: Reading & { step: number | null };
  stopReading: null;
  lossCost: LossCost;
  train: null;
  pause: null;
  resume: null;
  step: null;
  stop: null;
  /** `step`: after how many steps of its run the checkpoint was taken; null without one. */
  useNetwork: { step: number | null };
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
  /** How much of all the samples is predicted. */
  | { type: 'predicting'; fraction: number }
  /** How much of a gradient check is done. */
  | { type: 'checking'; fraction: number }
  /** How much of a loss landscape is done. */
  | { type: 'surveying'; fraction: number }
  /** How much of a reading is done. */
  | { type: 'reading'; way: Way; fraction: number }
  /** At display rate while training, as far as the host keeps up: what was recorded since the last one. */
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
  /** Parameters and random state after `step` steps; comes with every evaluation, as far as the host keeps up, with every pause and end, and every two seconds. */
  | { type: 'checkpoint'; runId: string; step: number; bytes: Uint8Array }
  | { type: 'paused'; runId: string }
  | { type: 'resumed'; runId: string }
  | { type: 'ended'; runId: string; state: 'done' | 'stopped' | 'diverged'; divergedAt: number | null }
  /** A step that cannot be taken: a batch that has no loss, say. */
  | { type: 'failed'; runId: string; template: string; values: readonly Value[] };
