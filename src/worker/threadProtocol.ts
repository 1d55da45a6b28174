import type { GradientCheckResult, KernelsName, Landscape, Mistake, Owner, Reading, Value, Way } from '../engine';
import type { Experiment } from '../runs/experiment/experiment';
import type { ResumePoint } from '../runs/resume';
import type { AccuracyPoint } from '../runs/run';
import type { Drawn, WantedDraws } from './batchLosses';
import type { WantedLandscape } from './landscapes';
import type { LossCost } from './lossCost';
import type { ToAnswerer, ToRequester } from '../shared/task';

/** Host to worker. */
export type ToWorker =
  | ToAnswerer<WorkerRequest>
  /** The last `progress` is taken in: the next may come. */
  | { type: 'heard' };

export type WorkerRequest =
  /** Reads and decodes the packed MNIST in `directory`; answers at once when it is already there. */
  | { method: 'load'; directory: string }
  | { method: 'pixels'; ids: number[] }
  | { method: 'predict'; ids: number[] }
  /** What the present network makes of every sample. */
  | { method: 'predictAll' }
  /** The losses of batches `first` … of a stream of draws; another `drawing` begins anew, with the network as it is then. */
  | ({ method: 'batchLosses'; drawing: number } & WantedDraws)
  | { method: 'gradientCheck'; experiment: Experiment; mistake: Mistake | null }
  | ({ method: 'landscape' } & WantedLandscape)
  | { method: 'readDigits'; way: Way; whose: Owner }
  | { method: 'lossCost'; classes: number }
  /** `from`: where a run goes on that was recorded before. */
  | {
      method: 'train';
      runId: string;
      experiment: Experiment;
      kernels: KernelsName;
      from?: ResumePoint | undefined;
    }
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
  /** `step`: as in `predict`. */
  batchLosses: Drawn & { step: number | null };
  gradientCheck: GradientCheckResult;
  landscape: Landscape;
  /** `step`: as in `predictAll`. */
  readDigits: Reading & { step: number | null };
  lossCost: LossCost;
  train: null;
  pause: null;
  resume: null;
  step: null;
  stop: null;
  /** `step`: after how many steps of its run the checkpoint was taken; null without one. */
  useNetwork: { step: number | null };
}

/** What a request was refused with, its words to be translated where there are any. */
export interface WorkerFault {
  place: string;
  message: string;
  template?: string;
  values?: readonly Value[];
}

/** Worker to host. */
export type FromWorker = ToRequester<WorkerFault> | WorkerEvent;

/** What the active run reports; nobody has to ask for it. */
export type WorkerEvent =
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
