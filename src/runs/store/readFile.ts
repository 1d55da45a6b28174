import { constants, open, type FileHandle } from 'node:fs/promises';
import { BadInput } from '../../engine/badInput';

/** Whether there is no such file: nothing has its name, or something on the way to it is no folder. */
export const isMissing = (error: unknown) =>
  error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');

/**
 * Does something with a file that is there, and closes it.
 * @param work is given its size in bytes.
 * @returns undefined when there is no such file.
 * @throws BadInput when it is no file but a folder, a device, or a pipe, which would keep its reader waiting for ever.
 */
async function withFile<T>(
  file: string,
  work: (handle: FileHandle, size: number) => Promise<T>,
): Promise<T | undefined> {
  let handle: FileHandle;
  try {
    // Without waiting for somebody to write into a pipe. Windows has neither such pipes nor the flag.
    handle = await open(file, constants.O_RDONLY | ((constants as Partial<typeof constants>).O_NONBLOCK ?? 0));
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
  try {
    const stats = await handle.stat();
    if (!stats.isFile()) throw new BadInput(file, '{0} is no regular file.', [file]);
    return await work(handle, stats.size);
  } finally {
    await handle.close();
  }
}

/** Bytes that are asked of the system at once: it takes no more than 2³¹ − 1, and Node ends the process that asks for more. */
const mostAtOnce = 2 ** 30;

/** Up to `length` bytes from `position` on: fewer when the file ends before. */
async function readFrom(handle: FileHandle, position: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await handle.read(bytes, done, Math.min(length - done, mostAtOnce), position + done);
    if (bytesRead === 0) return bytes.slice(0, done);
    done += bytesRead;
  }
  return bytes;
}

function expectAtMost(file: string, size: number, most: number): void {
  if (size > most) throw new BadInput(file, '{0} is damaged: expected at most {1} bytes, got {2}.', [file, most, size]);
}

/**
 * The file's bytes in an array of their own; undefined when there is no such file.
 * @param most bytes that it may have.
 * @throws BadInput when it has more, which is known before any is read, or is no file.
 */
export const readAll = (file: string, most: number): Promise<Uint8Array | undefined> =>
  withFile(file, (handle, size) => {
    expectAtMost(file, size, most);
    return readFrom(handle, 0, size);
  });

/**
 * The whole records of `length` bytes at the beginning of a file, `count` of them or all there are.
 * @param most records that it may have.
 */
export const readFirst = (file: string, length: number, count: number, most: number): Promise<Uint8Array | undefined> =>
  withFile(file, (handle, size) => {
    expectAtMost(file, size, most * length);
    return readFrom(handle, 0, Math.min(Math.floor(size / length), count) * length);
  });

/**
 * How many whole records of `length` bytes a file has, and its last `count` of them or all there are.
 * @param most records that it may have.
 * @param counted of them: what is there beyond these is left out.
 */
export const readLast = (file: string, length: number, count: number, most: number, counted = most) =>
  withFile(file, async (handle, size) => {
    expectAtMost(file, size, most * length);
    const records = Math.min(Math.floor(size / length), counted);
    const read = Math.min(records, count);
    return { records, bytes: await readFrom(handle, (records - read) * length, read * length) };
  });

/** Bytes of a file that are turned into text at once. */
const piece = 2 ** 20;

/**
 * Calls `tell` with each line that ends in the file, and with what follows the last of them, a megabyte at a time.
 * @param most as in `readAll`.
 */
export async function readLines(file: string, most: number, tell: (line: string) => void): Promise<void> {
  await withFile(file, async (handle, size) => {
    expectAtMost(file, size, most);
    const decoder = new TextDecoder();
    let rest = '';
    for (let at = 0; at < size; at += piece) {
      const bytes = await readFrom(handle, at, Math.min(piece, size - at));
      const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      lines.forEach(tell);
      // A line that long is none of ours: what is kept of it stays small.
      if (rest.length > piece) rest = rest.slice(-1);
    }
    tell(rest);
  });
}
