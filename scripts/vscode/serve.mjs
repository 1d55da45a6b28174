import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { mustRun } from '../run.mjs';
import { Missing } from '../say.mjs';
import { ensureVsCode } from './install.mjs';

/** Keeps the window to what is looked at. */
const quietSettings = {
  'workbench.startupEditor': 'none',
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'telemetry.telemetryLevel': 'off',
};

/** A pack that makes the workbench say its language is Korean; VS Code's own words stay English. */
const koreanPack = (file) => ({
  ko: {
    hash: 'loss-lab',
    label: '한국어',
    extensions: [{ extensionIdentifier: { id: 'loss-lab.vscode-language-pack-ko' }, version: '0.0.1' }],
    translations: { vscode: file },
  },
});

/** A port that nothing listens on: `wanted`, or any. VS Code itself waits in silence for one that is taken. */
const freePort = (wanted = 0) =>
  new Promise((resolve, reject) => {
    const probe = createServer().on('error', (error) =>
      reject(new Missing(`Port ${wanted} is not free (${error.code}).`)),
    );
    probe.listen(wanted, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });

/** Settings that are there already are the person's own, and stay. */
const writeFirst = (file, content) =>
  writeFile(file, content, { flag: 'wx' }).catch((error) => {
    if (error.code !== 'EEXIST') throw error;
  });

async function prepare(data, settings) {
  const inside = (...names) => join(data, 'data', ...names);
  await mkdir(inside('User'), { recursive: true });
  await writeFirst(inside('User', 'settings.json'), JSON.stringify({ ...quietSettings, ...settings }, null, 2));
  const translations = inside('main.i18n.json');
  await writeFile(translations, JSON.stringify({ '': ['stub'], version: '1.0.0', contents: {} }));
  await writeFile(inside('languagepacks.json'), JSON.stringify(koreanPack(translations)));
}

/** The token in a file that only its owner reads: a program's words are seen by all users of the machine. */
async function tokenWords(data, token) {
  if (!token) return ['--without-connection-token'];
  const file = join(data, 'token');
  await writeFile(file, token, { mode: 0o600 });
  return ['--connection-token-file', file];
}

/** Resolves once the server listens. */
const listens = (child) =>
  new Promise((resolve, reject) => {
    let output = '';
    const hear = (text) => {
      output += text;
      if (output.includes('Extension host agent listening')) resolve();
    };
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', hear);
    const fail = (what) => reject(new Missing(`${what}: ${output.trim()}`));
    child.once('error', reject);
    child.once('exit', (code) => fail(`VS Code ended at once (exit code ${code})`));
    setTimeout(() => fail('VS Code did not start to listen within a minute'), 60_000).unref();
  });

/**
 * Ends what a server started and left behind: the language server of an extension host that is gone keeps a core busy for
 * ever, looking for it.
 */
function killGroup(pid) {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

/**
 * Starts a VS Code server on loopback and waits until it listens. It ends with this process.
 * @param {{ data: string, port?: number, vsix?: string, token?: string, trusted?: boolean, locale?: string,
 *   settings?: object, driver?: boolean }} options data: the folder for all it keeps; token: none means no token, which
 *   like `trusted` (no workspace trust) and `driver` is for tests only.
 * @returns {Promise<{ port: number, process: import('node:child_process').ChildProcess, stop: () => Promise<void> }>}
 */
export async function serve({ data, port, vsix, token, trusted = false, locale, settings, driver = false }) {
  const { node, server } = await ensureVsCode();
  await prepare(data, settings);
  const words = [server, '--accept-server-license-terms', '--server-data-dir', data];
  words.push('--extensions-dir', join(data, 'extensions'));
  if (vsix) await mustRun(node, [...words, '--install-extension', vsix, '--force'], `${vsix} could not be installed`);
  const listening = await freePort(port);
  words.push('--host', '127.0.0.1', '--port', String(listening), '--telemetry-level', 'off');
  words.push(...(await tokenWords(data, token)));
  // On the machine itself, packing a curve of a million steps takes longer than sending it.
  words.push('--disable-websocket-compression');
  // A test that is killed outright leaves a server behind, which then ends itself some minutes after its last window.
  if (!token) words.push('--enable-remote-auto-shutdown', '--reconnection-grace-time', '60');
  if (trusted) words.push('--disable-workspace-trust');
  if (driver) words.push('--enable-smoke-test-driver');
  if (locale) words.push('--locale', locale);
  // In a terminal, Ctrl+C has to reach the one that a person started; the one of a test is ended with all it started.
  const isTest = !token && process.platform !== 'win32';
  const child = spawn(node, words, { stdio: ['ignore', 'pipe', 'pipe'], detached: isTest });
  const gone = new Promise((resolve) => child.once('exit', resolve));
  const kill = () => {
    child.kill();
    if (isTest) killGroup(child.pid);
  };
  process.once('exit', kill);
  const stop = async () => {
    process.off('exit', kill);
    child.kill();
    await gone;
    if (isTest) killGroup(child.pid);
  };
  await listens(child);
  return { port: listening, process: child, stop };
}
