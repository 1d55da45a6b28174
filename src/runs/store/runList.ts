import { BadInput } from '../../engine/badInput';
import { isActive, type NewerRun, type Run } from '../run';
import { saidRun } from '../runSummary';
import { reason, unfinishedBy, type Directory } from './directory';
import { Elsewhere } from './elsewhere';
import { manyAtOnce } from './manyAtOnce';
import { standingOf, type Standing } from './owner';
import { isRunFile, isStored, readRun, removeRunFolder, removeUnfinished, type Found } from './runFolder';
import { indexFile, readIndex, writeIndex, type Indexed } from './runIndex';
import type { StoredRun } from './runRecord';
import { unfinishedPrefix } from './runWriter';

/** Milliseconds after which the folder of a run that is not there whole was cut short: making it takes less than one. */
const unfinishedFor = 60 * 1000;

/** What 0.1.0 called the folder of a run as soon as it was being deleted. */
const deletedPrefix = '.deleted-';

/** With the id of a run after it, the file that tells other processes that it goes on again after its end. */
export const resumedPrefix = '.resumed-';

/** What a folder of a run may be called. */
const isId = (name: string) => /^[a-z0-9-]{1,64}$/.test(name);

/** The ids that are made here: when, and eight digits of chance. */
const isOwnId = (name: string) => /^\d{14}-[0-9a-f]{8}$/.test(name);

/** Runs that are read without an index: so few take no time. */
const fewRuns = 200;

/** Milliseconds in which a file system may give two changes the same time. */
const sameMoment = 2000;

/** Removes what a deletion or the making of a run left when it was cut short: of folders with such a name, our files. */
async function removeRemains(directory: Directory, name: string): Promise<void> {
  const isUnfinished = async () => {
    const status = await directory.stat(name);
    return status && Date.now() - status.modifiedAt > unfinishedFor && (await standingOf(directory, name)) === 'gone';
  };
  const isNamed = (prefix: string, isOurs = isOwnId) => name.startsWith(prefix) && isOurs(name.slice(prefix.length));
  try {
    if (isNamed(deletedPrefix) || (isNamed(unfinishedPrefix) && (await isUnfinished())))
      await removeRunFolder(directory, name);
    if (isNamed(resumedPrefix, isId) && (await standingOf(directory, name.slice(resumedPrefix.length))) === 'gone')
      await directory.remove(name);
  } catch {
    // Whoever opens the directory next tries again; what is not ours stays.
  }
}

const newestFirst = (a: NewerRun, b: NewerRun) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1);

/** Whether a list shows two states of a run as the same. */
const isSame = (a: Run | undefined, b: Run | undefined) =>
  a?.state === b?.state &&
  a?.name === b?.name &&
  a?.series.length === b?.series.length &&
  (a?.series.every((end, i) => end.count === b?.series[i].count) ?? true);

/** The runs of a directory as they stand: read when it is opened, and looked at again where other processes change them. */
export class RunList {
  /** The records that could not be read; they are left as they are. */
  readonly faults: BadInput[] = [];
  private readonly runs = new Map<string, StoredRun>();
  private readonly newer = new Map<string, NewerRun>();
  /** Of `runs`, newest first; undefined when one is another since. */
  private sorted: StoredRun[] | undefined;
  /** Every folder that was looked at, or made here. */
  private readonly met = new Set<string>();
  private readonly elsewhere: Elsewhere;

  /** @param isOurs whether this process records a run: nobody else says how that stands. */
  constructor(
    private readonly directory: Directory,
    private readonly isOurs: (id: string) => boolean,
  ) {
    this.elsewhere = new Elsewhere(directory, {
      list: () => this.relist(),
      look: async (id) => {
        const before = this.runs.get(id);
        await this.look(id);
        return !isSame(before, this.runs.get(id));
      },
    });
  }

  /**
   * Reads what is there, and removes what was left by what was cut short.
   * @throws BadInput when the directory cannot be read.
   */
  async open(): Promise<void> {
    const { directory } = this;
    const entries = await directory.list('').catch((error: unknown) => {
      throw new BadInput(directory.where(''), 'The folder of runs {0} cannot be read ({1}).', [
        directory.where(''),
        reason(error),
      ]);
    });
    const names = entries.map(({ name }) => name);
    const { indexed, read } = await this.meetAll(names.filter(isId));
    // Only here: whoever comes later is a part of what there is.
    if (read > fewRuns) await writeIndex(directory, indexed);
    await manyAtOnce(names, async (name) => {
      if (!isId(name)) await removeRemains(directory, name);
    });
    const isIndex = (name: string) => unfinishedBy(name)?.name === indexFile;
    await removeUnfinished(directory, '', names, isIndex).catch(() => undefined);
  }

  /** Newest first. */
  list(): readonly StoredRun[] {
    this.sorted ??= [...this.runs.values()].sort(newestFirst);
    return this.sorted;
  }

  /** Newest first. */
  listNewer(): NewerRun[] {
    return [...this.newer.values()].sort(newestFirst);
  }

  /** @throws BadInput when it is not there. */
  get(id: string): StoredRun {
    const run = this.runs.get(id);
    if (!run) throw new BadInput('', 'That run is no longer there.');
    return run;
  }

  set(run: StoredRun): void {
    this.runs.set(run.id, run);
    this.met.add(run.id);
    this.sorted = undefined;
  }

  /** What has its name may come again, and be another. */
  drop(id: string): void {
    this.runs.delete(id);
    this.newer.delete(id);
    this.met.delete(id);
    this.sorted = undefined;
    this.elsewhere.forget(id);
  }

  onElsewhere(listener: () => void): void {
    this.elsewhere.onNews(listener);
  }

  close(): void {
    this.elsewhere.close();
  }

  /** A run as it stands this moment: its process may be another, and have been heard of again. */
  async present(id: string): Promise<StoredRun> {
    const { state } = this.get(id);
    if (!this.isOurs(id) && (isActive(state) || state === 'interrupted')) await this.look(id);
    return this.get(id);
  }

  /** As `present`, of a run that may go on elsewhere again after its end, or be another since it was looked at. */
  async again(id: string): Promise<StoredRun> {
    this.get(id);
    if (!this.isOurs(id)) await this.look(id);
    return this.get(id);
  }

  /**
   * @param standing of its owner; by default as it was when it was looked at.
   * @throws BadInput when a run goes on elsewhere, or may.
   */
  expectNotElsewhere(run: Run, standing = this.elsewhere.standing(run.id)): void {
    if (standing === 'alive') throw new BadInput('', 'The run “{0}” goes on in another window.', [saidRun(run)]);
    if (standing === 'silent')
      throw new BadInput(
        '',
        'The run “{0}” may still go on elsewhere: it counts as ended once it has not been heard of for a day.',
        [saidRun(run)],
      );
  }

  /** Reads the runs that came, and drops those that went. @returns whether there were any. */
  async relist(): Promise<boolean> {
    const all = await this.directory.list('').then(
      (entries) => entries.map(({ name }) => name),
      () => undefined,
    );
    // What cannot be read at this moment is as it was.
    if (!all) return false;
    const names = all.filter(isId);
    const there = new Set(names);
    const gone = [...this.met].filter((id) => !there.has(id) && !this.isOurs(id));
    for (const id of gone) this.drop(id);
    const come = names.filter((id) => !this.met.has(id));
    await this.meetAll(come);
    const goesOn = (id: string) => isActive(this.runs.get(id)?.state ?? 'running');
    const resumed = all
      .filter((name) => name.startsWith(resumedPrefix))
      .map((name) => name.slice(resumedPrefix.length))
      .filter((id) => this.runs.has(id) && !this.isOurs(id) && !goesOn(id));
    await manyAtOnce(resumed, (id) => this.look(id));
    return (
      gone.length > 0 || come.some((id) => this.runs.has(id) || this.newer.has(id)) || resumed.some((id) => goesOn(id))
    );
  }

  /**
   * Reads the runs in these folders, as far as none was looked at yet.
   * @returns what an index may hold of them, and how many were read without one.
   */
  async meetAll(names: readonly string[]): Promise<{ indexed: Map<string, Indexed>; read: number }> {
    const strange = names.filter((id) => !this.met.has(id));
    const isMany = strange.length > fewRuns;
    const index = isMany ? await readIndex(this.directory, strange.length) : new Map<string, Indexed>();
    const indexed = new Map<string, Indexed>();
    let read = 0;
    await manyAtOnce(strange, async (id) => {
      this.met.add(id);
      const known = index.get(id);
      const status = isMany ? await this.directory.stat(id).catch(() => undefined) : undefined;
      if (known && known.modifiedAt === status?.modifiedAt) {
        this.runs.set(id, known.run);
        indexed.set(id, known);
        return;
      }
      read++;
      const run = await this.meet(id);
      if (run && status && Date.now() - status.modifiedAt > sameMoment)
        indexed.set(id, { run, modifiedAt: status.modifiedAt });
    });
    this.sorted = undefined;
    return { indexed, read };
  }

  /**
   * Reads a run that was not looked at yet; one that cannot be read is a fault, and the others are listed.
   * @returns it where it has ended for good.
   */
  private async meet(id: string): Promise<StoredRun | undefined> {
    try {
      const { run, standing, names, isSettled } = await this.read(id);
      if (!run) {
        // Somebody's folder is no run; one with what only a run has lost its record.
        if (isOwnId(id) && names.some(isRunFile))
          this.faults.push(new BadInput(id, '{0} has no record of a run.', [this.directory.where(id)]));
        return undefined;
      }
      if (!isStored(run)) {
        this.newer.set(id, run);
        return undefined;
      }
      this.runs.set(id, run);
      this.watch(run, standing);
      if (standing === 'gone') await removeUnfinished(this.directory, id, names).catch(() => undefined);
      return isSettled ? run : undefined;
    } catch (error) {
      this.faults.push(
        error instanceof BadInput
          ? error
          : new BadInput(id, '{0} cannot be read ({1}).', [this.directory.where(id), reason(error)]),
      );
      return undefined;
    }
  }

  /** Reads a run that this process does not record, and whether anybody does. */
  private async read(id: string): Promise<Found & { standing: Standing; isSettled: boolean }> {
    const found = await readRun(this.directory, id);
    const { run } = found;
    if (!run || !isStored(run) || !isActive(run.state)) return { ...found, standing: 'gone', isSettled: true };
    const standing = await standingOf(this.directory, id);
    if (standing === 'alive') return { ...found, standing, isSettled: false };
    // Its process writes the run's end before it lets go of it: that may have been between the two.
    const again = await readRun(this.directory, id);
    const last = again.run && isStored(again.run) ? again.run : run;
    const isLeft = isActive(last.state);
    return { ...again, run: isLeft ? { ...last, state: 'interrupted' } : last, standing, isSettled: !isLeft };
  }

  private watch({ id, state }: Run, standing: Standing): void {
    this.elsewhere.watch(id, isActive(state) || state === 'interrupted' ? standing : 'gone');
  }

  /** Reads a run again that another process records, or may. */
  private async look(id: string): Promise<void> {
    // What cannot be read at this moment is as it was.
    const found = await this.read(id).catch(() => undefined);
    if (!found || !this.runs.has(id) || this.isOurs(id)) return;
    if (!found.run || !isStored(found.run)) {
      this.drop(id);
      return;
    }
    this.runs.set(id, found.run);
    this.sorted = undefined;
    this.watch(found.run, found.standing);
  }
}
