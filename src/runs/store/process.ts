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
function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** When the process began, in a form to be compared; undefined where that cannot be told. `ended`: it does not run any more. */
function started(pid: number): string | undefined {
  const stat = readable(() => readFileSync(`/proc/${pid}/stat`, 'latin1'));
  // Its name comes before, in parentheses, and may hold anything. See proc(5).
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields && (fields[0] === 'Z' || fields[0] === 'X' ? 'ended' : fields[19]);
}

/** When this process began. */
export const startedAt = started(process.pid);

/** Whether the process that began at `since` lives; undefined where that cannot be told from one that has its number now. */
export function isAlive(pid: number, since: string | undefined): boolean | undefined {
  if (!isThere(pid)) return false;
  const found = started(pid);
  if (found === 'ended') return false;
  return found === undefined || since === undefined ? undefined : found === since;
}
