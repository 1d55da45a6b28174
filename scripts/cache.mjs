import { mkdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { say } from './say.mjs';

/** Where what is fetched once is kept, for every clone of this user. */
export const cache = resolve(process.env.LOSS_LAB_CACHE || join(homedir(), '.cache', 'loss-lab'));

const beatMs = 2000;
const staleMs = 20_000;

const text = (file) => readFile(file, 'utf8').catch(() => '');

async function isTaken(directory) {
  try {
    await mkdir(directory);
    return false;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    return true;
  }
}

/** Takes the lock directory and keeps it fresh; one that is not is a killed process's. @returns what gives it back. */
async function lock(directory) {
  await mkdir(dirname(directory), { recursive: true });
  for (let turn = 0; await isTaken(directory); turn++) {
    const age = await stat(directory).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    );
    if (age > staleMs) await rm(directory, { recursive: true, force: true });
    else if (turn === 0) say('Another process is installing the same, or was just cut short: waiting for it');
    await sleep(200);
  }
  const beat = setInterval(() => utimes(directory, new Date(), new Date()).catch(() => {}), beatMs);
  return async () => {
    clearInterval(beat);
    await rm(directory, { recursive: true, force: true });
  };
}

/**
 * Makes `folder` by `make` unless its stamp says that just this `version` is there whole. The stamp is written last, so
 * that an installation cut short is begun anew; two processes at once wait for each other.
 */
export async function once(folder, version, make) {
  const stamp = join(folder, '.complete');
  if ((await text(stamp)) === version) return;
  const unlock = await lock(`${folder}.lock`);
  try {
    if ((await text(stamp)) === version) return;
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    await make();
    await writeFile(stamp, version);
  } finally {
    await unlock();
  }
}
