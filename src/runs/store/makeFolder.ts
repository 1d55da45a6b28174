import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? error.code : undefined);

const isFolder = (path: string) =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );

/** @returns why there is none, when there is none. */
const make = (path: string): Promise<Error | undefined> =>
  mkdir(path).then(
    () => undefined,
    async (error: unknown) => (codeOf(error) === 'EEXIST' && (await isFolder(path)) ? undefined : (error as Error)),
  );

/**
 * Makes a folder and those around it; one that is there is as good, whoever made it. Node's own recursive `mkdir` never
 * ends where a system says of each that the one around it is missing, as /proc does.
 */
export async function makeFolder(path: string): Promise<void> {
  const fault = await make(path);
  if (!fault) return;
  const parent = dirname(path);
  if (codeOf(fault) !== 'ENOENT' || parent === path) throw fault;
  if (!(await isFolder(parent))) await makeFolder(parent);
  const again = await make(path);
  if (again)
    throw codeOf(again) === 'ENOENT' ? new Error(`no folder can be made in ${parent}`, { cause: again }) : again;
}
