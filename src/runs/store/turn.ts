import { randomUUID } from 'node:crypto';
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from './makeFolder';

/** Milliseconds after which whoever took the turn is gone: it lasts a few. */
const lost = 2000;
/** Milliseconds after which nobody waits any more: two runs of one name are better than none. */
const patience = 5000;

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? error.code : undefined);

async function isLost(file: string): Promise<boolean> {
  return stat(file).then(
    ({ mtimeMs }) => Math.abs(Date.now() - mtimeMs) > lost,
    () => false,
  );
}

/** @param token which tells that it was taken here. @returns whether it was. */
async function take(file: string, token: string): Promise<boolean> {
  for (const until = Date.now() + patience; Date.now() < until;) {
    try {
      await writeFile(file, token, { flag: 'wx' });
      return true;
    } catch (error) {
      // Where nothing can be written, the work itself finds out, and says so.
      if (codeOf(error) !== 'EEXIST') return false;
    }
    if (await isLost(file)) {
      const isGone = await rm(file, { force: true }).then(
        () => true,
        () => false,
      );
      if (!isGone) return false;
    }
    await new Promise((resolve) => setTimeout(resolve, 2 + 8 * Math.random()));
  }
  return false;
}

/** Does `work` in `directory` while no other process does its own there. */
export async function inTurn<T>(directory: string, work: () => Promise<T>): Promise<T> {
  await makeFolder(directory).catch(() => undefined);
  const file = join(directory, '.turn');
  const token = randomUUID();
  const isMine = await take(file, token);
  try {
    return await work();
  } finally {
    // Whoever waited too long has taken it meanwhile.
    if (isMine && (await readFile(file, 'latin1').catch(() => undefined)) === token)
      await rm(file, { force: true }).catch(() => undefined);
  }
}
