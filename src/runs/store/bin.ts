import { BadInput } from '../../engine/badInput';
import type { Directory } from './directory';
import { isRunFile, recordFile, removeRunFolder } from './runFolder';

/** Where runs go that are removed: `.bin/ID.MILLISECONDS`, when that was since 1970. */
export const binFolder = '.bin';
/** Milliseconds after which they are gone for good. */
const keptFor = 30 * 24 * 3600 * 1000;

interface Removed {
  id: string;
  removedAt: number;
  folder: string;
}

async function removedRuns(directory: Directory): Promise<Removed[]> {
  return (await directory.list(binFolder)).flatMap(({ name }) => {
    const parts = /^([a-z0-9-]{1,64})\.(\d{1,15})$/.exec(name);
    return parts ? [{ id: parts[1], removedAt: Number(parts[2]), folder: `${binFolder}/${name}` }] : [];
  });
}

/** Moves the files of a run; what somebody else put beside them stays where it is, and so does the folder then. */
async function moveRun(directory: Directory, from: string, to: string): Promise<void> {
  const ours = (await directory.list(from)).filter(({ name, isFolder }) => isRunFile(name) && !isFolder);
  // What makes it a run comes last, and what is half moved is none: moving it again moves the rest.
  ours.sort((a, b) => Number(a.name === recordFile) - Number(b.name === recordFile));
  for (const { name } of ours) await directory.rename(`${from}/${name}`, `${to}/${name}`);
}

/** Puts the folder of a run into the bin. */
export async function putInBin(directory: Directory, id: string): Promise<void> {
  const folder = `${binFolder}/${id}.${Date.now()}`;
  await directory.makeFolder(binFolder);
  const entries = await directory.list(id);
  if (entries.every(({ name, isFolder }) => isRunFile(name) && !isFolder)) {
    await directory.rename(id, folder);
  } else {
    await directory.makeFolder(folder);
    await moveRun(directory, id, folder);
    await directory.flush(folder);
    await directory.flush(id);
  }
  await directory.flush(binFolder);
  await directory.flush('');
}

/** Takes the run of this id that was removed last out of the bin. @throws BadInput when there is none. */
export async function takeFromBin(directory: Directory, id: string): Promise<void> {
  const latest = (await removedRuns(directory))
    .filter((removed) => removed.id === id)
    .sort((a, b) => a.removedAt - b.removedAt)
    .at(-1);
  if (!latest) throw new BadInput('', 'That run is no longer there.');
  if (await directory.stat(id)) {
    await moveRun(directory, latest.folder, id);
    await directory.flush(id);
    await directory.remove(latest.folder);
  } else {
    await directory.rename(latest.folder, id);
  }
  await directory.flush(binFolder);
  await directory.remove(binFolder).catch(() => undefined);
  await directory.flush('');
}

/** Removes for good what is in the bin, or of that what has been there long enough. What is not ours stays. */
export async function emptyBin(directory: Directory, isAll: boolean): Promise<void> {
  for (const { folder, removedAt } of await removedRuns(directory))
    if (isAll || Date.now() - removedAt > keptFor) await removeRunFolder(directory, folder);
  // Where something is left in it, it stays.
  await directory.remove(binFolder).catch(() => undefined);
}
