import type { Directory } from './directory';

/** Milliseconds after which whoever took the turn is gone: as long as it lasts, it is heard of. */
const lost = 2000;
/** Milliseconds after which nobody waits any more: two runs of one name are better than none. */
const patience = 5000;

/** Milliseconds after which whoever has the turn is heard of again. */
const heardEvery = 250;

const file = '.turn';

async function isLost(directory: Directory): Promise<boolean> {
  const status = await directory.stat(file).catch(() => undefined);
  return status !== undefined && Math.abs(Date.now() - status.modifiedAt) > lost;
}

/** @param token which tells that it was taken here. @returns whether it was. */
async function take(directory: Directory, token: string): Promise<boolean> {
  for (const until = Date.now() + patience; Date.now() < until;) {
    try {
      if (await directory.create(file, token)) return true;
    } catch {
      // Where nothing can be written, the work itself finds out, and says so.
      return false;
    }
    if ((await isLost(directory)) && !(await removed(directory))) return false;
    await new Promise((resolve) => setTimeout(resolve, 2 + 8 * Math.random()));
  }
  return false;
}

const removed = (directory: Directory) =>
  directory.remove(file).then(
    () => true,
    () => false,
  );

/** @returns whether the turn is still the one that was taken here: whoever waited too long has taken it over. */
async function isHeld(directory: Directory, token: string): Promise<boolean> {
  const held = await directory.read(file, { most: 100 }).catch(() => undefined);
  return held !== undefined && new TextDecoder().decode(held) === token;
}

/** Says that whoever took the turn is at work. */
async function touch(directory: Directory, token: string): Promise<void> {
  if (!(await isHeld(directory, token))) return;
  const bytes = new TextEncoder().encode(token);
  await (directory.appends ? directory.append(file, bytes, 0) : directory.replace(file, bytes));
}

/** Does `work` in a directory while no other process does its own there. */
export async function inTurn<T>(directory: Directory, work: () => Promise<T>): Promise<T> {
  await directory.makeFolder('').catch(() => undefined);
  const token = crypto.randomUUID();
  const isMine = await take(directory, token);
  if (!isMine) return work();
  let touching: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    touching = touching.then(() => touch(directory, token)).catch(() => undefined);
  }, heardEvery);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    await touching;
    if (await isHeld(directory, token)) await removed(directory);
  }
}
