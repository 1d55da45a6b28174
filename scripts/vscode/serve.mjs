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

export const freePort = () =>
  new Promise((resolve, reject) => {
    const probe = createServer().on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });

async function prepare(data, settings) {
  await mkdir(join(data, 'data', 'User'), { recursive: true });
  await writeFile(join(data, 'data', 'User', 'settings.json'), JSON.stringify({ ...quietSettings, ...settings }));
  const translations = join(data, 'data', 'main.i18n.json');
  await writeFile(translations, JSON.stringify({ '': ['stub'], version: '1.0.0', contents: {} }));
  await writeFile(join(data, 'data', 'languagepacks.json'), JSON.stringify(koreanPack(translations)));
}

/**
 * Starts a VS Code server on loopback and waits until it listens.
 * @param {{ data: string, port?: number, vsix?: string, token?: string, trusted?: boolean, locale?: string,
 *   settings?: object, driver?: boolean }} options data: the folder for all it keeps; token: none means no token, which
 *   like `trusted` (no workspace trust) and `driver` is for tests only.
 * @returns {Promise<{ port: number, process: import('node:child_process').ChildProcess, stop: () => Promise<void> }>}
 */
export async function serve({ data, port, vsix, token, trusted = false, locale, settings, driver = false }) {
  const { node, server } = await ensureVsCode();
  await prepare(data, settings);
  const folders = [
    '--accept-server-license-terms',
    '--server-data-dir',
    data,
    '--extensions-dir',
    join(data, 'extensions'),
  ];
  if (vsix)
    await mustRun(
      node,
      [server, ...folders, '--install-extension', vsix, '--force'],
      `${vsix} could not be installed:`,
    );
  const listening = port ?? (await freePort());
  const words = [server, ...folders, '--host', '127.0.0.1', '--port', String(listening), '--telemetry-level', 'off'];
  words.push(...(token ? ['--connection-token', token] : ['--without-connection-token']));
  if (trusted) words.push('--disable-workspace-trust');
  if (driver) words.push('--enable-smoke-test-driver');
  if (locale) words.push('--locale', locale);
  const child = spawn(node, words, { stdio: ['ignore', 'pipe', 'pipe'] });
  const gone = new Promise((resolve) => child.once('exit', resolve));
  const stop = async () => {
    child.kill();
    await gone;
  };
  await new Promise((resolve, reject) => {
    let output = '';
    const hear = (text) => {
      output += text;
      if (output.includes('Extension host agent listening')) resolve();
    };
    child.stdout.setEncoding('utf8').on('data', hear);
    child.stderr.setEncoding('utf8').on('data', hear);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Missing(`VS Code ended at once (exit code ${code}): ${output.trim()}`)));
  });
  return { port: listening, process: child, stop };
}
