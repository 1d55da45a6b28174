// The format of Loss Lab 0.1.0: losses as they are kept now, accuracies as a line of JSON each, and a record that says
// nothing of either.
import * as v from 'valibot';
import { kernelsNames } from '../../engine/training/kernelsName';
import { experimentSchema, mostSteps } from '../experiment/experiment';
import type { AccuracyPoint } from '../run';
import { recorded } from '../runSummary';
import { GrowingEnd, pointsOf, type NewPoints, type Series } from '../series';
import type { Directory } from './directory';
import { checked, commonEntries, madeAt, recordVersion, uncounted, type StoredRun } from './runRecord';
import { fileFor, readSeries, SeriesFile, StoredSeries, type StoredEnd } from './seriesFile';

export const accuracyFile = 'accuracy.jsonl';
/** Bytes that all accuracies of a run have at most. */
const mostAccuracy = 2 ** 28;

const recordSchema = v.object({
  version: v.literal(1),
  run: v.object({
    ...commonEntries,
    experiment: experimentSchema,
    kernels: v.exactOptional(v.picklist(kernelsNames)),
  }),
});

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

/** Bytes of the file that are turned into text at once. */
const piece = 2 ** 20;

/** The accuracies of all whole lines, as points of series. */
async function readAccuracies(directory: Directory, folder: string): Promise<NewPoints[]> {
  const points: AccuracyPoint[] = [];
  const tell = (line: string) => {
    const point = pointOf(line);
    if (point) points.push(point);
  };
  const decoder = new TextDecoder();
  let rest = '';
  for (let from = 0; ; from += piece) {
    const bytes = await directory.read(`${folder}/${accuracyFile}`, { from, length: piece, most: mostAccuracy });
    if (!bytes?.length) break;
    const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    lines.forEach(tell);
    // A line that long is none of ours: what is kept of it stays small.
    if (rest.length > piece) rest = rest.slice(-1);
  }
  tell(rest);
  return recorded(0, new Float64Array(), points).filter(({ values }) => values.length > 0);
}

/**
 * The run that a record of version 1 says, with what its accuracies say; its losses are still to be counted.
 * @param where the record was read, for the error message.
 * @throws BadInput when it is none, or the accuracies are damaged.
 */
export async function decodeVersion1(
  record: unknown,
  where: string,
  directory: Directory,
  folder: string,
  id: string,
): Promise<StoredRun> {
  const {
    run: { experiment, kernels, ...run },
  } = checked(recordSchema, record, where);
  const none = { step: 0, last: NaN, smoothed: null, least: null, greatest: null };
  const series: StoredEnd[] = [{ name: 'loss', points: 'dense', file: 'loss.f64', count: uncounted, ...none }];
  for (const points of await readAccuracies(directory, folder)) {
    const growing = new GrowingEnd();
    growing.add(points);
    const file = fileFor(points.name, pointsOf(points), []);
    if (growing.end) series.push({ ...growing.end, file });
  }
  return {
    id,
    version: 1,
    ...run,
    createdAt: run.createdAt ?? madeAt(id),
    endedAt: null,
    note: '',
    tags: [],
    group: null,
    source: { kind: 'experiment', experiment, data: null, kernels: kernels ?? null },
    series,
  };
}

/** What a run of version 1 keeps otherwise than it is kept now. */
export const readVersion1 = async (directory: Directory, folder: string): Promise<Series[]> =>
  (await readAccuracies(directory, folder)).map(({ name, at, values }) => ({
    name,
    steps: at as Float64Array,
    values,
  }));

/**
 * Writes the accuracies of a run of version 1 as they are kept now, beside what is there: until its record says so, nobody
 * reads them.
 * @returns the run as its record is to say it.
 */
export async function carryOver(directory: Directory, run: StoredRun, names: readonly string[]): Promise<StoredRun> {
  for (const points of await readAccuracies(directory, run.id)) {
    const written = new SeriesFile(directory, run.id, fileFor(points.name, pointsOf(points), []), pointsOf(points));
    written.add(points);
    await written.write();
    await written.flush();
  }
  const series: StoredEnd[] = [];
  for (const end of run.series) {
    if (end.points === 'pairs') {
      series.push(end);
      continue;
    }
    const growing = new GrowingEnd();
    const { values } = await readSeries(await StoredSeries.find(directory, run.id, end, names), end, end.count);
    growing.add({ name: end.name, at: 0, values });
    if (growing.end) series.push({ ...growing.end, file: end.file });
  }
  return { ...run, version: recordVersion, series };
}
