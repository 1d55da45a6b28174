import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { hostname, uptime } from 'node:os';
import * as v from 'valibot';
import { BadInput } from '../../engine/badInput';
import { isAlive, machine, startedAt } from './process';
import { readAll } from './readFile';
import { runFiles } from './runFolder';
import { writeWhole } from './writeFile';

/** How often an owner says that it is alive, in milliseconds. */
export const beatEvery = 5000;
/** After how long without a beat an owner that cannot be asked counts as gone: it may be busy, so a dozen beats. */
const silentAfter = 12 * beatEvery;
/** After how long it is not waited for any more: it may have slept meanwhile. */
const goneAfter = 24 * 3600 * 1000;

/** Tells this process from an earlier one that had the same process id. */
const token = randomUUID();
const ownerSchema = v.object({
  host: v.string(),
  pid: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  token: v.string(),
  beatAt: v.number(),
  machine: v.optional(v.string()),
  started: v.optional(v.string()),
});
type Owner = v.InferOutput<typeof ownerSchema>;

/** How the owner of a run stands. `silent`: it has not been heard of for long, but could not be asked either. */
export type Standing = 'alive' | 'silent' | 'gone';

/** Says that this process records the run in `folder`, now. */
export function claim(folder: string): Promise<void> {
  const owner: Owner = {
    host: hostname(),
    pid: process.pid,
    token,
    beatAt: Date.now(),
    machine,
    started: startedAt,
  };
  return writeWhole(runFiles(folder).owner, JSON.stringify(owner));
}

export function release(folder: string): Promise<void> {
  return rm(runFiles(folder).owner, { force: true });
}

/** @returns undefined where there is none, or what is there is none. @throws the error of Node when it cannot be read. */
async function readOwner(folder: string): Promise<Owner | undefined> {
  const bytes = await readAll(runFiles(folder).owner, 4096).catch((error: unknown) => {
    if (error instanceof BadInput) return undefined;
    throw error;
  });
  try {
    return v.parse(ownerSchema, JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return undefined;
  }
}

const isOfThisMachine = (owner: Owner) =>
  owner.machine === undefined || machine === undefined ? owner.host === hostname() : owner.machine === machine;

/** Whether this computer, as far as its name tells, was started anew since the owner was heard of. */
const isFromBeforeStart = (owner: Owner) =>
  owner.host === hostname() && Date.now() - owner.beatAt > 1000 * Math.max(uptime(), 1);

/**
 * Whether the process that records the run in `folder`, perhaps another window's, still lives: asked of the system where
 * it is one of this computer, however long it has been stopped or busy; of the clock where it is not. One that cannot be
 * told from another that may have its number now is taken for alive.
 */
export async function standingOf(folder: string): Promise<Standing> {
  let owner: Owner | undefined;
  try {
    owner = await readOwner(folder);
  } catch {
    return 'silent';
  }
  if (!owner) return 'gone';
  if (owner.token === token) return 'alive';
  const isHere = isOfThisMachine(owner);
  if (isHere) {
    const lives = owner.pid !== process.pid && isAlive(owner.pid, owner.started);
    if (lives !== undefined) return lives ? 'alive' : 'gone';
  }
  if (isFromBeforeStart(owner)) return 'gone';
  if (isHere) return 'alive';
  const quiet = Math.abs(Date.now() - owner.beatAt);
  return quiet <= silentAfter ? 'alive' : quiet <= goneAfter ? 'silent' : 'gone';
}
