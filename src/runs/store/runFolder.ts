import { readdir, rm, rmdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import * as v from 'valibot';
import { classes, inputs } from '../../data/mnistShape';
import { mostHeader } from '../../engine/training/checkpoint';
import { mostSteps, type Experiment } from '../experiment/experiment';
import { networkBytes } from '../experiment/networkBytes';
import { isAlive } from './process';
import { readAll, readFirst, readLast, readLines } from './readFile';
import type { AccuracyPoint, RunSummary } from '../run';
import { meanTail, smoothedEnd } from './runningMean';
import { decodeRecord } from './runRecord';
import { unfinishedBy } from './writeFile';

/** The files of one run. What is appended may end in a torn record; what is replaced is whole. */
export const runFiles = (folder: string) => ({
  /** The summary, as JSON; replaced. */
  record: join(folder, 'run.json'),
  /** The loss of every step, little-endian float64; appended. */
  loss: join(folder, 'loss.f64'),
  /** One JSON accuracy point a line; appended. */
  accuracy: join(folder, 'accuracy.jsonl'),
  /** Parameters and random state, as the engine writes them; replaced. */
  checkpoint: join(folder, 'checkpoint.bin'),
  /** Which process records the run now; replaced, removed at the end. */
  owner: join(folder, 'owner.json'),
});

const fileNames = new Set(Object.values(runFiles('')).map((file) => basename(file)));

/** Bytes that a record has at most: what ours have, many times over. */
const mostRecord = 2 ** 18;
/** The same of all accuracy points of a run. */
const mostAccuracy = 2 ** 28;

/** (steps) the loss of each whole recorded step. @param steps that the run takes: what is there beyond them is damage. */
export async function readLoss(folder: string, steps: number): Promise<Float64Array> {
  const bytes = (await readFirst(runFiles(folder).loss, 8, steps, mostSteps)) ?? new Uint8Array();
  return new Float64Array(bytes.buffer, 0, Math.floor(bytes.length / 8));
}

/** The bytes of the last checkpoint of a run of `experiment`; undefined before the first. */
export const readCheckpoint = (folder: string, experiment: Experiment): Promise<Uint8Array | undefined> =>
  readAll(runFiles(folder).checkpoint, mostHeader + networkBytes(experiment, inputs, classes));

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const pointSchema = v.object({
  step: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(mostSteps)),
  train: share,
  test: share,
});

/** The point that a line says; undefined for one that is torn or damaged. */
function pointOf(line: string): AccuracyPoint | undefined {
  try {
    return v.parse(pointSchema, JSON.parse(line), { abortEarly: true });
  } catch {
    return undefined;
  }
}

/** The accuracy points of all whole lines. */
export async function readAccuracy(folder: string): Promise<AccuracyPoint[]> {
  const points: AccuracyPoint[] = [];
  await readLines(runFiles(folder).accuracy, mostAccuracy, (line) => {
    const point = pointOf(line);
    if (point) points.push(point);
  });
  return points;
}

async function lastAccuracy(file: string): Promise<AccuracyPoint | null> {
  const end = await readLast(file, 1, 2048, mostAccuracy);
  const lines = new TextDecoder().decode(end?.bytes).split('\n').reverse();
  for (const line of lines) {
    const point = pointOf(line);
    if (point) return point;
  }
  return null;
}

async function lastLoss(
  file: string,
  steps: number,
): Promise<Pick<RunSummary, 'steps' | 'finalLoss' | 'smoothedLoss'>> {
  const last = await readLast(file, 8, meanTail, mostSteps, steps);
  if (!last || last.bytes.length < 8) return { steps: 0, finalLoss: null, smoothedLoss: null };
  const view = new DataView(last.bytes.buffer);
  const loss = Float64Array.from({ length: last.bytes.length / 8 }, (_, i) => view.getFloat64(8 * i, true));
  return { steps: last.records, finalLoss: loss[loss.length - 1], smoothedLoss: smoothedEnd(loss) };
}

/**
 * The summary of what the files of a run say together; undefined where there is no record.
 * @throws BadInput when one of them is damaged; the error of Node when it cannot be read.
 */
export async function readSummary(folder: string, id: string): Promise<RunSummary | undefined> {
  const files = runFiles(folder);
  const bytes = await readAll(files.record, mostRecord);
  if (!bytes) return undefined;
  const record = decodeRecord(new TextDecoder().decode(bytes), files.record, id);
  return {
    id,
    ...record,
    ...(await lastLoss(files.loss, record.experiment.steps)),
    accuracy: await lastAccuracy(files.accuracy),
  };
}

/** What is left for ever when a process is killed while it writes, as long as nobody else removes it. */
const abandonedAfter = 60 * 1000;

async function isAbandoned(file: string, pid: number): Promise<boolean> {
  if (isAlive(pid, undefined) === false) return true;
  return Date.now() - (await stat(file)).mtimeMs > abandonedAfter;
}

/** Removes the half-written files of a run that nobody records any more. */
export async function removeUnfinished(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const writer = unfinishedBy(name);
    const file = join(folder, name);
    if (writer && fileNames.has(writer.name) && (await isAbandoned(file, writer.pid))) await rm(file, { force: true });
  }
}

/**
 * Removes a run's files and its folder. What somebody else put there stays, and the folder with it.
 * @throws the error of Node when one of ours cannot be removed.
 */
export async function removeRunFolder(folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries) {
    const isOurs = fileNames.has(entry.name) || fileNames.has(unfinishedBy(entry.name)?.name ?? '');
    if (isOurs && !entry.isDirectory()) await rm(join(folder, entry.name), { force: true });
  }
  await rmdir(folder);
}
