import { spawn } from 'node:child_process';
import { Missing } from './say.mjs';

/**
 * Runs a program to its end, its output going where ours goes.
 * @param {{ cwd?: string, env?: Record<string, string>, quiet?: boolean }} [options] quiet: the output is kept, and only
 *   shown when the program fails.
 * @returns {Promise<{ code: number, output: string }>}
 */
export function run(program, words, { cwd, env, quiet = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, {
      cwd,
      env: { ...process.env, ...env },
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
      // npm and npx are .cmd files on Windows.
      shell: process.platform === 'win32',
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text) => (output += text));
    child.on('error', (error) => reject(new Missing(`${program} cannot be run: ${error.message}.`)));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** The same, but a failure ends everything with `sentence` and the last lines of the output. */
export async function mustRun(program, words, sentence, options = {}) {
  const { code, output } = await run(program, words, { quiet: true, ...options });
  if (code === 0) return output;
  const lines = output.trim().split('\n').slice(-15).join('\n');
  throw new Missing(`${sentence}${lines ? `\n${lines}` : ''}`);
}
