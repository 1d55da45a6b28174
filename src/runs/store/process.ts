import { execFile } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';

function readable(read: () => string): string | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/**
 * Tells the numbering of processes that this one is counted in from every other: containers have one each, and it begins
 * anew when the computer does. Undefined where the system does not tell.
 */
export const machine = readable(
  () => `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${readlinkSync('/proc/self/ns/pid')}`,
);

/** Whether there is a process of this number, be it only what is left of one until its parent has asked how it ended. */
export function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** When the process began, in a form to be compared; undefined where /proc does not tell. `ended`: it does not run any more. */
function started(pid: number): string | undefined {
  const stat = readable(() => readFileSync(`/proc/${pid}/stat`, 'latin1'));
  // Its name comes before, in parentheses, and may hold anything. See proc(5).
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields && (fields[0] === 'Z' || fields[0] === 'X' ? 'ended' : fields[19]);
}

/** When this process began. */
export const startedAt = started(process.pid);

/** What prints when a process began, in UTC. */
const asking = (pid: number): [string, string[]] =>
  process.platform === 'win32'
    ? [
        'powershell.exe',
        [
          '-NoProfile',
          '-NonInteractive',
          '-Command',
          `(Get-Process -Id ${pid}).StartTime.ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ss')`,
        ],
      ]
    : ['ps', ['-o', 'lstart=', '-p', String(pid)]];

/** When the process began, to the second, in milliseconds since 1970; NaN where no program tells. */
export function beganAt(pid: number): Promise<number> {
  const [program, words] = asking(pid);
  const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' };
  return new Promise((resolve) => {
    execFile(program, words, { env, timeout: 5000, windowsHide: true }, (error, text) =>
      resolve(error ? NaN : Date.parse(process.platform === 'win32' ? `${text.trim()}Z` : `${text.trim()} UTC`)),
    );
  });
}

/** Milliseconds that an answer of such a program, which takes long to start, is good for. */
const answerLasts = 60 * 1000;
const answers = new Map<number, { at: number; began: Promise<number> }>();

function beganOnceAsked(pid: number): Promise<number> {
  const known = answers.get(pid);
  if (known && performance.now() - known.at < answerLasts) return known.began;
  const began = beganAt(pid);
  answers.set(pid, { at: performance.now(), began });
  return began;
}

/** Milliseconds that two clocks may be apart which tell of the same moment, one of them to the second. */
const tolerance = 3000;

/**
 * Whether the process lives that had this number at `heardAt`, in milliseconds since 1970: one that began later is another.
 * @param since when it began, where it could tell.
 * @returns undefined where that cannot be known.
 */
export async function isAlive(pid: number, since: string | undefined, heardAt: number): Promise<boolean | undefined> {
  if (!isThere(pid)) return false;
  const found = started(pid);
  if (found === 'ended') return false;
  if (found !== undefined && since !== undefined) return found === since;
  const began = await beganOnceAsked(pid);
  return Number.isNaN(began) ? undefined : began <= heardAt + tolerance;
}
