import type { KernelsName } from '../engine';
import { BadInput } from '../engine/badInput';
import type { Experiment } from '../runs/experiment/experiment';
import { isActive, type AccuracyPoint, type NewerRun, type RunSeries, type RunSummary } from '../runs/run';
import { keptWhenResumed, type ResumePoint } from '../runs/resume';
import { runSeries, summariesOf } from '../runs/runSummary';
import { smoothedEnd } from '../runs/store/runningMean';
import { saidName } from '../runs/naming/runName';
import type { RunStore } from '../runs/store/runStore';
import { LossRecord, type SentSeries } from '../shared/lossRecord';
import { SeriesCache } from './seriesCache';

/** The runs on disk and the one that goes on now, as one list; their series are read when asked for, and that of the active one grows in memory. */
export class RecordedRuns {
  private readonly kept = new SeriesCache((id) => id === this.active?.id);
  private readonly reading = new Map<string, Promise<LossRecord>>();
  private opened: Promise<RunStore> | undefined;
  private hasFailed = false;
  /** Runs whose series was said to be unreadable, as long as it is. */
  private readonly unreadable = new Set<string>();
  /** How often a run went on in this window after its end, which may have cost it its last accuracies. */
  private readonly times = new Map<string, number>();
  /** The run that trains or is paused, as it stands this moment. */
  active: RunSummary | undefined;

  constructor(
    private readonly openStore: () => Promise<RunStore>,
    private readonly told: {
      /** The list is another without anything done here: another process records, or what could not be read now can. */
      onChange: () => void;
      /** A run's series cannot be read: it has none, then. */
      onUnreadable: (error: unknown) => void;
    },
  ) {}

  store(): Promise<RunStore> {
    this.opened ??= this.open();
    return this.opened;
  }

  private async open(): Promise<RunStore> {
    try {
      const store = await this.openStore();
      store.onElsewhere(() => this.told.onChange());
      if (this.hasFailed) this.told.onChange();
      return store;
    } catch (error) {
      // The reader may mend the folder and try again.
      this.opened = undefined;
      this.hasFailed = true;
      throw error;
    }
  }

  /** Whether another process records this run now: it grows without this one being told of every step. */
  isElsewhere({ id, state }: RunSummary): boolean {
    return isActive(state) && id !== this.active?.id;
  }

  /** Newest first. */
  async list(): Promise<RunSummary[]> {
    const runs = summariesOf((await this.store()).list());
    return runs.map((run) => (run.id === this.active?.id ? this.active : run));
  }

  /** The runs that only a newer Loss Lab can read. */
  async listNewer(): Promise<NewerRun[]> {
    return (await this.store()).listNewer();
  }

  /** @throws BadInput when the run was deleted meanwhile. */
  async find(runId: string): Promise<RunSummary> {
    const run = (await this.list()).find(({ id }) => id === runId);
    if (!run) throw new BadInput('', 'That run is no longer there.');
    return run;
  }

  /** Makes a run of `experiment` the active one. */
  async start(experiment: Experiment, kernels: KernelsName, name?: string): Promise<RunSummary> {
    const { id } = await (await this.store()).create(experiment, { kernels, name });
    const run = await this.find(id);
    this.kept.set(new LossRecord(run.id));
    this.active = run;
    return run;
  }

  /**
   * Makes a run that has ended the active one again, of `experiment` from now on.
   * @returns it, and where it goes on.
   */
  async resume(runId: string, experiment: Experiment): Promise<{ run: RunSummary; from: ResumePoint }> {
    const store = await this.store();
    const read = await store.series(runId);
    const { loss, accuracy, evaluatedAt, isKept } = keptWhenResumed(runId, read, experiment);
    const checkpoint = await store.checkpoint(runId);
    await store.resume(runId, experiment, isKept, read);
    this.times.set(runId, (this.times.get(runId) ?? 0) + 1);
    const run = await this.find(runId);
    this.kept.set(new LossRecord(runId, { id: runId, loss, accuracy }));
    this.active = run;
    return { run, from: { checkpoint, steps: loss.length, evaluatedAt, seconds: run.seconds } };
  }

  /** Tells a run's series from what they were: those of a run that another window records grow unseen. */
  seriesKey(run: RunSummary): string {
    return [run.id, this.times.get(run.id), this.isElsewhere(run) ? run.steps : undefined].join(' ').trimEnd();
  }

  /** Adds what the active run recorded since the last time. */
  append(firstStep: number, loss: Float64Array, accuracy: readonly AccuracyPoint[], seconds: number): void {
    if (!this.active) return;
    const record = this.kept.get(this.active.id);
    record?.append(firstStep, loss, accuracy);
    this.active = {
      ...this.active,
      steps: firstStep + loss.length,
      seconds,
      finalLoss: loss.at(-1) ?? this.active.finalLoss,
      smoothedLoss: record ? smoothedEnd(record.loss) : this.active.smoothedLoss,
      accuracy: accuracy.at(-1) ?? this.active.accuracy,
    };
  }

  /**
   * What a run that was active in this window has recorded from step `steps` and from its accuracy number `accuracies`
   * on; a negative number counts from the end. It may have ended since: a slow page asks for its last steps late, and gets
   * undefined where they are held no more.
   */
  grownSince(
    runId: string,
    steps: number,
    accuracies: number,
  ): { firstStep: number; loss: Float64Array; accuracy: AccuracyPoint[] } | undefined {
    const record = this.kept.get(runId);
    if (!record) return undefined;
    const { loss, accuracy } = record;
    const firstStep = steps < 0 ? Math.max(0, loss.length + steps) : steps;
    return { firstStep, loss: loss.slice(firstStep), accuracy: accuracy.slice(accuracies) };
  }

  /** The series of `runIds`, copied together and last, so that no step falls between them and the next delta. */
  async series(runIds: readonly string[]): Promise<RunSeries[]> {
    return (await Promise.all(runIds.map((id) => this.record(id)))).map((record) => record.series());
  }

  /** As `series`, for a page: `whole`, or of long ones an overview. */
  async sent(runIds: readonly string[], whole: boolean): Promise<SentSeries[]> {
    const readable = async (id: string) => {
      try {
        const record = await this.record(id);
        this.unreadable.delete(id);
        return record;
      } catch (error) {
        // Said once, however often the pages ask for what another window records.
        if (!this.unreadable.has(id)) this.told.onUnreadable(error);
        this.unreadable.add(id);
        return new LossRecord(id);
      }
    };
    return (await Promise.all(runIds.map(readable))).map((record) => record.sent(whole));
  }

  private record(runId: string): Promise<LossRecord> {
    const there = this.kept.get(runId);
    if (there) return Promise.resolve(there);
    // Two pages may ask at once.
    const reading =
      this.reading.get(runId) ??
      this.read(runId).finally(() => {
        this.reading.delete(runId);
      });
    this.reading.set(runId, reading);
    return reading;
  }

  private async read(runId: string): Promise<LossRecord> {
    const record = new LossRecord(runId, runSeries(runId, await (await this.store()).series(runId)));
    const run = (await this.list()).find(({ id }) => id === runId);
    // It may have ended while it was read.
    if (run && (this.isElsewhere(run) || record.loss.length < run.steps)) return record;
    // Another caller may have read it meanwhile, and the run may have grown: what is there already wins.
    return this.kept.get(runId) ?? (this.kept.set(record), record);
  }

  async delete(runId: string): Promise<void> {
    if (this.active?.id === runId)
      throw new BadInput('', 'The run “{0}” is still going: stop it before deleting it.', [saidName(this.active)]);
    await (await this.store()).remove(runId);
    this.kept.delete(runId);
  }

  async rename(runId: string, name: string): Promise<void> {
    const renamed = await (await this.store()).rename(runId, name);
    // Not always `name`: another run may have it.
    if (this.active?.id === runId) this.active = { ...this.active, name: renamed.name };
  }
}
