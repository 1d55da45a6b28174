import { randomBytes } from 'node:crypto';
import { readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { KernelsName } from '../engine';
import { BadInput } from '../engine/badInput';
import type { Experiment } from './experiment';
import { beatEvery, claim, isOwned, release } from './owner';
import { isActive, type AccuracyPoint, type RunSeries, type RunState, type RunSummary } from './run';
import { nextColor } from './runColor';
import { readAccuracy, readIfThere, readLoss, readSummary, runFiles } from './runFolder';
import { checkName, runName, saidName, uniqueName } from './runName';
import { encodeRecord } from './runRecord';
import { makeRunFolder, reason, RunWriter, unfinishedPrefix } from './runWriter';
import { writeWhole } from './writeFile';

/** What a run's process may change of its summary; the rest follows from what it records. */
export type RunChange = Partial<Omit<RunSummary, 'id' | 'name' | 'color' | 'experiment' | 'kernels' | 'createdAt'>>;

/** Milliseconds after which the folder of a run that is not there whole was cut short: making it takes less than one. */
const unfinishedFor = 60 * 1000;

/** Removes what a deletion or the making of a run left when it was cut short. */
async function removeRemains(path: string, name: string): Promise<void> {
  const isUnfinished = async () => Date.now() - (await stat(path)).mtimeMs > unfinishedFor;
  try {
    if (name.startsWith('.deleted-') || (name.startsWith(unfinishedPrefix) && (await isUnfinished())))
      await rm(path, { recursive: true, force: true });
  } catch {
    // Whoever opens the directory next tries again.
  }
}

/**
 * The runs kept in one directory, a folder each. Several processes may share the directory: each records its own runs
 * and sees the others'. A run whose process died is `interrupted`, with everything it had recorded.
 */
export class RunStore {
  /** The records that could not be read when the directory was opened; they are left as they are. */
  readonly faults: BadInput[] = [];
  private readonly runs = new Map<string, RunSummary>();
  private readonly writers = new Map<string, RunWriter>();
  /** Runs of this process whose folders are not there yet: nobody else's, though they have no writer. */
  private readonly making = new Set<string>();
  private readonly listeners = new Set<() => void>();
  private timer: NodeJS.Timeout | undefined;

  private constructor(private readonly directory: string) {}

  /**
   * Reads the runs in `directory`, which need not be there yet.
   * @throws BadInput when it is there and cannot be read.
   */
  static async open(directory: string): Promise<RunStore> {
    const store = new RunStore(directory);
    const names = await readdir(directory).catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
      throw new BadInput(directory, 'The folder of runs cannot be read ({0}).', [reason(error)]);
    });
    await Promise.all(
      names
        .filter((name) => /^[a-z0-9-]{1,64}$/.test(name))
        .map((id) =>
          store.look(id).catch((error: unknown) => {
            store.faults.push(
              error instanceof BadInput
                ? error
                : new BadInput(id, '{0} cannot be read ({1}).', [store.folder(id), reason(error)]),
            );
          }),
        ),
    );
    await Promise.all(names.map((name) => removeRemains(join(directory, name), name)));
    store.keepTime();
    return store;
  }

  /** Newest first. */
  list(): RunSummary[] {
    return [...this.runs.values()].sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1));
  }

  /** Calls `listener` whenever the runs that other processes record were looked at: they may have grown, or ended. */
  onElsewhere(listener: () => void): void {
    this.listeners.add(listener);
  }

  /**
   * Starts recording a run in this process.
   * @param kernels that take its steps, where they are known.
   * @throws BadInput when its folder cannot be made.
   */
  async create(experiment: Experiment, kernels?: KernelsName): Promise<RunSummary> {
    const runs = this.list();
    // Later than every other run, whatever the clock says.
    const createdAt = Math.max(Date.now(), (runs[0]?.createdAt ?? 0) + 1);
    const time = new Date(createdAt).toISOString().slice(0, 19).replace(/\D/g, '');
    const run: RunSummary = {
      id: `${time}-${randomBytes(4).toString('hex')}`,
      name: uniqueName(
        runName(experiment),
        runs.map(({ name }) => name),
      ),
      color: nextColor(runs),
      experiment,
      ...(kernels && { kernels }),
      state: 'running',
      createdAt,
      steps: 0,
      seconds: 0,
      finalLoss: null,
      accuracy: null,
      divergedAt: null,
      message: null,
    };
    // Known before its folder is there, so that a second run made meanwhile gets another name and colour.
    this.runs.set(run.id, run);
    this.making.add(run.id);
    try {
      this.writers.set(run.id, new RunWriter(await makeRunFolder(this.directory, run), saidName(run)));
    } catch (error) {
      this.runs.delete(run.id);
      throw new BadInput(this.directory, 'The run cannot be saved ({0}).', [reason(error)]);
    } finally {
      this.making.delete(run.id);
    }
    this.keepTime();
    return run;
  }

  /**
   * Records `loss[i]` as the loss of step `firstStep + i`, and the accuracies reached since the last call.
   * @param seconds spent in steps so far.
   * @throws BadInput the first time the disk refuses; nothing is lost as long as the process lives.
   */
  async append(
    id: string,
    firstStep: number,
    loss: Float64Array,
    accuracy: readonly AccuracyPoint[],
    seconds?: number,
  ): Promise<void> {
    const writer = this.writer(id);
    const run = this.run(id);
    this.runs.set(id, {
      ...run,
      steps: firstStep + loss.length,
      finalLoss: loss.at(-1) ?? run.finalLoss,
      accuracy: accuracy.at(-1) ?? run.accuracy,
      seconds: seconds ?? run.seconds,
    });
    await writer.append(firstStep, loss, accuracy);
  }

  /** Replaces the run's checkpoint; the summary is brought up to date with it. */
  async keepCheckpoint(id: string, bytes: Uint8Array): Promise<void> {
    const writer = this.writer(id);
    await Promise.all([writer.keepCheckpoint(bytes), writer.keepRecord(this.run(id))]);
  }

  /** Changes the summary of a run that this process records. */
  async update(id: string, change: RunChange): Promise<RunSummary> {
    const writer = this.writer(id);
    const run = { ...this.run(id), ...change };
    this.runs.set(id, run);
    await writer.keepRecord(run);
    return run;
  }

  /** Ends a run that this process records. */
  async finish(
    id: string,
    change: RunChange & { state: Exclude<RunState, 'running' | 'paused'> },
  ): Promise<RunSummary> {
    try {
      return await this.update(id, change);
    } finally {
      await this.letGo(id);
    }
  }

  /** Everything the run recorded up to now. */
  async series(id: string): Promise<RunSeries> {
    const folder = this.folder(this.run(id).id);
    await this.writers.get(id)?.flush();
    const [loss, accuracy] = await Promise.all([readLoss(folder), readAccuracy(folder)]);
    return { id, loss, accuracy };
  }

  /** The run's last checkpoint, in a buffer of its own; null before the first. */
  async checkpoint(id: string): Promise<Uint8Array | null> {
    const folder = this.folder(this.run(id).id);
    await this.writers.get(id)?.flush();
    return (await readIfThere(runFiles(folder).checkpoint)) ?? null;
  }

  /**
   * Gives the run another name, with a number after it if another run has it already.
   * @throws BadInput when it is no name, or the run goes on in another window.
   */
  async rename(id: string, name: string): Promise<RunSummary> {
    const run = this.run(id);
    this.expectNotElsewhere(run);
    const others = this.list().filter((other) => other.id !== id);
    const renamed = {
      ...run,
      name: uniqueName(
        checkName(name),
        others.map((other) => other.name),
      ),
    };
    const writer = this.writers.get(id);
    if (writer) {
      this.runs.set(id, renamed);
      await writer.keepRecord(renamed);
      return renamed;
    }
    await writeWhole(runFiles(this.folder(id)).record, encodeRecord(renamed)).catch((error: unknown) => {
      throw new BadInput('name', 'The run “{0}” cannot be renamed ({1}).', [saidName(run), reason(error)]);
    });
    this.runs.set(id, renamed);
    return renamed;
  }

  /**
   * Removes the run and everything it recorded.
   * @throws BadInput when it still goes on, or cannot be removed.
   */
  async delete(id: string): Promise<void> {
    const run = this.run(id);
    this.expectNotElsewhere(run);
    if (isActive(run.state))
      throw new BadInput('', 'The run “{0}” is still going: stop it before deleting it.', [saidName(run)]);
    this.writers.delete(id);
    // Renamed first: a deletion cut short leaves no half of a run.
    const doomed = join(this.directory, `.deleted-${id}`);
    try {
      await rename(this.folder(id), doomed);
    } catch (error) {
      throw new BadInput('', 'The run “{0}” cannot be deleted ({1}).', [saidName(run), reason(error)]);
    }
    this.runs.delete(id);
    await rm(doomed, { recursive: true, force: true }).catch(() => undefined);
  }

  /** Waits until all is written, and stops looking at other processes' runs. */
  async close(): Promise<void> {
    clearInterval(this.timer);
    await Promise.all([...this.writers.values()].map((writer) => writer.flush()));
  }

  private folder(id: string): string {
    return join(this.directory, id);
  }

  private run(id: string): RunSummary {
    const run = this.runs.get(id);
    if (!run) throw new BadInput('', 'That run is no longer there.');
    return run;
  }

  private writer(id: string): RunWriter {
    const writer = this.writers.get(id);
    if (!writer) throw new BadInput('', 'The run “{0}” is not recorded by this window.', [saidName(this.run(id))]);
    return writer;
  }

  private expectNotElsewhere(run: RunSummary): void {
    if (isActive(run.state) && !this.writers.has(run.id))
      throw new BadInput('', 'The run “{0}” goes on in another window.', [saidName(run)]);
  }

  /** Reads a run that this process does not record, and marks it when nobody does any more. */
  private async look(id: string): Promise<void> {
    const folder = this.folder(id);
    // The owner first: it writes the run's end before it lets go.
    const owned = await isOwned(folder);
    const run = await readSummary(folder, id);
    if (!isActive(run.state) || owned) {
      this.runs.set(id, run);
      return;
    }
    const interrupted: RunSummary = { ...run, state: 'interrupted' };
    this.runs.set(id, interrupted);
    // Where nothing can be written, the next to open the directory finds the same again.
    await writeWhole(runFiles(folder).record, encodeRecord(interrupted)).catch(() => undefined);
    await release(folder).catch(() => undefined);
  }

  /** Gives up a run that has ended, once everything of it is on the disk. */
  private async letGo(id: string): Promise<void> {
    if (!this.writers.get(id)?.isClean) return;
    this.writers.delete(id);
    await release(this.folder(id)).catch(() => undefined);
  }

  private elsewhere(): RunSummary[] {
    return this.list().filter((run) => isActive(run.state) && !this.writers.has(run.id) && !this.making.has(run.id));
  }

  /** Beats for the runs recorded here and follows those recorded elsewhere, as long as there are any. */
  private keepTime(): void {
    if (this.timer || (this.writers.size === 0 && this.elsewhere().length === 0)) return;
    this.timer = setInterval(() => void this.beat(), beatEvery);
    this.timer.unref();
  }

  private async beat(): Promise<void> {
    for (const [id, writer] of this.writers) {
      if (isActive(this.run(id).state)) await claim(this.folder(id)).catch(() => undefined);
      else await writer.flush().then(() => this.letGo(id));
    }
    const elsewhere = this.elsewhere();
    await Promise.all(elsewhere.map(({ id }) => this.look(id).catch(() => this.runs.delete(id))));
    if (elsewhere.length > 0) for (const listener of this.listeners) listener();
    if (this.writers.size > 0 || this.elsewhere().length > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }
}
