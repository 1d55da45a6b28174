import { hostname, uptime } from 'node:os';
import * as v from 'valibot';
import { BadInput } from '../../engine/badInput';
import type { Directory } from './directory';
import { isAlive, machine, startedAt } from './process';

/** How often an owner says that it is alive, in milliseconds. */
export const beatEvery = 5000;
/** After how long without a beat an owner that cannot be asked counts as gone: it may be busy, so a dozen beats. */
const silentAfter = 12 * beatEvery;
/** After how long it is not waited for any more: it may have slept meanwhile. */
const goneAfter = 24 * 3600 * 1000;

/** Tells this process from an earlier one that had the same process id. */
const token = crypto.randomUUID();
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

/** The file that says which process records a run; there is none once it has ended. */
export const ownerFile = 'owner.json';
const fileIn = (folder: string) => `${folder}/${ownerFile}`;

/** Says that this process records the run in `folder`, now. */
export function claim(directory: Directory, folder: string): Promise<void> {
  const owner: Owner = {
    host: hostname(),
    pid: process.pid,
    token,
    beatAt: Date.now(),
    machine,
    started: startedAt,
  };
  return directory.replace(fileIn(folder), JSON.stringify(owner));
}

export const release = (directory: Directory, folder: string): Promise<void> => directory.remove(fileIn(folder));

/** @returns undefined where there is none, or what is there is none. @throws what the system says when it cannot be read. */
async function readOwner(directory: Directory, folder: string): Promise<Owner | undefined> {
  const bytes = await directory.read(fileIn(folder), { most: 4096 }).catch((error: unknown) => {
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
export async function standingOf(directory: Directory, folder: string): Promise<Standing> {
  let owner: Owner | undefined;
  try {
    owner = await readOwner(directory, folder);
  } catch {
    return 'silent';
  }
  if (!owner) return 'gone';
  if (owner.token === token) return 'alive';
  const isHere = isOfThisMachine(owner);
  if (isHere) {
    const lives = owner.pid !== process.pid && (await isAlive(owner.pid, owner.started, owner.beatAt));
    if (lives !== undefined) return lives ? 'alive' : 'gone';
  }
  if (isFromBeforeStart(owner)) return 'gone';
  if (isHere) return 'alive';
  const quiet = Math.abs(Date.now() - owner.beatAt);
  return quiet <= silentAfter ? 'alive' : quiet <= goneAfter ? 'silent' : 'gone';
}
