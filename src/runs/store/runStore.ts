import { randomBytes } from 'node:crypto';
import { readdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { KernelsName } from '../../engine';
import { BadInput } from '../../engine/badInput';
import type { Experiment } from '../experiment/experiment';
import { manyAtOnce } from './manyAtOnce';
import { beatEvery, claim, release, standingOf, type Standing } from './owner';
import { isActive, type AccuracyPoint, type RunSeries, type RunState, type RunSummary } from '../run';
import { nextColor } from '../naming/runColor';
import {
  readAccuracy,
  readCheckpoint,
  readLoss,
  readSummary,
  removeRunFolder,
  removeUnfinished,
  runFiles,
} from './runFolder';
import { RunningMean, usualSmoothing } from './runningMean';
import { checkName, runName, saidName, uniqueName } from '../naming/runName';
import { encodeRecord, latest } from './runRecord';
import { makeRunFolder, reason, RunWriter, unfinishedPrefix } from './runWriter';
import { inTurn } from './turn';
import { writeWhole } from './writeFile';

/** What a run's process may change of its summary; the rest follows from what it records. */
export type RunChange = Partial<Omit<RunSummary, 'id' | 'name' | 'color' | 'experiment' | 'kernels' | 'createdAt'>>;

/** Milliseconds after which the folder of a run that is not there whole was cut short: making it takes less than one. */
const unfinishedFor = 60 * 1000;

const day = 24 * 3600 * 1000;

/** What the folder of a run is called as soon as it is being deleted. */
const deletedPrefix = '.deleted-';

/** What a folder of a run may be called. */
const isId = (name: string) => /^[a-z0-9-]{1,64}$/.test(name);

/** The ids that are made here: when, and eight digits of chance. */
const isOwnId = (name: string) => /^\d{14}-[0-9a-f]{8}$/.test(name);

/** Removes what a deletion or the making of a run left when it was cut short: of folders with such a name, our files. */
async function removeRemains(path: string, name: string): Promise<void> {
  const isUnfinished = async () =>
    Date.now() - (await stat(path)).mtimeMs > unfinishedFor && (await standingOf(path)) === 'gone';
  const isNamed = (prefix: string) => name.startsWith(prefix) && isOwnId(name.slice(prefix.length));
  try {
    if (isNamed(deletedPrefix) || (isNamed(unfinishedPrefix) && (await isUnfinished()))) await removeRunFolder(path);
  } catch {
    // Whoever opens the directory next tries again; what is not ours stays.
  }
}

/**
 * The runs kept in one directory, a folder each. Several processes may share the directory: each records its own runs
 * and sees the others'. A run that says of itself that it goes on while its process does not live is `interrupted`, with
 * everything it had recorded; nobody but its own process writes how it stands.
 */
export class RunStore {
  /** The records that could not be read when the directory was opened; they are left as they are. */
  readonly faults: BadInput[] = [];
  private readonly runs = new Map<string, RunSummary>();
  /** Every folder that was looked at, or made here. */
  private readonly met = new Set<string>();
  /** Settles when the run made last is there. */
  private making: Promise<unknown> = Promise.resolve();
  private readonly writers = new Map<string, RunWriter>();
  /** Of the losses of the runs that this process records. */
  private readonly means = new Map<string, RunningMean>();
  /** Runs that go on elsewhere, and those that may: their process has not been heard of, but could not be asked. */
  private readonly watched = new Map<string, Standing>();
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
    await store.meetNew(names);
    await manyAtOnce(names, async (name) => {
      if (!isId(name)) await removeRemains(join(directory, name), name);
    });
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
   * @param name what it is called for life, with a number where that is taken; by default what its experiment gives.
   * @throws BadInput when its folder cannot be made.
   */
  create(experiment: Experiment, kernels?: KernelsName, name?: string): Promise<RunSummary> {
    // Another process may be making one of the same experiment, which has a name then; here, one after the other.
    const made = this.making.then(() =>
      inTurn(this.directory, async () => {
        await this.meetNew(await readdir(this.directory).catch(() => []));
        return this.make(experiment, kernels, name);
      }),
    );
    this.making = made.catch(() => undefined);
    return made;
  }

  private async make(experiment: Experiment, kernels?: KernelsName, name?: string): Promise<RunSummary> {
    const runs = this.list();
    // Later than every other run, whatever the clock says; one that says it is of the far future dates no other.
    const now = Date.now();
    const last = runs.find((run) => run.createdAt <= now + day)?.createdAt ?? 0;
    const createdAt = Math.min(Math.max(now, last + 1), latest);
    const time = new Date(createdAt).toISOString().slice(0, 19).replace(/\D/g, '');
    const run: RunSummary = {
      id: `${time}-${randomBytes(4).toString('hex')}`,
      name: uniqueName(
        name ?? runName(experiment),
        runs.map((other) => other.name),
      ),
      color: nextColor(runs),
      experiment,
      ...(kernels && { kernels }),
      state: 'running',
      createdAt,
      steps: 0,
      seconds: 0,
      finalLoss: null,
      smoothedLoss: null,
      accuracy: null,
      divergedAt: null,
      message: null,
    };
    // Known before its folder is there, so that a second run made meanwhile gets another name and colour.
    this.runs.set(run.id, run);
    this.met.add(run.id);
    try {
      this.writers.set(run.id, new RunWriter(await makeRunFolder(this.directory, run), saidName(run)));
    } catch (error) {
      this.runs.delete(run.id);
      throw new BadInput(this.directory, 'The run cannot be saved ({0}).', [reason(error)]);
    }
    this.keepTime();
    return run;
  }

  /**
   * Records `loss[i]` as the loss of step `firstStep + i`, and the accuracies reached since the last call.
   * @param seconds spent in steps so far.
   * @throws BadInput whenever the disk begins to refuse; nothing is lost as long as the process lives.
   */
  async append(
    id: string,
    firstStep: number,
    loss: Float64Array,
    accuracy: readonly AccuracyPoint[],
    seconds?: number,
  ): Promise<void> {
    const writer = this.writer(id);
    const before = this.run(id);
    const run: RunSummary = {
      ...before,
      steps: firstStep + loss.length,
      finalLoss: loss.at(-1) ?? before.finalLoss,
      smoothedLoss: this.meanOf(id, loss) ?? before.smoothedLoss,
      accuracy: accuracy.at(-1) ?? before.accuracy,
      seconds: seconds ?? before.seconds,
    };
    this.runs.set(id, run);
    await writer.append(firstStep, loss, accuracy, run);
  }

  /** The running mean of a run that this process records, with `loss` in it; null where it has none. */
  private meanOf(id: string, loss: Float64Array): number | null {
    const mean = this.means.get(id) ?? new RunningMean(usualSmoothing);
    this.means.set(id, mean);
    const ends = Array.from(loss, (value) => mean.add(value));
    return ends.findLast(Number.isFinite) ?? null;
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

  /**
   * Ends a run that this process records.
   * @throws BadInput when not all of it is on the disk; it is tried again as long as the process lives.
   */
  async finish(
    id: string,
    change: RunChange & { state: Exclude<RunState, 'running' | 'paused'> },
  ): Promise<RunSummary> {
    const writer = this.writer(id);
    // What the disk refuses is said below.
    await this.update(id, change).catch(() => undefined);
    if (writer.unsaved !== undefined) throw writer.endFault();
    await this.letGo(id);
    return this.run(id);
  }

  /** Why not all that this process recorded of a run is on the disk, as the system says it; undefined when it is. */
  unsaved(id: string): string | undefined {
    return this.writers.get(id)?.unsaved;
  }

  /** Everything the run recorded up to now. */
  async series(id: string): Promise<RunSeries> {
    const { experiment } = this.run(id);
    const folder = this.folder(id);
    await this.writers.get(id)?.flush();
    const [loss, accuracy] = await Promise.all([readLoss(folder, experiment.steps), readAccuracy(folder)]);
    return { id, loss, accuracy };
  }

  /** The run's last checkpoint, in a buffer of its own; null before the first. */
  async checkpoint(id: string): Promise<Uint8Array | null> {
    const { experiment } = this.run(id);
    await this.writers.get(id)?.flush();
    return (await readCheckpoint(this.folder(id), experiment)) ?? null;
  }

  /**
   * Gives the run another name, with a number after it if another run has it already.
   * @throws BadInput when it is no name, or the run goes on elsewhere, or may.
   */
  async rename(id: string, name: string): Promise<RunSummary> {
    const run = await this.presentRun(id);
    this.expectNotElsewhere(run);
    const others = this.list().filter((other) => other.id !== id);
    const given = uniqueName(
      checkName(name),
      others.map((other) => other.name),
    );
    const renamed = { ...run, name: given };
    const writer = this.writers.get(id);
    if (writer) {
      this.runs.set(id, renamed);
      await writer.keepRecord(renamed);
      return renamed;
    }
    try {
      // Of the record as it is on the disk nothing else changes, least of all how the run stands.
      const kept = (await readSummary(this.folder(id), id)) ?? run;
      await writeWhole(runFiles(this.folder(id)).record, encodeRecord({ ...kept, name: given }));
    } catch (error) {
      throw new BadInput('name', 'The run “{0}” cannot be renamed ({1}).', [saidName(run), reason(error)]);
    }
    this.runs.set(id, renamed);
    return renamed;
  }

  /**
   * Removes the run and everything it recorded.
   * @throws BadInput when it still goes on, or may, or cannot be removed.
   */
  async delete(id: string): Promise<void> {
    const run = await this.presentRun(id);
    this.expectNotElsewhere(run);
    if (isActive(run.state))
      throw new BadInput('', 'The run “{0}” is still going: stop it before deleting it.', [saidName(run)]);
    this.writers.delete(id);
    this.means.delete(id);
    // Renamed first: a deletion cut short leaves no half of a run.
    const doomed = join(this.directory, `${deletedPrefix}${id}`);
    try {
      await rename(this.folder(id), doomed);
    } catch (error) {
      throw new BadInput('', 'The run “{0}” cannot be deleted ({1}).', [saidName(run), reason(error)]);
    }
    this.runs.delete(id);
    this.watched.delete(id);
    await removeRunFolder(doomed).catch(() => undefined);
  }

  /** Waits until all is written, and stops looking at other processes' runs. */
  async close(): Promise<void> {
    clearInterval(this.timer);
    // What cannot be written was said when that began.
    await Promise.all([...this.writers.values()].map((writer) => writer.flush().catch(() => undefined)));
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
    const standing = this.watched.get(run.id);
    if (standing === 'alive') throw new BadInput('', 'The run “{0}” goes on in another window.', [saidName(run)]);
    if (standing === 'silent')
      throw new BadInput(
        '',
        'The run “{0}” may still go on elsewhere: it counts as ended once it has not been heard of for a day.',
        [saidName(run)],
      );
  }

  /** The run as it stands this moment: its process may be another, and have been heard of again. */
  private async presentRun(id: string): Promise<RunSummary> {
    const { state } = this.run(id);
    if (!this.writers.has(id) && (isActive(state) || state === 'interrupted')) {
      await this.look(id);
      this.keepTime();
    }
    return this.run(id);
  }

  private async meetNew(names: readonly string[]): Promise<void> {
    const strange = names.filter((name) => isId(name) && !this.met.has(name));
    await manyAtOnce(strange, (id) => this.meet(id));
  }

  /** Reads a run when the directory is opened; one that cannot be read is a fault, and the others are listed. */
  private async meet(id: string): Promise<void> {
    this.met.add(id);
    try {
      const read = await this.read(id);
      if (!read) {
        // Somebody's folder is no run; one with the name of a run has lost its record.
        if (isOwnId(id)) this.faults.push(new BadInput(id, '{0} has no record of a run.', [this.folder(id)]));
        return;
      }
      this.runs.set(id, read.run);
      this.watch(id, read);
      if (read.run.state === 'interrupted' && read.standing === 'gone')
        await removeUnfinished(this.folder(id)).catch(() => undefined);
    } catch (error) {
      this.faults.push(
        error instanceof BadInput
          ? error
          : new BadInput(id, '{0} cannot be read ({1}).', [this.folder(id), reason(error)]),
      );
    }
  }

  /** Reads a run that this process does not record, and whether anybody does. */
  private async read(id: string): Promise<{ run: RunSummary; standing: Standing } | undefined> {
    const folder = this.folder(id);
    const run = await readSummary(folder, id);
    if (!run || !isActive(run.state)) return run && { run, standing: 'gone' };
    const standing = await standingOf(folder);
    if (standing === 'alive') return { run, standing };
    // Its process writes the run's end before it lets go of it: that may have been between the two.
    const last = (await readSummary(folder, id)) ?? run;
    return { run: isActive(last.state) ? { ...last, state: 'interrupted' } : last, standing };
  }

  private watch(id: string, { run, standing }: { run: RunSummary; standing: Standing }): void {
    if (standing !== 'gone' && (isActive(run.state) || run.state === 'interrupted')) this.watched.set(id, standing);
    else this.watched.delete(id);
  }

  /** Reads a watched run again. */
  private async look(id: string): Promise<void> {
    // What cannot be read at this moment is as it was.
    const read = await this.read(id).catch(() => null);
    if (read === null || !this.runs.has(id)) return;
    if (read) {
      this.runs.set(id, read.run);
      this.watch(id, read);
    } else {
      this.runs.delete(id);
      this.watched.delete(id);
    }
  }

  /** Gives up a run that has ended, once everything of it is on the disk. */
  private async letGo(id: string): Promise<void> {
    if (this.unsaved(id) !== undefined) return;
    this.writers.delete(id);
    this.means.delete(id);
    await release(this.folder(id)).catch(() => undefined);
  }

  /** Beats for the runs recorded here and follows those recorded elsewhere, as long as there are any. */
  private keepTime(): void {
    if (this.timer || (this.writers.size === 0 && this.watched.size === 0)) return;
    this.timer = setInterval(() => void this.beat(), beatEvery);
    this.timer.unref();
  }

  private async beat(): Promise<void> {
    await manyAtOnce([...this.writers], async ([id, writer]) => {
      const goesOn = () => isActive(this.runs.get(id)?.state ?? 'stopped');
      if (goesOn()) await claim(this.folder(id)).catch(() => undefined);
      // What was refused may be taken now; what still is not was said when that began.
      if (writer.unsaved !== undefined) await writer.flush().catch(() => undefined);
      if (!goesOn()) await this.letGo(id);
    });
    const watched = [...this.watched.keys()];
    const before = watched.map((id) => this.runs.get(id)?.state);
    await manyAtOnce(watched, (id) => this.look(id));
    const hasNews = watched.some((id, i) => {
      const state = this.runs.get(id)?.state;
      return state !== before[i] || (state && isActive(state));
    });
    if (hasNews) for (const listener of this.listeners) listener();
    if (this.writers.size > 0 || this.watched.size > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }
}
