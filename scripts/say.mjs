import { realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const started = Date.now();

/** Says what is being done, with the seconds since the command began. */
export function say(text) {
  console.log(`[${((Date.now() - started) / 1000).toFixed(1).padStart(5)} s] ${text}`);
}

/** Something that is missing or went wrong, in one sentence: printed as it is, without a stack. */
export class Missing extends Error {}

/** What to print of an error: the system's (no space left, no permission) need no stack either, only our own faults. */
export const sentence = (error) => (error instanceof Missing || error.syscall ? error.message : error);

/**
 * Runs the main function of the script at `url` in the root of the clone, if it was that script that was started; what
 * is missing ends it with exit code 1.
 */
export async function main(url, work) {
  const script = fileURLToPath(url);
  if (!process.argv[1] || realpathSync(process.argv[1]) !== script) return;
  process.chdir(join(dirname(script), '..'));
  try {
    await work();
  } catch (error) {
    console.error(sentence(error));
    process.exit(1);
  }
}
