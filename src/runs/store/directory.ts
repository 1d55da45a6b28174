import { BadInput } from '../../engine/badInput';

export interface Entry {
  name: string;
  isFolder: boolean;
}

export interface Status {
  kind: 'file' | 'folder' | 'other';
  /** Bytes of a file. */
  size: number;
  /** Milliseconds since 1970; of a folder, when something in it got or lost its name. */
  modifiedAt: number;
}

/** Which bytes of a file are read; all of them unless said otherwise. */
export interface Range {
  from?: number;
  /** Fewer are read where the file ends before. */
  length?: number;
  /** Bytes that the file may have at most. */
  most?: number;
}

/**
 * A folder as the store needs one; Node's is one way to have it, an editor's virtual file system another. Paths lead on
 * from the folder, with `/` between names; `''` is the folder itself. What cannot be done is thrown as the system says it.
 */
export interface Directory {
  /**
   * Whether `append` is there. A folder that has none can only replace whole files: a series is a row of them then, see
   * `SeriesFile`.
   */
  readonly appends: boolean;

  /** What a path is called in a sentence. */
  where(path: string): string;

  /** @returns undefined where there is nothing of that name. */
  stat(path: string): Promise<Status | undefined>;

  /**
   * The bytes of a file in an array of their own; undefined where there is nothing of that name.
   * @throws BadInput when it is no file but a folder, a device or a pipe, which might never answer; and when it has more
   * bytes than it may, which is known before any is read.
   */
  read(path: string, range?: Range): Promise<Uint8Array | undefined>;

  /**
   * Writes on a file that is there, from byte `at` on, which is its end as far as it counts: what lies beyond, left by
   * another that was cut short, is written over. A file that ends before that is refused: what was in it is lost.
   */
  append(path: string, bytes: Uint8Array, at: number): Promise<void>;

  /**
   * Makes a file or replaces it in one go: whoever reads it, whenever this is cut short, sees all of the old bytes or all
   * of the new.
   * @param lasting whether that is to hold after a power cut, too, which takes time.
   */
  replace(path: string, bytes: string | Uint8Array, lasting?: boolean): Promise<void>;

  /** Makes a file unless there is one of that name: false then. */
  create(path: string, text: string): Promise<boolean>;

  /** Makes a folder and those around it; one that is there is as good, whoever made it. */
  makeFolder(path: string): Promise<void>;

  /** What is in a folder; nothing when it is not there. */
  list(path: string): Promise<Entry[]>;

  /** Gives a file or folder another name. A folder takes no other's place that holds something. */
  rename(from: string, to: string): Promise<void>;

  /** Removes a file or an empty folder; as good when there is none. */
  remove(path: string): Promise<void>;

  /** Resolves when what was written to a file, or got or lost its name in a folder, outlasts a power cut. */
  flush(path: string): Promise<void>;
}

/** The file that an unfinished one is to replace, and the id of the process that writes it; undefined for other names. */
export function unfinishedBy(name: string): { name: string; pid: number } | undefined {
  const parts = /^(.+)\.(\d{1,10})-\d{1,16}\.tmp$/.exec(name);
  return parts ? { name: parts[1], pid: Number(parts[2]) } : undefined;
}

/** What a file is called until it is there whole. */
export const unfinished = (name: string, pid: number, count: number) => `${name}.${pid}-${count}.tmp`;

/** @throws BadInput when a file has more bytes than it may. */
export function expectAtMost(where: string, size: number, most: number | undefined): void {
  if (most !== undefined && size > most)
    throw new BadInput(where, '{0} is damaged: expected at most {1} bytes, got {2}.', [where, most, size]);
}

export const expectFile = (where: string, isFile: boolean): void => {
  if (!isFile) throw new BadInput(where, '{0} is no regular file.', [where]);
};

/** Where the system's own words say the wrong thing: of a folder that cannot be made, or listed, for what is there instead. */
const betterWords: Readonly<Record<string, string>> = {
  EEXIST: 'something that is no folder has this name',
  ENOTDIR: 'it, or what it lies in, is no folder',
  EPERM: 'permission denied',
};

/** What the system says of an error, in words: `no space left on device` of `ENOSPC: no space left on device, write`. */
export function reason(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const said = /^(E[A-Z0-9]+): ([^,]*)/.exec(text);
  return said ? (betterWords[said[1]] ?? said[2]) : text;
}
