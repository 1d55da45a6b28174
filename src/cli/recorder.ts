import { join, resolve } from 'node:path';
import { BadInput, type KernelsName, type Trainer } from '../engine';
import { CheckpointPace } from '../runs/store/checkpointPace';
import type { Experiment } from '../runs/experiment/experiment';
import type { AccuracyPoint, RunState } from '../runs/run';
import { recorded } from '../runs/runSummary';
import type { Series } from '../runs/series';
import { NodeDirectory } from '../runs/store/nodeDirectory';
import { RunStore } from '../runs/store/runStore';

/** Everything a run recorded up to now. */
export interface Recorded {
  /** `loss[i]` is the loss of step i. */
  loss: readonly number[];
  accuracy: readonly AccuracyPoint[];
  /** Seconds spent in steps alone. */
  seconds: number;
}

/** How a run ended, and why it failed. */
export interface End {
  state: Exclude<RunState, 'running' | 'paused' | 'interrupted'>;
  message: string | null;
}

/** Keeps a run on the disk as it goes on, so that one cut short has everything up to then. */
export class Recorder {
  private steps = 0;
  private points = 0;
  private checkpointStep = 0;
  private readonly checkpoints = new CheckpointPace();

  private constructor(
    private readonly store: RunStore,
    private readonly id: string,
    readonly folder: string,
    private readonly say: (sentence: string) => void,
  ) {}

  /**
   * @param name as `RunStore.create` has it.
   * @param say told what the disk refuses, in one sentence, each time that it begins to: the run goes on without it.
   * @throws BadInput when no run can be made in `directory`.
   */
  static async open(
    directory: string,
    experiment: Experiment,
    kernels: KernelsName,
    name: string | undefined,
    say: (sentence: string) => void,
  ): Promise<Recorder> {
    if (directory === '') throw new BadInput('--runs', '--runs: expected a folder, got none.');
    const store = await RunStore.open(new NodeDirectory(directory));
    const { id } = await store.create(experiment, { kernels, name });
    return new Recorder(store, id, join(resolve(directory), id), say);
  }

  /**
   * Goes on recording a run that has ended.
   * @param recorded by it so far; accuracies that a run of `experiment` does not have are in `series` alone.
   */
  static async resume(
    store: RunStore,
    id: string,
    folder: string,
    experiment: Experiment,
    recorded: Recorded & { series: readonly Series[]; isKept: (step: number) => boolean },
    say: (sentence: string) => void,
  ): Promise<Recorder> {
    await store.resume(id, experiment, recorded.isKept, recorded.series);
    const recorder = new Recorder(store, id, folder, say);
    recorder.steps = recorded.loss.length;
    recorder.points = recorded.accuracy.length;
    return recorder;
  }

  /** Writes what is new in `recorded`, and a checkpoint to go on from when one is due. */
  async keep(recorded: Recorded, trainer: Trainer): Promise<void> {
    await this.append(recorded);
    if (!this.checkpoints.isDue || trainer.stepsDone === this.checkpointStep) return;
    const began = performance.now();
    await this.keepCheckpoint(trainer);
    this.checkpoints.took(began);
  }

  /** Writes the rest; after a step that failed, the last checkpoint before it is the one to go on from. */
  async finish(recorded: Recorded, trainer: Trainer, { state, message }: End): Promise<void> {
    await this.append(recorded);
    if (state !== 'failed') await this.keepCheckpoint(trainer);
    const { divergedAt } = trainer;
    // Of what is still not on the disk, `unsaved` is said.
    await this.store.finish(this.id, { state, divergedAt, message }).catch(() => undefined);
    await this.store.close();
  }

  /** Why not all of the run is on the disk, as the system says it; undefined when it is. */
  get unsaved(): string | undefined {
    return this.store.unsaved(this.id);
  }

  private async append({ loss, accuracy, seconds }: Recorded): Promise<void> {
    const fresh = Float64Array.from(loss.slice(this.steps));
    const points = accuracy.slice(this.points);
    const from = this.steps;
    this.steps = loss.length;
    this.points = accuracy.length;
    await this.attempt(this.store.append(this.id, recorded(from, fresh, points), seconds));
  }

  private async keepCheckpoint(trainer: Trainer): Promise<void> {
    this.checkpointStep = trainer.stepsDone;
    await this.attempt(this.store.keepCheckpoint(this.id, trainer.checkpoint()));
  }

  private async attempt(writing: Promise<unknown>): Promise<void> {
    try {
      await writing;
    } catch (error) {
      if (!(error instanceof BadInput)) throw error;
      this.say(error.message);
    }
  }
}
