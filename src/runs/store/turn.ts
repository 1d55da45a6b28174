import type { Directory } from './directory';

/** Milliseconds after which whoever took the turn is gone: it lasts a few. */
const lost = 2000;
/** Milliseconds after which nobody waits any more: two runs of one name are better than none. */
const patience = 5000;

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

/** Does `work` in a directory while no other process does its own there. */
export async function inTurn<T>(directory: Directory, work: () => Promise<T>): Promise<T> {
  await directory.makeFolder('').catch(() => undefined);
  const token = crypto.randomUUID();
  const isMine = await take(directory, token);
  try {
    return await work();
  } finally {
    // Whoever waited too long has taken it meanwhile.
    const held = isMine ? await directory.read(file, { most: 100 }).catch(() => undefined) : undefined;
    if (held && new TextDecoder().decode(held) === token) await removed(directory);
  }
}
