import { readFile } from 'node:fs/promises';
import { mustRun } from './run.mjs';

/** Whether packages of Debian's own may be installed here. */
export async function isDebianRoot() {
  if (process.getuid?.() !== 0) return false;
  return /^ID="?debian"?$/m.test(await readFile('/etc/os-release', 'utf8').catch(() => ''));
}

/** Installs packages of Debian's. */
export async function aptInstall(...packages) {
  await mustRun('apt-get', ['update', '-qq'], 'Debian’s package lists could not be read');
  const words = ['install', '-y', '-qq', '--no-install-recommends', ...packages];
  await mustRun('apt-get', words, `${packages.join(' ')} could not be installed`, {
    env: { DEBIAN_FRONTEND: 'noninteractive' },
  });
}
