import { open, rename, rm, writeFile } from 'node:fs/promises';

let written = 0;

/** The file that an unfinished one is to replace, and the id of the process that writes it; undefined for other names. */
export function unfinishedBy(name: string): { name: string; pid: number } | undefined {
  const parts = /^(.+)\.(\d{1,10})-\d{1,16}\.tmp$/.exec(name);
  return parts ? { name: parts[1], pid: Number(parts[2]) } : undefined;
}

/** Replaces `file` in one go: whoever reads it, whenever this is killed, sees all of the old bytes or all of the new. */
export async function writeWhole(
  file: string,
  bytes: string | Uint8Array | Iterable<string | Uint8Array>,
): Promise<void> {
  const unfinished = `${file}.${process.pid}-${++written}.tmp`;
  try {
    await writeFile(unfinished, bytes);
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** Writes all of each piece at its byte position of a file that is there already. */
export async function writeAt(file: string, pieces: readonly { position: number; bytes: Uint8Array }[]): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    for (const { position, bytes } of pieces)
      for (let done = 0; done < bytes.length;)
        done += (await handle.write(bytes, done, bytes.length - done, position + done)).bytesWritten;
  } finally {
    await handle.close();
  }
}
