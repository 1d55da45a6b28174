import type { Directory } from './directory';
import { plainSeries, type StoredRun } from './runRecord';

/** What is read in the place of the records of all runs that have ended: whoever removes it loses nothing but time. */
export const indexFile = '.index.json';

/** Of the index; another version is not read. */
const version = 1;
const mostIndex = 2 ** 30;

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
 * Layout: a line with the version and the SHA-256 of what follows, a JSON array. Each run
 * was checked as a record is before it was put there: where the fingerprint is right nothing is checked again.
 */
export async function readIndex(directory: Directory): Promise<Map<string, Indexed>> {
  const index = new Map<string, Indexed>();
  try {
    const bytes = await directory.read(indexFile, { most: mostIndex });
    const end = bytes?.indexOf(10) ?? -1;
    if (!bytes || end < 0 || end > 200) return index;
    const decoder = new TextDecoder();
    const rest = bytes.subarray(end + 1);
    if (decoder.decode(bytes.subarray(0, end)) !== `${version} ${await fingerprint(rest)}`) return index;
    for (const line of JSON.parse(decoder.decode(rest)) as Line[]) index.set(line.run.id, withNumbers(line));
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
