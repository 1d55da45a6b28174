import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { mustRun } from './run.mjs';
import { Missing, say } from './say.mjs';

const stamp = 'node_modules/.loss-lab-installed';
const oldest = [20, 19];

/** Installs exactly what the lock file names, unless that is there already. */
export async function ensureDependencies() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < oldest[0] || (major === oldest[0] && minor < oldest[1]))
    throw new Missing(`Loss Lab needs Node ${oldest.join('.')} or later; this is ${process.versions.node}.`);
  const lock = createHash('sha256')
    .update(await readFile('package-lock.json'))
    .digest('hex');
  if ((await readFile(stamp, 'utf8').catch(() => '')) === lock) return;
  say('Installing the dependencies (npm ci)');
  // NODE_ENV=production would leave out the very tools that build and test.
  const words = ['ci', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund'];
  await mustRun('npm', words, 'The dependencies could not be installed');
  await writeFile(stamp, lock);
}
