import * as v from 'valibot';
import type { Directory } from './directory';
import { commonEntries, mostRecord, plainSeries, type StoredRun } from './runRecord';
import { isSeriesFile } from './seriesFile';

/** What is read in the place of the records of all runs that have ended: whoever removes it loses nothing but time. */
export const indexFile = '.index.json';

/** Of the index; another version is not read. */
const version = 1;
const mostIndex = 2 ** 30;
/** Bytes of an index beside its runs. */
const mostHead = 2 ** 10;

/** A run that has ended, as its folder had it at `modifiedAt`. */
export interface Indexed {
  modifiedAt: number;
  run: StoredRun;
}

/** What becomes of an `Indexed` where JSON has no such numbers. */
interface Line {
  modifiedAt: number;
  run: Omit<StoredRun, 'series'> & { series: ReturnType<typeof plainSeries> };
}

const number = v.pipe(v.number(), v.finite());
const text = v.pipe(v.string(), v.minLength(1));
const value = v.union([number, v.picklist(['NaN', 'Infinity', '-Infinity'])]);
const object = v.looseObject({});

/** The shape of a line: where it is right, so is what a list shows. Experiments were checked when they were put there. */
const lineSchema = v.looseObject({
  modifiedAt: number,
  run: v.looseObject({
    id: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,64}$/)),
    version: v.picklist([1, 2]),
    name: text,
    color: number,
    note: v.string(),
    tags: v.array(v.string()),
    group: v.nullable(text),
    source: v.variant('kind', [
      v.looseObject({
        kind: v.literal('experiment'),
        experiment: v.looseObject({
          network: v.looseObject({ hidden: v.array(number) }),
          batch: object,
          optimizer: object,
          steps: number,
        }),
        data: v.nullable(v.string()),
        kernels: v.nullable(v.string()),
      }),
      v.looseObject({ kind: v.literal('file'), path: v.string(), format: v.string() }),
    ]),
    state: commonEntries.state,
    createdAt: number,
    endedAt: v.nullable(number),
    seconds: number,
    divergedAt: v.nullable(number),
    message: v.nullable(v.string()),
    series: v.array(
      v.looseObject({
        name: text,
        points: v.picklist(['dense', 'pairs']),
        file: v.pipe(v.string(), v.check(isSeriesFile)),
        count: number,
        step: number,
        last: value,
        smoothed: v.nullable(number),
        least: v.nullable(number),
        greatest: v.nullable(number),
      }),
    ),
  }),
});
const isLine = (line: unknown): line is Line => v.is(lineSchema, line);

/** The same line, with NaN and the infinities: of many thousand runs none is copied that has only numbers. */
function withNumbers(line: Line): Indexed {
  for (const end of line.run.series) if (typeof end.last === 'string') end.last = Number(end.last);
  return line as Indexed;
}

async function fingerprint(bytes: Uint8Array): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Layout: a line with the version and the SHA-256 of what follows, a JSON array. Each run was checked as a record is before
 * it was put there: of it only the shape is checked again, as anybody can write a fingerprint, and what fails is left out.
 * @param folders how many runs there may be in it.
 */
export async function readIndex(directory: Directory, folders: number): Promise<Map<string, Indexed>> {
  const index = new Map<string, Indexed>();
  try {
    const bytes = await directory.read(indexFile, { most: Math.min(mostIndex, mostHead + folders * mostRecord) });
    const end = bytes?.indexOf(10) ?? -1;
    if (!bytes || end < 0 || end > 200) return index;
    const decoder = new TextDecoder();
    const rest = bytes.subarray(end + 1);
    if (decoder.decode(bytes.subarray(0, end)) !== `${version} ${await fingerprint(rest)}`) return index;
    for (const line of JSON.parse(decoder.decode(rest)) as unknown[])
      if (isLine(line)) index.set(line.run.id, withNumbers(line));
  } catch {
    // As good as none.
    index.clear();
  }
  return index;
}

/** A directory that nothing can be written to has none. */
export async function writeIndex(directory: Directory, index: ReadonlyMap<string, Indexed>): Promise<void> {
  const lines = Array.from(index.values(), ({ modifiedAt, run }): Line => ({
    modifiedAt,
    run: { ...run, series: plainSeries(run.series) },
  }));
  const bytes = new TextEncoder().encode(JSON.stringify(lines));
  const head = new TextEncoder().encode(`${version} ${await fingerprint(bytes)}\n`);
  const all = new Uint8Array(head.length + bytes.length);
  all.set(head);
  all.set(bytes, head.length);
  await directory.replace(indexFile, all).catch(() => undefined);
}
