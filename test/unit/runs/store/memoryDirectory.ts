import {
  expectAtMost,
  expectFile,
  type Directory,
  type Entry,
  type Range,
  type Status,
} from '../../../../src/runs/store/directory';

interface File {
  bytes: Uint8Array;
  /** Those that outlast a power cut. */
  flushed: Uint8Array;
  modifiedAt: number;
}

const parentOf = (path: string) => path.split('/').slice(0, -1).join('/');
const missing = (path: string) => new Error(`ENOENT: no such file or directory, '${path}'`);

/** A folder that is nowhere, with and without `append`: what a store needs of one, and no more. */
export class MemoryDirectory implements Directory {
  readonly files = new Map<string, File>();
  /** By name, when something in it got or lost its name. */
  private readonly folders = new Map<string, number>();

  constructor(readonly appends: boolean) {}

  where(path: string): string {
    return `memory:${path}`;
  }

  private touch(path: string): void {
    if (this.folders.has(parentOf(path))) this.folders.set(parentOf(path), Date.now());
  }

  private put(path: string, bytes: Uint8Array): void {
    if (!this.folders.has(parentOf(path))) throw missing(path);
    this.files.set(path, { bytes, flushed: this.files.get(path)?.flushed ?? new Uint8Array(), modifiedAt: Date.now() });
    this.touch(path);
  }

  stat(path: string): Promise<Status | undefined> {
    const [file, folder] = [this.files.get(path), this.folders.get(path)];
    if (file) return Promise.resolve({ kind: 'file', size: file.bytes.length, modifiedAt: file.modifiedAt });
    return Promise.resolve(folder === undefined ? undefined : { kind: 'folder', size: 0, modifiedAt: folder });
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- what it throws is a rejection
  async read(path: string, { from = 0, length = Infinity, most }: Range = {}): Promise<Uint8Array | undefined> {
    expectFile(path, !this.folders.has(path));
    const file = this.files.get(path);
    if (!file) return undefined;
    expectAtMost(path, file.bytes.length, most);
    return file.bytes.slice(from, from + Math.min(length, file.bytes.length));
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- as above
  async append(path: string, bytes: Uint8Array, at: number): Promise<void> {
    const file = this.files.get(path);
    if (!this.appends) throw new Error('this folder cannot append');
    if (!file) throw missing(path);
    if (file.bytes.length < at) throw new Error('the file was cut short meanwhile');
    const grown = new Uint8Array(Math.max(file.bytes.length, at + bytes.length));
    grown.set(file.bytes);
    grown.set(bytes, at);
    file.bytes = grown;
    file.modifiedAt = Date.now();
  }

  async replace(path: string, bytes: string | Uint8Array, lasting = false): Promise<void> {
    this.put(path, typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes.slice());
    if (lasting) await this.flush(path);
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- as above
  async create(path: string, text: string): Promise<boolean> {
    if (this.files.has(path)) return false;
    this.put(path, new TextEncoder().encode(text));
    return true;
  }

  async makeFolder(path: string): Promise<void> {
    if (this.folders.has(path)) return;
    if (path !== '') await this.makeFolder(parentOf(path));
    this.folders.set(path, Date.now());
    this.touch(path);
  }

  list(path: string): Promise<Entry[]> {
    const inside = (name: string) => name !== '' && parentOf(name) === path;
    const entry = (isFolder: boolean) => (name: string) => ({ name: name.slice(name.lastIndexOf('/') + 1), isFolder });
    return Promise.resolve([
      ...[...this.files.keys()].filter(inside).map(entry(false)),
      ...[...this.folders.keys()].filter(inside).map(entry(true)),
    ]);
  }

  async rename(from: string, to: string): Promise<void> {
    if (!this.files.has(from) && !this.folders.has(from)) throw missing(from);
    if (!this.folders.has(parentOf(to))) throw missing(to);
    if ((await this.list(to)).length > 0) throw new Error(`ENOTEMPTY: directory not empty, '${to}'`);
    for (const map of [this.files, this.folders] as Map<string, unknown>[])
      for (const [path, value] of [...map])
        if (path === from || path.startsWith(`${from}/`)) {
          map.delete(path);
          map.set(to + path.slice(from.length), value);
        }
    this.touch(from);
    this.touch(to);
  }

  async remove(path: string): Promise<void> {
    if ((await this.list(path)).length > 0) throw new Error(`ENOTEMPTY: directory not empty, '${path}'`);
    this.files.delete(path);
    this.folders.delete(path);
    this.touch(path);
  }

  /** Leaves of each file what was flushed, and zeros in the place of the rest. */
  cutPower(): void {
    for (const file of this.files.values()) {
      const left = new Uint8Array(file.bytes.length);
      left.set(file.flushed.subarray(0, left.length));
      file.bytes = left;
    }
  }

  flush(path: string): Promise<void> {
    const file = this.files.get(path);
    if (file) file.flushed = file.bytes.slice();
    return Promise.resolve();
  }
}
