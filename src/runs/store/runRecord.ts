import * as v from 'valibot';
import { BadInput } from '../../engine/badInput';
import { kernelsNames } from '../../engine/training/kernelsName';
import { experimentSchema, mostSteps } from '../experiment/experiment';
import { paletteSize } from '../naming/runColor';
import type { NewerRun, Run } from '../run';
import { isSeriesFile, mostPoints, type StoredEnd } from './seriesFile';

/** The version of the records that are written here; see docs/STORE.md. */
export const recordVersion = 2;

/** A run as it is stored. */
export interface StoredRun extends Run {
  /** Of the format that it is stored in. */
  version: 1 | 2;
  series: readonly StoredEnd[];
}

/** The last moment of which the id of a run can be made, in milliseconds since 1970. */
export const latest = Date.UTC(9999, 11, 31);

const whole = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(most));
const time = v.fallback(v.nullable(whole(latest)), null);
const name = v.pipe(v.string(), v.minLength(1));

/** JSON has no NaN, no infinities and, as it is written, no −0: they are these words. */
const unfinite = ['NaN', 'Infinity', '-Infinity', '-0'] as const;
const value = v.pipe(v.union([v.number(), v.picklist(unfinite)]), v.transform(Number));
const encodedValue = (number: number): number | string =>
  Object.is(number, -0) ? '-0' : Number.isFinite(number) ? number : String(number);

/** What both versions say of a run in the same words. A figure that is none loses no run: it is left out. */
export const commonEntries = {
  name,
  color: v.fallback(whole(paletteSize - 1), 0),
  state: v.picklist(['running', 'paused', 'done', 'stopped', 'diverged', 'failed', 'interrupted']),
  createdAt: time,
  seconds: v.fallback(v.pipe(v.number(), v.finite(), v.minValue(0)), 0),
  divergedAt: v.fallback(v.nullable(whole(mostSteps)), null),
  message: v.fallback(v.nullable(v.string()), null),
};

/** The points of a series whose record does not say how many there are, or not soundly: they are counted. */
export const uncounted = -1;

const seriesSchema = v.object({
  name,
  points: v.picklist(['dense', 'pairs']),
  file: v.pipe(v.string(), v.check(isSeriesFile)),
  count: v.fallback(whole(mostPoints), uncounted),
  step: v.fallback(value, 0),
  last: v.fallback(value, NaN),
  smoothed: v.fallback(v.nullable(value), null),
  least: v.fallback(v.nullable(value), null),
  greatest: v.fallback(v.nullable(value), null),
});

const recordSchema = v.object({
  version: v.literal(recordVersion),
  run: v.object({
    ...commonEntries,
    note: v.fallback(v.string(), ''),
    tags: v.fallback(v.array(v.string()), []),
    group: v.fallback(v.nullable(name), null),
    endedAt: time,
    source: v.variant('kind', [
      v.object({
        kind: v.literal('experiment'),
        experiment: experimentSchema,
        data: v.fallback(v.nullable(v.string()), null),
        kernels: v.fallback(v.nullable(v.picklist(kernelsNames)), null),
      }),
      v.object({ kind: v.literal('file'), path: v.string(), format: v.string() }),
    ]),
    series: v.array(seriesSchema),
  }),
});

/** Series as JSON can hold them. */
export const plainSeries = (series: readonly StoredEnd[]) =>
  series.map(({ last, ...end }) => ({ ...end, last: encodedValue(last) }));

/** What `run.json` holds of a run: neither its version, which stands beside it, nor its id, by which its folder is called. */
const plainRun = (run: StoredRun) => ({
  name: run.name,
  color: run.color,
  note: run.note,
  tags: run.tags,
  group: run.group,
  source: run.source,
  state: run.state,
  createdAt: run.createdAt,
  endedAt: run.endedAt,
  seconds: run.seconds,
  divergedAt: run.divergedAt,
  message: run.message,
  series: plainSeries(run.series),
});

/** Bytes that a record has at most: what ours have, many times over. */
export const mostRecord = 2 ** 18;

/** @throws BadInput when it would be larger than any that is read. */
export function encodeRecord(run: StoredRun): string {
  const text = `${JSON.stringify({ version: recordVersion, run: plainRun(run) }, null, 2)}\n`;
  const size = new TextEncoder().encode(text).length;
  if (size > mostRecord)
    throw new BadInput('', 'the record of a run has at most {0} bytes, got {1}', [mostRecord, size]);
  return text;
}

export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** When the run of this id was made, to the second, or at least some time. */
export function madeAt(id: string): number {
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)-/.exec(id);
  const at = parts ? Date.parse(`${parts.slice(1, 4).join('-')}T${parts.slice(4).join(':')}Z`) : NaN;
  return Number.isNaN(at) ? 0 : at;
}

/** @throws BadInput naming the file and the first key that is not as a run's record has it. */
export function checked<T extends v.GenericSchema>(schema: T, record: unknown, where: string): v.InferOutput<T> {
  const result = v.safeParse(schema, record, { abortEarly: true });
  if (result.success) return result.output;
  const place = v.getDotPath(result.issues[0]);
  throw place === null
    ? new BadInput(where, '{0} is damaged: expected the JSON record of a run.', [where])
    : new BadInput(where, '{0} is damaged: “{1}” is not as the record of a run has it.', [where, place]);
}

/** The version that a record says it is of; undefined where it says none. */
export const versionOf = (record: unknown): unknown =>
  typeof record === 'object' && record !== null && 'version' in record ? record.version : undefined;

const newerSchema = v.object({
  run: v.object({ name: v.pipe(name, v.maxLength(100)), createdAt: time }),
});

/** What can be said of a run whose record is of a later version; undefined for every other. */
export function newerRun(record: unknown, id: string): NewerRun | undefined {
  const version = versionOf(record);
  if (typeof version !== 'number' || !(version > recordVersion)) return undefined;
  const said = v.safeParse(newerSchema, record, { abortEarly: true });
  const run = said.success ? said.output.run : undefined;
  return { id, name: run?.name ?? id, createdAt: run?.createdAt ?? madeAt(id) };
}

/**
 * The run that a record of this version says.
 * @param where it was read, for the error message.
 * @throws BadInput when it is none.
 */
export function decodeRecord(record: unknown, where: string, id: string): StoredRun {
  const { run } = checked(recordSchema, record, where);
  return { id, version: recordVersion, ...run, createdAt: run.createdAt ?? madeAt(id) };
}
