import { randomUUID } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import * as v from 'valibot';
import { runFiles } from './runFolder';
import { writeWhole } from './writeFile';

/** How often an owner says that it is alive, in milliseconds. */
export const beatEvery = 5000;
/** After how long without a beat an owner counts as gone: it may sleep or be busy, so a dozen beats. */
const goneAfter = 12 * beatEvery;

/** Tells this process from an earlier one that had the same process id. */
const token = randomUUID();
const ownerSchema = v.object({ host: v.string(), pid: v.number(), token: v.string(), beatAt: v.number() });

/** Says that this process records the run in `folder`, now. */
export function claim(folder: string): Promise<void> {
  const owner: v.InferOutput<typeof ownerSchema> = { host: hostname(), pid: process.pid, token, beatAt: Date.now() };
  return writeWhole(runFiles(folder).owner, JSON.stringify(owner));
}

export function release(folder: string): Promise<void> {
  return rm(runFiles(folder).owner, { force: true });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Whether a process that still lives, perhaps another window's, records the run in `folder`. */
export async function isOwned(folder: string): Promise<boolean> {
  try {
    const owner = v.parse(ownerSchema, JSON.parse(await readFile(runFiles(folder).owner, 'utf8')));
    if (owner.token === token) return true;
    if (Math.abs(Date.now() - owner.beatAt) > goneAfter) return false;
    return owner.host !== hostname() || (owner.pid !== process.pid && isAlive(owner.pid));
  } catch {
    return false;
  }
}
