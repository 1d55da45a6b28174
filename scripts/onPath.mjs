import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** @returns {Promise<boolean>} whether there is such a file. */
export const there = (file) =>
  access(file).then(
    () => true,
    () => false,
  );

/** @returns {Promise<string | undefined>} the first program of one of these names on PATH. */
export async function onPath(...names) {
  for (const folder of (process.env.PATH ?? '').split(delimiter))
    for (const name of names) if (await there(join(folder, name))) return join(folder, name);
  return undefined;
}
