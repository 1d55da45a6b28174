import { classes, inputs } from '../../data/mnistShape';
import { mostHeader } from '../../engine/training/checkpoint';
import { networkBytes } from '../experiment/networkBytes';
import { isActive, type NewerRun, type Run } from '../run';
import { GrowingEnd, type Series } from '../series';
import { unfinishedBy, type Directory } from './directory';
import { ownerFile } from './owner';
import { isThere } from './process';
import { meanTail } from './runningMean';
import { decodeRecord, mostRecord, newerRun, parsed, uncounted, versionOf, type StoredRun } from './runRecord';
import {
  isSeriesFile,
  mostPoints,
  pointsFrom,
  readSeries,
  StoredSeries,
  writtenPoints,
  type StoredEnd,
} from './seriesFile';
import { accuracyFile, decodeVersion1, readVersion1 } from './version1';

/** What a run is: its record, replaced. */
export const recordFile = 'run.json';
/** What it goes on from, as the engine writes it; replaced. */
export const checkpointFile = 'checkpoint.bin';

/** Whether a file of this name in the folder of a run is one of a run's, finished or not. */
export function isRunFile(name: string): boolean {
  const whole = unfinishedBy(name)?.name ?? name;
  return [recordFile, checkpointFile, ownerFile, accuracyFile].includes(whole) || isSeriesFile(whole);
}

/** The bytes of the last checkpoint of a run; undefined before the first. */
export async function readCheckpoint(directory: Directory, { id, source }: Run): Promise<Uint8Array | undefined> {
  if (source.kind !== 'experiment') return undefined;
  const most = mostHeader + networkBytes(source.experiment, inputs, classes);
  return directory.read(`${id}/${checkpointFile}`, { most });
}

const namesIn = async (directory: Directory, folder: string) => (await directory.list(folder)).map(({ name }) => name);

const least = (a: number | null, b: number | null) => (a === null || b === null ? (a ?? b) : Math.min(a, b));
const greatest = (a: number | null, b: number | null) => (a === null || b === null ? (a ?? b) : Math.max(a, b));

/** Points that a file may hold beyond those of the last flush, many times what two seconds bring: what is more is damage. */
const mostUnflushed = 2 ** 22;

/** What a series has come to that its record is behind of, as it is while its run goes on; undefined where nothing is there. */
async function presentEnd(stored: StoredSeries, end: StoredEnd, most: number): Promise<StoredEnd | undefined> {
  const isCounted = end.count !== uncounted;
  const there = Math.min(stored.count, most, isCounted ? end.count + mostUnflushed : Infinity);
  if (there === end.count) return end;
  const known = isCounted ? Math.min(end.count, there) : there;
  const from = Math.max(0, known - meanTail);
  const read = await stored.read(from, there);
  const size = end.points === 'dense' ? 1 : 2;
  const fresh = read.subarray((known - from) * size);
  const count = known + writtenPoints(fresh, end.points, isCounted && known > 0 ? end.last : undefined);
  if (count === end.count) return end;
  const growing = new GrowingEnd();
  growing.add(pointsFrom(end.name, end.points, from, read.subarray(0, (count - from) * size)));
  if (!growing.end) return undefined;
  // Of all that was not counted only the end is looked at.
  const extremes = (isCounted ? end : undefined) ?? (from > 0 ? undefined : { least: null, greatest: null });
  return {
    ...growing.end,
    file: end.file,
    count,
    least: extremes ? least(extremes.least, growing.end.least) : null,
    greatest: extremes ? greatest(extremes.greatest, growing.end.greatest) : null,
  };
}

async function withPresentEnds(directory: Directory, run: StoredRun, names: readonly string[]): Promise<StoredRun> {
  const { id, version, source } = run;
  const most = version === 1 && source.kind === 'experiment' ? source.experiment.steps : mostPoints;
  const ends = await Promise.all(
    run.series.map(async (end) => {
      if (version === 1 ? end.count !== uncounted : end.count !== uncounted && !isActive(run.state)) return end;
      return presentEnd(await StoredSeries.find(directory, id, end, names), end, most);
    }),
  );
  return { ...run, series: ends.filter((end) => end !== undefined) };
}

/** What is in the folder of a run. */
export interface Found {
  /** Undefined where there is no record. */
  run: StoredRun | NewerRun | undefined;
  /** Of everything that is there. */
  names: readonly string[];
}

/**
 * The run that the files in a folder say together, and what there is.
 * @throws BadInput when one of them is damaged; what the system says when it cannot be read.
 */
export async function readRun(directory: Directory, id: string): Promise<Found> {
  const names = await namesIn(directory, id);
  const path = `${id}/${recordFile}`;
  const bytes = await directory.read(path, { most: mostRecord });
  if (!bytes) return { run: undefined, names };
  const record = parsed(new TextDecoder().decode(bytes));
  const newer = newerRun(record, id);
  if (newer) return { run: newer, names };
  const where = directory.where(path);
  const run =
    versionOf(record) === 1 ? await decodeVersion1(record, where, directory, id, id) : decodeRecord(record, where, id);
  return { run: await withPresentEnds(directory, run, names), names };
}

export const isStored = (run: StoredRun | NewerRun): run is StoredRun => 'series' in run;

/** Everything that a run recorded, as far as `run` says. */
export async function readAllSeries(directory: Directory, run: StoredRun): Promise<Series[]> {
  const names = await namesIn(directory, run.id);
  const kept = run.version === 1 ? run.series.filter(({ points }) => points === 'dense') : run.series;
  const read = await Promise.all(
    kept.map(async (end) => readSeries(await StoredSeries.find(directory, run.id, end, names), end, end.count)),
  );
  return run.version === 1 ? [...read, ...(await readVersion1(directory, run.id))] : read;
}

/** What is left for ever when a process is killed while it writes, as long as nobody else removes it. */
const abandonedAfter = 60 * 1000;

async function isAbandoned(directory: Directory, path: string, pid: number): Promise<boolean> {
  if (!isThere(pid)) return true;
  const status = await directory.stat(path);
  return status !== undefined && Date.now() - status.modifiedAt > abandonedAfter;
}

/** Removes of `names` in a folder what was half written by a process that does so no more. */
export async function removeUnfinished(
  directory: Directory,
  folder: string,
  names: readonly string[],
  isOurs: (name: string) => boolean = isRunFile,
): Promise<void> {
  for (const name of names) {
    const writer = unfinishedBy(name);
    const path = folder === '' ? name : `${folder}/${name}`;
    if (writer && isOurs(name) && (await isAbandoned(directory, path, writer.pid))) await directory.remove(path);
  }
}

/**
 * Removes a run's files and, when nothing is left in it, its folder: what somebody else put there stays.
 * @throws what the system says when one of ours cannot be removed.
 */
export async function removeRunFolder(directory: Directory, folder: string): Promise<void> {
  const entries = await directory.list(folder);
  const ours = entries.filter(({ name, isFolder }) => isRunFile(name) && !isFolder);
  for (const { name } of ours) await directory.remove(`${folder}/${name}`);
  if (ours.length === entries.length) await directory.remove(folder);
}
