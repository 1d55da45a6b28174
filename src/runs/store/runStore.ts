import type { KernelsName } from '../../engine';
import { BadInput } from '../../engine/badInput';
import type { Experiment } from '../experiment/experiment';
import { nextColor } from '../naming/runColor';
import { checkName, runName, uniqueName } from '../naming/runName';
import { isActive, type NewerRun, type Run, type RunState } from '../run';
import { saidRun } from '../runSummary';
import type { NewPoints, Series } from '../series';
import { emptyBin, putInBin, takeFromBin } from './bin';
import { reason, type Directory } from './directory';
import { manyAtOnce } from './manyAtOnce';
import { beatEvery, claim, release, standingOf } from './owner';
import { isStored, readAllSeries, readCheckpoint, readRun, recordFile } from './runFolder';
import { resumedPrefix, RunList } from './runList';
import { encodeRecord, latest, recordVersion, type StoredRun } from './runRecord';
import { checkWords, cutMessage, type RunWords } from './runWords';
import { makeRunFolder, RunWriter } from './runWriter';
import { inTurn } from './turn';
import { accuracyFile, carryOver } from './version1';

/** What a run's process may change of it; what is said of its series follows from what it records. */
export type RunChange = Partial<Pick<Run, 'state' | 'seconds' | 'divergedAt' | 'message'>>;

const hasSamePoints = (a: readonly Series[], b: readonly Series[]) =>
  a.length === b.length &&
  a.every(({ name, values }) => b.find((other) => other.name === name)?.values.length === values.length);

const day = 24 * 3600 * 1000;

/**
 * The runs kept in one directory, a folder each. Several processes may share the directory: each records its own runs
 * and sees the others'. A run that says of itself that it goes on while its process does not live is `interrupted`, with
 * everything it had recorded; nobody but its own process writes how it stands.
 */
export class RunStore {
  private readonly runs: RunList;
  /** Settles when the run made last is there. */
  private making: Promise<unknown> = Promise.resolve();
  /** Of the runs that this process records. */
  private readonly writers = new Map<string, RunWriter>();
  private timer: NodeJS.Timeout | undefined;

  private constructor(private readonly directory: Directory) {
    this.runs = new RunList(directory, (id) => this.writers.has(id));
  }

  /**
   * Reads the runs in a directory, which need not be there yet.
   * @throws BadInput when it is there and cannot be read.
   */
  static async open(directory: Directory): Promise<RunStore> {
    const store = new RunStore(directory);
    await store.runs.open();
    await emptyBin(directory, false).catch(() => undefined);
    return store;
  }

  /** The records that could not be read; they are left as they are. */
  get faults(): readonly BadInput[] {
    return this.runs.faults;
  }

  /** Newest first. */
  list(): readonly Run[] {
    return this.runs.list();
  }

  /** The runs that are there but cannot be read, as a newer Loss Lab recorded them; newest first. */
  listNewer(): NewerRun[] {
    return this.runs.listNewer();
  }

  /** Calls `listener` whenever runs of other processes have come, grown, ended or gone. */
  onElsewhere(listener: () => void): void {
    this.runs.onElsewhere(listener);
  }

  /**
   * Starts recording a run of an experiment in this process.
   * @param known what else is known of it: the kernels that take its steps, what tells its data from others, and what it
   * is called for life, with a number where that is taken; by default what its experiment gives.
   * @throws BadInput when its folder cannot be made.
   */
  create(
    experiment: Experiment,
    known: { kernels?: KernelsName; data?: string; name?: string | undefined } = {},
  ): Promise<Run> {
    // Another process may be making one of the same experiment, which has a name then; here, one after the other.
    const made = this.making.then(() =>
      inTurn(this.directory, async () => {
        await this.runs.relist();
        const { kernels = null, data = null } = known;
        return this.make({ kind: 'experiment', experiment, data, kernels }, known.name ?? runName(experiment));
      }),
    );
    this.making = made.catch(() => undefined);
    return made;
  }

  /**
   * Goes on recording a run that has ended, in this process. Where that is refused, the run stays as it was.
   * @param experiment as it is from now on.
   * @param isKept whether a pair of this step at the end of a series is one of such a run's.
   * @param read what the caller knows that the run recorded, and goes on from; by default what is there.
   * @throws BadInput when it goes on, here or elsewhere, or did since `read`, or its folder cannot be written.
   */
  async resume(
    id: string,
    experiment: Experiment,
    isKept: (step: number) => boolean,
    read?: readonly Series[],
  ): Promise<Run> {
    await inTurn(this.directory, async () => {
      const before = await this.runs.again(id);
      this.runs.expectNotElsewhere(before);
      if (isActive(before.state) || this.writers.has(id) || before.source.kind !== 'experiment')
        throw new BadInput('', 'The run “{0}” goes on already.', [saidRun(before)]);
      // Whatever its record says: another process may have claimed it, and not have come to the record.
      this.runs.expectNotElsewhere(before, await standingOf(this.directory, id));
      if (read && !hasSamePoints(read, await readAllSeries(this.directory, before)))
        throw new BadInput('', 'The run “{0}” went on elsewhere meanwhile: try again.', [saidRun(before)]);
      const source = { ...before.source, experiment };
      try {
        await claim(this.directory, id);
        await this.directory.create(`${resumedPrefix}${id}`, '');
        const { run, isCarried } = await this.carried(before);
        const writer = new RunWriter(this.directory, id, saidRun(run));
        const { series, left } = await writer.goOn(run, isKept);
        const now: StoredRun = { ...run, source, state: 'running', endedAt: null, message: null, series };
        await this.writeRecord(now);
        if (isCarried) left.push(accuracyFile);
        // What stays of it is named by no record.
        for (const name of left) await this.directory.remove(`${id}/${name}`).catch(() => undefined);
        this.writers.set(id, writer);
        this.runs.set(now);
      } catch (error) {
        await this.release(id);
        throw new BadInput('', 'The run “{0}” cannot go on ({1}).', [saidRun(before), reason(error)]);
      }
    });
    this.keepTime();
    return this.runs.get(id);
  }

  private async make(source: Run['source'], name: string): Promise<Run> {
    const runs = this.list();
    // Later than every other run, whatever the clock says; one that says it is of the far future dates no other.
    const now = Date.now();
    const last = runs.find((run) => run.createdAt <= now + day)?.createdAt ?? 0;
    const createdAt = Math.min(Math.max(now, last + 1), latest);
    const time = new Date(createdAt).toISOString().slice(0, 19).replace(/\D/g, '');
    const chance = crypto.getRandomValues(new Uint32Array(1))[0].toString(16).padStart(8, '0');
    const run: StoredRun = {
      id: `${time}-${chance}`,
      version: recordVersion,
      name: this.freeName(name),
      color: nextColor(runs),
      note: '',
      tags: [],
      group: null,
      source,
      state: 'running',
      createdAt,
      endedAt: null,
      seconds: 0,
      divergedAt: null,
      message: null,
      series: [],
    };
    // Known before its folder is there, so that a second run made meanwhile gets another name and colour.
    this.runs.set(run);
    const writer = new RunWriter(this.directory, run.id, saidRun(run));
    this.writers.set(run.id, writer);
    try {
      await makeRunFolder(this.directory, run);
    } catch (error) {
      this.writers.delete(run.id);
      this.runs.drop(run.id);
      const where = this.directory.where('');
      throw new BadInput(where, 'No run can be kept in {0} ({1}).', [where, reason(error)], '', { cause: error });
    }
    this.keepTime();
    return run;
  }

  /**
   * Records points, and the seconds spent in steps so far.
   * @throws BadInput whenever the disk begins to refuse; nothing is lost as long as the process lives.
   */
  async append(id: string, points: readonly NewPoints[], seconds?: number): Promise<void> {
    const writer = this.writer(id);
    const before = this.runs.get(id);
    const run = { ...before, series: writer.add(points), seconds: seconds ?? before.seconds };
    this.runs.set(run);
    await writer.write(run);
  }

  /** Replaces the run's checkpoint; its record is brought up to date with it. */
  async keepCheckpoint(id: string, bytes: Uint8Array): Promise<void> {
    await this.writer(id).keepCheckpoint(bytes, this.runs.get(id));
  }

  /** Changes what is said of a run that this process records. */
  async update(id: string, change: RunChange): Promise<Run> {
    const writer = this.writer(id);
    const run = { ...this.runs.get(id), ...cutMessage(change) };
    this.runs.set(run);
    await writer.keepRecord(run);
    return run;
  }

  /**
   * Ends a run that this process records.
   * @throws BadInput when not all of it is on the disk; it is tried again as long as the process lives.
   */
  async finish(id: string, change: RunChange & { state: Exclude<RunState, 'running' | 'paused'> }): Promise<Run> {
    const writer = this.writer(id);
    this.runs.set({ ...this.runs.get(id), endedAt: Date.now() });
    // What the disk refuses is said below.
    await this.update(id, change).catch(() => undefined);
    if (writer.unsaved !== undefined) throw writer.endFault();
    await this.letGo(id);
    return this.runs.get(id);
  }

  /** Why not all that this process recorded of a run is on the disk, as the system says it; undefined when it is. */
  unsaved(id: string): string | undefined {
    return this.writers.get(id)?.unsaved;
  }

  /** Everything the run recorded up to now. */
  async series(id: string): Promise<Series[]> {
    const writer = this.writers.get(id);
    await (writer ? writer.flushPoints() : this.runs.again(id));
    return readAllSeries(this.directory, this.runs.get(id));
  }

  /** The run's last checkpoint, in a buffer of its own; null before the first. */
  async checkpoint(id: string): Promise<Uint8Array | null> {
    const run = this.runs.get(id);
    await this.writers.get(id)?.flush();
    return (await readCheckpoint(this.directory, run)) ?? null;
  }

  /**
   * Gives the run another name, with a number after it if another run has it already.
   * @throws BadInput when it is no name, or the run goes on elsewhere, or may.
   */
  rename(id: string, name: string): Promise<Run> {
    return this.change(id, () => ({ name: this.freeName(checkName(name), id) }));
  }

  /** Changes a run's note, tags and group. @throws BadInput as `rename`, and when they are longer than a record has room for. */
  describe(id: string, words: RunWords): Promise<Run> {
    return this.change(id, () => checkWords(words));
  }

  private async change(id: string, changed: () => RunWords & { name?: string }): Promise<Run> {
    const run = await this.runs.again(id);
    this.runs.expectNotElsewhere(run);
    const change = changed();
    const writer = this.writers.get(id);
    if (writer) {
      const now = { ...this.runs.get(id), ...change };
      this.runs.set(now);
      await writer.keepRecord(now);
      return now;
    }
    try {
      await this.rewrite(run, change);
    } catch (error) {
      throw new BadInput('name', 'The run “{0}” cannot be changed ({1}).', [saidRun(run), reason(error)]);
    }
    const now: StoredRun = { ...this.runs.get(id), ...change, version: recordVersion };
    this.runs.set(now);
    return now;
  }

  /** Of the record as it is on the disk nothing else changes, least of all how the run stands. */
  private async rewrite(before: StoredRun, change: Partial<Run>): Promise<void> {
    const { run, isCarried } = await this.carried(before);
    await this.writeRecord({ ...run, ...change, series: run.series });
    if (isCarried) await this.directory.remove(`${run.id}/${accuracyFile}`);
  }

  /** A run as the disk has it, in what it is written in now: what 0.1.0 kept otherwise stays until its record says so. */
  private async carried(before: StoredRun): Promise<{ run: StoredRun; isCarried: boolean }> {
    const { run: found, names } = await readRun(this.directory, before.id);
    const kept = found && isStored(found) ? found : before;
    const isCarried = kept.version !== recordVersion;
    return { run: isCarried ? await carryOver(this.directory, kept, names) : kept, isCarried };
  }

  private writeRecord(run: StoredRun): Promise<void> {
    return this.directory.replace(`${run.id}/${recordFile}`, encodeRecord(run), true);
  }

  /**
   * Removes the run and everything it recorded; `restore` brings it back, for as long as the bin keeps it.
   * @throws BadInput when it still goes on, or may, or cannot be removed.
   */
  async remove(id: string): Promise<void> {
    const run = await this.runs.again(id);
    this.runs.expectNotElsewhere(run);
    if (isActive(run.state))
      throw new BadInput('', 'The run “{0}” is still going: stop it before deleting it.', [saidRun(run)]);
    try {
      await putInBin(this.directory, id);
    } catch (error) {
      throw new BadInput('', 'The run “{0}” cannot be deleted ({1}).', [saidRun(run), reason(error)]);
    }
    await this.directory.remove(`${resumedPrefix}${id}`).catch(() => undefined);
    this.writers.delete(id);
    this.runs.drop(id);
  }

  /** Brings back the run that was removed last of this id. @throws BadInput when it is not in the bin, or cannot be moved. */
  async restore(id: string): Promise<Run> {
    try {
      await takeFromBin(this.directory, id);
    } catch (error) {
      if (error instanceof BadInput) throw error;
      throw new BadInput('', 'The run cannot be brought back ({0}).', [reason(error)]);
    }
    await this.runs.meetAll([id]);
    const run = this.runs.get(id);
    // Another may have its name meanwhile.
    const name = this.freeName(run.name, id);
    return name === run.name ? run : this.rename(id, name);
  }

  /** Removes for good what was removed. */
  emptyBin(): Promise<void> {
    return emptyBin(this.directory, true);
  }

  /** Waits until all is written, and stops looking at other processes' runs. */
  async close(): Promise<void> {
    clearInterval(this.timer);
    this.timer = undefined;
    this.runs.close();
    // What cannot be written was said when that began.
    await Promise.all([...this.writers.values()].map((writer) => writer.flush().catch(() => undefined)));
  }

  /** A name that no other run has. */
  private freeName(name: string, id?: string): string {
    const others = [...this.runs.list(), ...this.runs.listNewer()].filter((other) => other.id !== id);
    return uniqueName(
      name,
      others.map((other) => other.name),
    );
  }

  private writer(id: string): RunWriter {
    const writer = this.writers.get(id);
    if (!writer) throw new BadInput('', 'The run “{0}” is not recorded by this window.', [saidRun(this.runs.get(id))]);
    return writer;
  }

  /** Gives up a run that has ended, once everything of it is on the disk. */
  private async letGo(id: string): Promise<void> {
    if (this.unsaved(id) !== undefined) return;
    this.writers.delete(id);
    await this.release(id);
  }

  /** Says that nobody records a run any more. */
  private async release(id: string): Promise<void> {
    await release(this.directory, id).catch(() => undefined);
    await this.directory.remove(`${resumedPrefix}${id}`).catch(() => undefined);
  }

  /** Beats for the runs recorded here as long as there are any. */
  private keepTime(): void {
    if (this.timer || this.writers.size === 0) return;
    this.timer = setInterval(() => void this.beat(), beatEvery);
    this.timer.unref();
  }

  private async beat(): Promise<void> {
    await manyAtOnce([...this.writers], async ([id, writer]) => {
      const goesOn = () => this.writers.has(id) && isActive(this.runs.get(id).state);
      if (goesOn()) await claim(this.directory, id).catch(() => undefined);
      // What was refused may be taken now; what still is not was said when that began.
      if (writer.unsaved !== undefined) await writer.flush().catch(() => undefined);
      if (!goesOn()) await this.letGo(id);
    });
    if (this.writers.size > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }
}
