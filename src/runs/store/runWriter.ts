import { BadInput, type Value } from '../../engine/badInput';
import { GrowingEnd, pointsOf, type NewPoints } from '../series';
import { reason, type Directory } from './directory';
import { claim } from './owner';
import { checkpointFile, recordFile, removeRunFolder } from './runFolder';
import { encodeRecord, type StoredRun } from './runRecord';
import { meanTail } from './runningMean';
import { fileFor, filesOf, pointsFrom, SeriesFile, StoredSeries, type StoredEnd } from './seriesFile';

/** What the folder of a run is called until it is there whole. */
export const unfinishedPrefix = '.new-';

/** Makes the folder of a new run, all of it or nothing, owned by this process. */
export async function makeRunFolder(directory: Directory, run: StoredRun): Promise<void> {
  const unfinished = `${unfinishedPrefix}${run.id}`;
  await directory.makeFolder(unfinished);
  try {
    await Promise.all([
      directory.replace(`${unfinished}/${recordFile}`, encodeRecord(run), true),
      claim(directory, unfinished),
    ]);
    await directory.rename(unfinished, run.id);
    await directory.flush('');
  } catch (error) {
    await removeRunFolder(directory, unfinished).catch(() => undefined);
    throw error;
  }
}

/** Milliseconds between two flushes of what is appended: what a power cut costs at most. */
const flushEvery = 2000;
/** Milliseconds after which the first is due: a run that is killed soon says how long it took, too. */
const firstFlush = 500;

interface Growing {
  file: SeriesFile;
  end: GrowingEnd;
}

/**
 * Writes what one run records. Points are with the system at once, and outlast a killed process; now and then they are
 * flushed, with a record of how many that were, which outlasts a power cut. What cannot be written stays in memory and is
 * tried again with the next write, so that a disk that was full for a while costs nothing; each time that it begins to
 * fail is an error once.
 */
export class RunWriter {
  private readonly growing = new Map<string, Growing>();
  private checkpoint: Uint8Array | undefined;
  private record: StoredRun | undefined;
  /** Points are written one batch after the other, and so is what is flushed, which points do not wait for. */
  private writing: Promise<void> = Promise.resolve();
  private settling: Promise<void> = Promise.resolve();
  private flushAt = performance.now() + firstFlush;
  /** Why writing fails now; undefined while it does not. */
  private fault: string | undefined;
  /** What is to be said of it, and has not been. */
  private unsaid: unknown;

  constructor(
    private readonly directory: Directory,
    private readonly folder: string,
    private readonly name: Value,
  ) {}

  /**
   * Goes on with the series of a run that was recorded before, as `run` says them. Nothing that its record names is
   * changed: pairs of which not all stay are written into another file.
   * @param isKept whether a pair of this step at the end of a series stays.
   * @returns what is said of the series from now on, and the names of the files that are none of it as soon as a record says so.
   * @throws what the system says when it cannot.
   */
  async goOn(run: StoredRun, isKept: (step: number) => boolean): Promise<{ series: StoredEnd[]; left: string[] }> {
    const names = (await this.directory.list(this.folder)).map(({ name }) => name);
    const taken = run.series.map(({ file }) => file);
    const left: string[] = [];
    for (const end of run.series) {
      const { name, points, count } = end;
      const stored = await StoredSeries.find(this.directory, this.folder, end, names);
      const first = points === 'dense' ? Math.max(0, count - meanTail) : 0;
      const there = pointsFrom(name, points, first, await stored.read(first, count));
      let kept = there.values.length;
      if (typeof there.at !== 'number') while (kept > 0 && !isKept(there.at[kept - 1])) kept--;
      if (typeof there.at === 'number' || kept === there.values.length) {
        const file = new SeriesFile(this.directory, this.folder, end.file, points);
        file.goOnAfter(count);
        this.growing.set(name, { file, end: new GrowingEnd(end, there.values) });
        continue;
      }
      const another = fileFor(name, points, taken);
      taken.push(another);
      // Somebody who was refused here before may have left some of it.
      for (const path of filesOf(another, names)) await this.directory.remove(`${this.folder}/${path}`);
      left.push(...filesOf(end.file, names));
      const file = new SeriesFile(this.directory, this.folder, another, points);
      this.growing.set(name, { file, end: new GrowingEnd() });
      this.add([{ name, at: there.at.slice(0, kept), values: there.values.slice(0, kept) }]);
    }
    await this.writePoints();
    for (const { file } of this.growing.values()) await file.flush();
    return { series: this.add([]), left };
  }

  /** Takes points in. @returns what is said of every series from now on. */
  add(added: readonly NewPoints[]): StoredEnd[] {
    for (const points of added) {
      if (points.values.length === 0) continue;
      const { file, end } = this.seriesOf(points);
      file.add(points);
      end.add(points);
    }
    return [...this.growing.values()].flatMap(({ file: { file }, end: { end } }) => (end ? { ...end, file } : []));
  }

  private seriesOf(points: NewPoints): Growing {
    const known = this.growing.get(points.name);
    if (known) return known;
    const taken = [...this.growing.values()].map(({ file }) => file.file);
    const kept = pointsOf(points);
    const file = new SeriesFile(this.directory, this.folder, fileFor(points.name, kept, taken), kept);
    const made = { file, end: new GrowingEnd() };
    this.growing.set(points.name, made);
    // Nobody finds the points of a series that its record does not name.
    this.flushAt = 0;
    return made;
  }

  /**
   * Writes the points taken in, and now and then flushes them.
   * @param run its summary now.
   * @throws BadInput when something cannot be written that could be before, or for another reason.
   */
  async write(run: StoredRun): Promise<void> {
    const isAwaited = this.flushAt === 0 || this.fault !== undefined;
    const isDue = performance.now() >= this.flushAt;
    if (isDue) this.flushAt = performance.now() + (this.flushAt === 0 ? firstFlush : flushEvery);
    // Before anything is waited for: what is said of the run meanwhile is newer, and stays.
    if (isAwaited || isDue) this.record = run;
    await this.flushPoints();
    if (isAwaited) return this.flush();
    // What fails of it is said with the next write: nothing waits for a disk to be flushed.
    if (isDue)
      this.flush().catch((error: unknown) => {
        this.unsaid = error;
      });
  }

  /** @param record the run's summary now, which is not to be older than what it goes on from. */
  keepCheckpoint(bytes: Uint8Array, record: StoredRun): Promise<void> {
    this.checkpoint = bytes;
    return this.keepRecord(record);
  }

  keepRecord(record: StoredRun): Promise<void> {
    this.record = record;
    return this.flush();
  }

  /** Why not all of it is on the disk, as the system says it; undefined when it is. */
  get unsaved(): string | undefined {
    const isSaved = !this.checkpoint && !this.record && ![...this.growing.values()].some(({ file }) => file.isPending);
    return isSaved ? undefined : (this.fault ?? 'not written yet');
  }

  /** Writes the points taken in. @throws as `write`. */
  flushPoints(): Promise<void> {
    return this.attempt(() => this.writePoints());
  }

  /** Writes all there is, so that it outlasts a power cut. @throws as `write`. */
  async flush(): Promise<void> {
    const settled = this.settling.then(() => this.attempt(() => this.settle()));
    this.settling = settled.catch(() => undefined);
    await settled;
  }

  /** What is wrong with a run that has ended before all of it was written. */
  endFault(): BadInput {
    return new BadInput(
      this.folder,
      'The run “{0}” has ended, but cannot be saved ({1}); saving is tried again until this window is closed.',
      [this.name, this.unsaved ?? ''],
    );
  }

  private writePoints(): Promise<void> {
    const written = this.writing.then(async () => {
      for (const { file } of this.growing.values()) await file.write();
    });
    this.writing = written.catch(() => undefined);
    return written;
  }

  /** In this order, so that no checkpoint or record is ahead of the points. */
  private async settle(): Promise<void> {
    const { checkpoint, record } = this;
    await this.writePoints();
    for (const { file } of this.growing.values()) await file.flush();
    if (checkpoint) {
      await this.directory.replace(`${this.folder}/${checkpointFile}`, checkpoint, true);
      if (this.checkpoint === checkpoint) this.checkpoint = undefined;
    }
    if (record) {
      await this.directory.replace(`${this.folder}/${recordFile}`, encodeRecord(record), true);
      if (this.record === record) this.record = undefined;
    }
  }

  /** @throws BadInput when it fails and that was not said yet. */
  private async attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      if (this.unsaved === undefined) this.fault = undefined;
    } catch (error) {
      const before = this.fault;
      this.fault = reason(error);
      if (this.fault !== before)
        throw new BadInput(this.folder, 'The run “{0}” cannot be saved ({1}); it goes on, and saving is tried again.', [
          this.name,
          this.fault,
        ]);
    }
    const { unsaid } = this;
    this.unsaid = undefined;
    if (unsaid !== undefined) throw unsaid as BadInput;
  }
}
