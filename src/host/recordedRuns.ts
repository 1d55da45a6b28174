import { BadInput } from '../engine/badInput';
import type { Experiment } from '../runs/experiment';
import type { AccuracyPoint, RunSeries, RunSummary } from '../runs/run';
import type { RunStore } from '../runs/runStore';
import { LossRecord } from './lossRecord';

/** The runs on disk and the one that goes on now, as one list; their series are read once and then grow in memory. */
export class RecordedRuns {
  private readonly records = new Map<string, LossRecord>();
  private opened: Promise<RunStore> | undefined;
  /** The run that trains or is paused, as it stands this moment. */
  active: RunSummary | undefined;

  constructor(private readonly openStore: () => Promise<RunStore>) {}

  store(): Promise<RunStore> {
    this.opened ??= this.openStore();
    return this.opened;
  }

  /** Newest first. */
  async list(): Promise<RunSummary[]> {
    const runs = (await this.store()).list();
    return runs.map((run) => (run.id === this.active?.id ? this.active : run));
  }

  /** @throws BadInput when the run was deleted meanwhile. */
  async find(runId: string): Promise<RunSummary> {
    const run = (await this.list()).find(({ id }) => id === runId);
    if (!run) throw new BadInput('', 'That run is no longer there.');
    return run;
  }

  /** Makes a run of `experiment` the active one. */
  async start(experiment: Experiment): Promise<RunSummary> {
    const run = await (await this.store()).create(experiment);
    this.records.set(run.id, new LossRecord(run.id));
    this.active = run;
    return run;
  }

  /** Adds what the active run recorded since the last time. */
  append(firstStep: number, loss: Float64Array, accuracy: readonly AccuracyPoint[], seconds: number): void {
    if (!this.active) return;
    this.records.get(this.active.id)?.append(firstStep, loss, accuracy);
    this.active = {
      ...this.active,
      steps: firstStep + loss.length,
      seconds,
      finalLoss: loss.at(-1) ?? this.active.finalLoss,
      accuracy: accuracy.at(-1) ?? this.active.accuracy,
    };
  }

  /** The series of `runIds`, copied together and last, so that no step falls between them and the next delta. */
  async series(runIds: readonly string[]): Promise<RunSeries[]> {
    const records = await Promise.all(runIds.map((id) => this.record(id)));
    return records.map((record) => record.series());
  }

  private async record(runId: string): Promise<LossRecord> {
    const there = this.records.get(runId);
    if (there) return there;
    const record = new LossRecord(runId, await (await this.store()).series(runId));
    // Another caller may have read it meanwhile, and the run may have grown: what is there already wins.
    return this.records.get(runId) ?? (this.records.set(runId, record), record);
  }

  async delete(runId: string): Promise<void> {
    if (this.active?.id === runId)
      throw new BadInput('', 'The run “{0}” is still going: stop it before deleting it.', [this.active.name]);
    await (await this.store()).delete(runId);
    this.records.delete(runId);
  }

  async rename(runId: string, name: string): Promise<void> {
    await (await this.store()).rename(runId, name);
    if (this.active?.id === runId) this.active = { ...this.active, name };
  }
}
