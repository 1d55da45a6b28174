import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Where what is fetched once is kept, for every clone of this user. */
export const cache = process.env.LOSS_LAB_CACHE ?? join(homedir(), '.cache', 'loss-lab');

const staleLockMs = 15 * 60_000;
const text = (file) => readFile(file, 'utf8').catch(() => '');

/** Takes the lock directory, waiting for whoever holds it; one left behind by a killed process goes stale. */
async function lock(directory) {
  await mkdir(dirname(directory), { recursive: true });
  for (;;) {
    try {
      await mkdir(directory);
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const age = await stat(directory).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    );
    if (age > staleLockMs) await rm(directory, { recursive: true, force: true });
    await sleep(200);
  }
}

/**
 * Makes `folder` by `make` unless its stamp says that just this `version` is there whole. The stamp is written last, so
 * that an installation cut short is begun anew; two processes at once wait for each other.
 */
export async function once(folder, version, make) {
  const stamp = join(folder, '.complete');
  if ((await text(stamp)) === version) return;
  const held = `${folder}.lock`;
  await lock(held);
  try {
    if ((await text(stamp)) === version) return;
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    await make();
    await writeFile(stamp, version);
  } finally {
    await rm(held, { recursive: true, force: true });
  }
}
