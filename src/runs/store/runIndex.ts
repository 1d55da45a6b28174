import type { Directory } from './directory';
import { plainRun, runFromPlain, type StoredRun } from './runRecord';

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

type Line = [id: string, modifiedAt: number, version: StoredRun['version'], run: ReturnType<typeof plainRun>];

async function fingerprint(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
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
    const rest = new Uint8Array(bytes.subarray(end + 1));
    if (decoder.decode(bytes.subarray(0, end)) !== `${version} ${await fingerprint(rest)}`) return index;
    for (const [id, modifiedAt, stored, run] of JSON.parse(decoder.decode(rest)) as Line[])
      index.set(id, { modifiedAt, run: runFromPlain(id, stored, run) });
  } catch {
    // As good as none.
    index.clear();
  }
  return index;
}

/** A directory that nothing can be written to has none. */
export async function writeIndex(directory: Directory, index: ReadonlyMap<string, Indexed>): Promise<void> {
  const lines = Array.from(index, ([id, { modifiedAt, run }]): Line => [id, modifiedAt, run.version, plainRun(run)]);
  const bytes = new TextEncoder().encode(JSON.stringify(lines));
  const head = new TextEncoder().encode(`${version} ${await fingerprint(bytes)}\n`);
  const all = new Uint8Array(head.length + bytes.length);
  all.set(head);
  all.set(bytes, head.length);
  await directory.replace(indexFile, all).catch(() => undefined);
}
