import { constants, stat as statNow, type Stats } from 'node:fs';
import { mkdir, open, readdir, rename, rm, rmdir, stat, unlink, writeFile, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expectAtMost, expectFile, unfinished, type Directory, type Entry, type Range, type Status } from './directory';

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? error.code : undefined);

/** Whether there is no such file: nothing has its name, or something on the way to it is no folder. */
export const isMissing = (error: unknown) => codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR';

/** What a promise gives, or undefined when there is no such file. */
const unlessMissing = <T>(promise: Promise<T>): Promise<T | undefined> =>
  promise.catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw error;
  });

/** Does something with an open file, and closes it. */
async function withHandle<T>(handle: FileHandle, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } finally {
    await handle.close();
  }
}

/** Bytes that are asked of the system at once: it takes no more than 2³¹ − 1, and Node ends the process that asks for more. */
const mostAtOnce = 2 ** 30;

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

/** See `Directory.read`. */
export async function readFile(file: string, { from = 0, length = Infinity, most }: Range = {}) {
  // Without waiting for somebody to write into a pipe. Windows has neither such pipes nor the flag.
  const flags = constants.O_RDONLY | ((constants as Partial<typeof constants>).O_NONBLOCK ?? 0);
  const handle = await unlessMissing(open(file, flags));
  if (!handle) return undefined;
  return withHandle(handle, async () => {
    const stats = await handle.stat();
    expectFile(file, stats.isFile());
    expectAtMost(file, stats.size, most);
    return readFrom(handle, from, Math.max(0, Math.min(stats.size - from, length)));
  });
}

const isFolder = (path: string) =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );

/** @returns why there is none, when there is none. */
const makeOne = (path: string): Promise<Error | undefined> =>
  mkdir(path).then(
    () => undefined,
    async (error: unknown) => (codeOf(error) === 'EEXIST' && (await isFolder(path)) ? undefined : (error as Error)),
  );

/**
 * Makes a folder and those around it. Node's own recursive `mkdir` never ends where a system says of each that the one
 * around it is missing, as /proc does.
 */
async function makeFolder(path: string): Promise<void> {
  const fault = await makeOne(path);
  if (!fault) return;
  const parent = dirname(path);
  if (codeOf(fault) !== 'ENOENT' || parent === path) throw fault;
  if (!(await isFolder(parent))) await makeFolder(parent);
  const again = await makeOne(path);
  if (again)
    throw codeOf(again) === 'ENOENT' ? new Error(`no folder can be made in ${parent}`, { cause: again }) : again;
}

/** Opens what is to be flushed. Windows flushes only what may be written, and opens no folder. */
async function openToFlush(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, 'r+');
  } catch (error) {
    if (!(await isFolder(path))) throw error;
    return process.platform === 'win32' ? undefined : open(path, 'r');
  }
}

/** Resolves when what a file or folder holds outlasts a power cut. */
async function flush(path: string): Promise<void> {
  const handle = await openToFlush(path);
  if (!handle) return;
  await withHandle(handle, async () => {
    await handle.sync().catch((error: unknown) => {
      // Not every file system has it for folders.
      if (!['EINVAL', 'ENOTSUP'].includes(String(codeOf(error)))) throw error;
    });
  });
}

let written = 0;

/** See `Directory.replace`. */
export async function writeWhole(
  file: string,
  bytes: string | Uint8Array | Iterable<string | Uint8Array>,
  lasting = false,
): Promise<void> {
  const beside = unfinished(file, process.pid, ++written);
  try {
    await writeFile(beside, bytes, { flush: lasting });
    await rename(beside, file);
  } catch (error) {
    await rm(beside, { force: true }).catch(() => undefined);
    throw error;
  }
  if (lasting) await flush(dirname(file));
}

/** Promises of `fs.stat` cost five times its callbacks, and a folder may hold many thousands of runs. */
const status = (path: string) =>
  new Promise<Stats>((settle, fail) => {
    statNow(path, (error, stats) => {
      if (error) fail(error);
      else settle(stats);
    });
  });

/** A folder of this computer's file system. */
export class NodeDirectory implements Directory {
  readonly appends = true;

  constructor(private readonly root: string) {}

  where(path: string): string {
    return path === '' ? this.root : join(this.root, path);
  }

  async stat(path: string): Promise<Status | undefined> {
    const found = await unlessMissing(status(this.where(path)));
    return (
      found && {
        kind: found.isFile() ? 'file' : found.isDirectory() ? 'folder' : 'other',
        size: found.size,
        modifiedAt: found.mtimeMs,
      }
    );
  }

  read(path: string, range?: Range): Promise<Uint8Array | undefined> {
    return readFile(this.where(path), range);
  }

  async append(path: string, bytes: Uint8Array, at: number): Promise<void> {
    const handle = await open(this.where(path), 'r+');
    await withHandle(handle, async () => {
      // Zeros would fill what is missing, and count as points.
      const there = await handle.stat();
      if (there.isFile() && there.size < at) throw new Error('the file was cut short meanwhile');
      for (let done = 0; done < bytes.length;)
        done += (await handle.write(bytes, done, bytes.length - done, at + done)).bytesWritten;
    });
  }

  replace(path: string, bytes: string | Uint8Array, lasting = false): Promise<void> {
    return writeWhole(this.where(path), bytes, lasting);
  }

  async create(path: string, text: string): Promise<boolean> {
    try {
      await writeFile(this.where(path), text, { flag: 'wx' });
      return true;
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return false;
      throw error;
    }
  }

  makeFolder(path: string): Promise<void> {
    return makeFolder(this.where(path));
  }

  async list(path: string): Promise<Entry[]> {
    try {
      const entries = await readdir(this.where(path), { withFileTypes: true });
      return entries.map((entry) => ({ name: entry.name, isFolder: entry.isDirectory() }));
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return [];
      throw error;
    }
  }

  rename(from: string, to: string): Promise<void> {
    return rename(this.where(from), this.where(to));
  }

  async remove(path: string): Promise<void> {
    try {
      await unlink(this.where(path));
    } catch (error) {
      if (isMissing(error)) return;
      // Systems differ in what they say of a folder.
      if (!(await isFolder(this.where(path)))) throw error;
      await rmdir(this.where(path));
    }
  }

  flush(path: string): Promise<void> {
    return flush(this.where(path));
  }
}
