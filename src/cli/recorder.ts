import { join, resolve } from 'node:path';
import { BadInput, type KernelsName, type Trainer } from '../engine';
import type { Experiment } from '../runs/experiment';
import type { AccuracyPoint } from '../runs/run';
import { RunStore } from '../runs/runStore';

/** Everything a run recorded up to now. */
export interface Recorded {
  /** `loss[i]` is the loss of step i. */
  loss: readonly number[];
  accuracy: readonly AccuracyPoint[];
  /** Seconds spent in steps alone. */
  seconds: number;
}

/** Keeps a run on the disk as it goes on, so that one cut short has everything up to then. */
export class Recorder {
  /** What the disk refused, in one sentence: the run goes on without it. */
  fault: string | undefined;
  private steps = 0;
  private points = 0;

  private constructor(
    private readonly store: RunStore,
    private readonly id: string,
    readonly folder: string,
  ) {}

  /** @param name as `RunStore.create` has it. @throws BadInput when no run can be made in `directory`. */
  static async open(directory: string, experiment: Experiment, kernels: KernelsName, name?: string): Promise<Recorder> {
    if (directory === '') throw new BadInput('--runs', '--runs: expected a folder, got none.');
    const store = await RunStore.open(directory);
    const { id } = await store.create(experiment, kernels, name);
    return new Recorder(store, id, join(resolve(directory), id));
  }

  /** Writes what is new in `recorded`. */
  async flush({ loss, accuracy, seconds }: Recorded): Promise<void> {
    const fresh = Float64Array.from(loss.slice(this.steps));
    const points = accuracy.slice(this.points);
    const from = this.steps;
    this.steps = loss.length;
    this.points = accuracy.length;
    await this.attempt(this.store.append(this.id, from, fresh, points, seconds));
  }

  /** Writes the rest, with a checkpoint to go on from. */
  async finish(recorded: Recorded, trainer: Trainer, state: 'done' | 'stopped' | 'diverged'): Promise<void> {
    await this.flush(recorded);
    await this.attempt(this.store.keepCheckpoint(this.id, trainer.checkpoint()));
    await this.attempt(this.store.finish(this.id, { state, divergedAt: trainer.divergedAt }));
    await this.attempt(this.store.close());
  }

  private async attempt(writing: Promise<unknown>): Promise<void> {
    try {
      await writing;
    } catch (error) {
      if (!(error instanceof BadInput)) throw error;
      this.fault ??= error.message;
    }
  }
}
