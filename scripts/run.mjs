import { spawn } from 'node:child_process';
import { isAbsolute } from 'node:path';
import { Missing } from './say.mjs';

const noNetwork =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT|Could not resolve/;

/**
 * Runs a program to its end, its output going where ours goes.
 * @param {{ cwd?: string, env?: Record<string, string>, quiet?: boolean }} [options] quiet: the output is kept, and only
 *   shown when the program fails.
 * @returns {Promise<{ code: number, output: string }>}
 */
export function run(program, words, { cwd, env, quiet = false } = {}) {
  // On Windows npm, npx and code are .cmd files, which only a shell starts; it takes its words quoted.
  const shell = process.platform === 'win32' && (!isAbsolute(program) || program.endsWith('.cmd'));
  const quote = (word) => (shell && /[^\w:=@./\\-]/.test(word) ? `"${word}"` : word);
  return new Promise((resolve, reject) => {
    const child = spawn(quote(program), words.map(quote), {
      cwd,
      // npm hands its own --silent on to the npm that it runs, which would then keep its reasons to itself.
      env: { ...process.env, npm_config_loglevel: 'error', ...env },
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
      shell,
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text) => (output += text));
    child.on('error', (error) => reject(new Missing(`${program} cannot be run: ${error.message}.`)));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** The same, but a failure ends everything: with `what` went wrong, and why as far as the program's last lines say. */
export async function mustRun(program, words, what, options = {}) {
  const { code, output } = await run(program, words, { quiet: true, ...options });
  if (code === 0) return output;
  if (noNetwork.test(output)) throw new Missing(`${what}: the network cannot be reached.`);
  const lines = output.trim().split('\n').slice(-15).join('\n');
  throw new Missing(lines ? `${what}:\n${lines}` : `${what} (${program} ended with exit code ${code}).`);
}

/** Words for npx that run a development tool of this clone, and never fetch one. */
export const tool = (...words) => ['--no', '--', ...words];
