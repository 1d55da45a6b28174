import { build, type Plugin } from 'esbuild';
import { spawn } from 'node:child_process';
import { copyFile, mkdir, rm, symlink } from 'node:fs/promises';
import { resolve } from 'node:path';
import { onTestFinished } from 'vitest';

export interface Ended {
  stdout: string;
  stderr: string;
  code: number | null;
}

/** Runs `loss-lab` with `words`, to its end or until `signal` aborts: Ctrl+C, or the signal that is the reason. */
export type CommandLine = (words: readonly string[], signal?: AbortSignal) => Promise<Ended>;

/**
 * Bundles the command line as it ships, with the packed MNIST beside it, into a folder of the test's own.
 * @returns the path of the script.
 */
export async function bundleCommandLine(name: string, plugins: Plugin[] = []): Promise<string> {
  const folder = resolve('out/test', name);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await symlink(resolve('media'), `${folder}/media`, 'junction');
  await copyFile('package.json', `${folder}/package.json`);
  const cli = `${folder}/dist/cli.js`;
  await build({
    entryPoints: ['src/cli/main.ts'],
    outfile: cli,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    mainFields: ['module', 'main'],
    loader: { '.wasm': 'binary' },
    logLevel: 'warning',
    plugins,
  });
  return cli;
}

/** As `bundleCommandLine`, to be run. */
export async function bundledCommandLine(name: string): Promise<CommandLine> {
  const cli = await bundleCommandLine(name);
  return (words, signal) =>
    new Promise((settle, reject) => {
      const child = spawn(process.execPath, [cli, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
      // A test that fails leaves nothing running.
      onTestFinished(() => void child.kill('SIGKILL'));
      signal?.addEventListener('abort', () =>
        child.kill(typeof signal.reason === 'string' ? (signal.reason as NodeJS.Signals) : 'SIGINT'),
      );
      const ended: Ended = { stdout: '', stderr: '', code: null };
      child.stdout.setEncoding('utf8').on('data', (text: string) => (ended.stdout += text));
      child.stderr.setEncoding('utf8').on('data', (text: string) => (ended.stderr += text));
      child.on('error', reject);
      child.on('close', (code) => settle({ ...ended, code }));
    });
}
