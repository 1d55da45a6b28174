import { mostSteps } from '../experiment/experiment';
import { type NewPoints, type Points, type Series, type SeriesEnd } from '../series';
import { expectAtMost, expectFile, type Directory } from './directory';

/** What a record says of a series. */
export interface StoredEnd extends SeriesEnd {
  /** Where its points are, in the folder of the run. */
  file: string;
}

/** Numbers of a point. */
const numbers: Record<Points, number> = { dense: 1, pairs: 2 };
const endings: Record<Points, string> = { dense: '.f64', pairs: '.f64x2' };
const widthOf = (points: Points) => 8 * numbers[points];

/** Points that a series may have. */
export const mostPoints = mostSteps;

/** What the file of a series may be called, and of what it is a piece, beginning with which point. */
const filePattern = /^([a-z0-9-]{1,80})(?:\.(\d{1,12}))?(\.f64|\.f64x2)$/;

/** Whether a series, or a piece of one, may have a file of this name. */
export const isSeriesFile = (name: string): boolean => filePattern.test(name);

/** The name of a file for a series: its own as far as every file system takes it. */
export function fileFor(name: string, points: Points, taken: readonly string[]): string {
  const word =
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .slice(0, 60)
      .replace(/^-|-$/g, '') || 'series';
  const called = (count: number) => `${word}${count > 1 ? `-${count}` : ''}${endings[points]}`;
  let count = 1;
  while (taken.includes(called(count))) count++;
  return called(count);
}

/** With which point a file of this name begins that is `file`, or a piece of it; undefined for every other. */
function firstOf(name: string, file: string): number | undefined {
  const number = filePattern.exec(name)?.at(2);
  return name === file
    ? 0
    : number !== undefined && name === pieceOf(file, Number(number))
      ? Number(number)
      : undefined;
}

/** Of the names in a folder, `file` and its pieces. */
export const filesOf = (file: string, names: readonly string[]): string[] =>
  names.filter((name) => firstOf(name, file) !== undefined);

const pieceOf = (file: string, first: number) => file.replace('.', `.${first}.`);

/** Bytes of a piece, of a series whose folder cannot append: each is written anew as often as it grows. */
const mostPiece = 2 ** 16;

/** Little-endian, as every machine is that this runs on. */
function encoded({ at, values }: NewPoints): Uint8Array {
  if (typeof at === 'number') return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  const pairs = new Float64Array(2 * values.length);
  values.forEach((value, i) => pairs.set([at[i], value], 2 * i));
  return new Uint8Array(pairs.buffer);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0];
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/**
 * Writes one series of a run that this process records. Where the folder appends, that is one file; where it does not,
 * one file after the other, each written whole, `loss.0.f64`, `loss.8192.f64` … by the first point in it. What cannot be
 * written stays, and is written with the next that is.
 */
export class SeriesFile {
  private pending: { at: number; bytes: Uint8Array }[] = [];
  /** Where the next pair goes, in bytes. */
  private end = 0;
  private isThere = false;
  /** The piece that grows, of a folder that cannot append. */
  private piece: { at: number; bytes: Uint8Array } = { at: 0, bytes: new Uint8Array() };
  private unflushed = new Set<string>();

  constructor(
    private readonly directory: Directory,
    private readonly folder: string,
    readonly file: string,
    private readonly points: Points,
  ) {}

  get isPending(): boolean {
    return this.pending.length > 0;
  }

  /** What is added goes on after `count` points that are there. */
  goOnAfter(count: number): void {
    this.end = widthOf(this.points) * count;
    this.isThere = true;
  }

  add(points: NewPoints): void {
    const bytes = encoded(points);
    const at = typeof points.at === 'number' ? widthOf(this.points) * points.at : this.end;
    const last = this.pending.at(-1);
    if (last && last.at + last.bytes.length === at) last.bytes = joined([last.bytes, bytes]);
    else this.pending.push({ at, bytes });
    this.end = at + bytes.length;
  }

  async write(): Promise<void> {
    const now = this.pending;
    this.pending = [];
    try {
      while (now.length > 0) {
        await (this.directory.appends
          ? this.append(now[0].at, now[0].bytes)
          : this.putInPieces(now[0].at, now[0].bytes));
        now.shift();
      }
    } finally {
      this.pending = [...now, ...this.pending];
    }
  }

  /** Resolves when what is written outlasts a power cut. */
  async flush(): Promise<void> {
    for (const path of [...this.unflushed]) {
      this.unflushed.delete(path);
      try {
        await this.directory.flush(path);
      } catch (error) {
        this.unflushed.add(path);
        throw error;
      }
    }
  }

  private async append(at: number, bytes: Uint8Array): Promise<void> {
    const path = `${this.folder}/${this.file}`;
    // A file that is gone is not made again: what was in it is gone too, and that is to be said.
    await (this.isThere ? this.directory.append(path, bytes, at) : this.directory.replace(path, bytes));
    this.isThere = true;
    this.unflushed.add(path);
  }

  private async putInPieces(at: number, bytes: Uint8Array): Promise<void> {
    const { piece } = this;
    if (at !== piece.at + piece.bytes.length) this.piece = { at, bytes: new Uint8Array() };
    let { bytes: grown } = this.piece;
    grown = joined([grown, bytes]);
    while (grown.length > 0) {
      const whole = grown.subarray(0, mostPiece);
      const path = `${this.folder}/${pieceOf(this.file, this.piece.at / widthOf(this.points))}`;
      await this.directory.replace(path, whole);
      this.unflushed.add(path);
      grown = grown.subarray(mostPiece);
      this.piece =
        whole.length < mostPiece
          ? { at: this.piece.at, bytes: whole }
          : { at: this.piece.at + mostPiece, bytes: new Uint8Array() };
    }
  }
}

interface Piece {
  path: string;
  /** The first point that is read of it, and how many are. */
  first: number;
  count: number;
}

/** A series as it is on the disk. */
export class StoredSeries {
  private constructor(
    private readonly directory: Directory,
    private readonly points: Points,
    private readonly pieces: readonly Piece[],
  ) {}

  /**
   * @param names of what is in the folder.
   * @throws BadInput when what should be a file is none, or is larger than any of ours.
   */
  static async find(
    directory: Directory,
    folder: string,
    { file, points }: Pick<StoredEnd, 'file' | 'points'>,
    names: readonly string[],
  ): Promise<StoredSeries> {
    const pieces: Piece[] = [];
    for (const name of names) {
      const first = firstOf(name, file);
      if (first === undefined) continue;
      const path = `${folder}/${name}`;
      const status = await directory.stat(path);
      if (!status) continue;
      expectFile(directory.where(path), status.kind === 'file');
      expectAtMost(directory.where(path), status.size, mostPoints * widthOf(points));
      pieces.push({ path, first, count: Math.floor(status.size / widthOf(points)) });
    }
    pieces.sort((a, b) => a.first - b.first);
    const sound: Piece[] = [];
    for (const [i, piece] of pieces.entries()) {
      const before = sound.at(-1);
      // One that begins further on than the last one ends is no part of it: what was between is lost.
      if (before ? before.first + before.count < piece.first : piece.first > 0) break;
      const next = pieces.at(i + 1)?.first ?? Infinity;
      sound.push({ ...piece, count: Math.min(piece.count, next - piece.first) });
    }
    return new StoredSeries(directory, points, sound);
  }

  /** Whole points. */
  get count(): number {
    const last = this.pieces.at(-1);
    return last ? last.first + last.count : 0;
  }

  /** (points) or (points, 2) the numbers of the points from `from` on to before `to`, or as many as there are. */
  async read(from: number, to: number): Promise<Float64Array> {
    const width = widthOf(this.points);
    const parts: Uint8Array[] = [];
    for (const { path, first, count } of this.pieces) {
      const [begin, end] = [Math.max(from, first), Math.min(to, first + count)];
      if (begin >= end) continue;
      const range = { from: (begin - first) * width, length: (end - begin) * width };
      parts.push((await this.directory.read(path, range)) ?? new Uint8Array());
    }
    const bytes = joined(parts.length > 0 ? parts : [new Uint8Array()]);
    return new Float64Array(bytes.buffer, 0, Math.floor(bytes.length / width) * numbers[this.points]);
  }
}

/** What is read of a file, as points of the series; `at` is the point that `read` begins with. */
export function pointsFrom(name: string, points: Points, at: number, read: Float64Array): NewPoints {
  if (points === 'dense') return { name, at, values: read };
  const values = new Float64Array(read.length / 2);
  const steps = values.map((_, i) => read[2 * i]);
  return { name, at: steps, values: values.map((_, i) => read[2 * i + 1]) };
}

/** The points of a series up to `count` of them. */
export async function readSeries(stored: StoredSeries, { name, points }: SeriesEnd, count: number): Promise<Series> {
  const { at, values } = pointsFrom(name, points, 0, await stored.read(0, count));
  return { name, steps: typeof at === 'number' ? null : at, values };
}

/** Numbers of a page of the disk, which a power cut leaves as zeros when it was not written yet. */
const page = 512;

/**
 * Of numbers that were not flushed, how many points were written: a power cut leaves a file longer than what is in it,
 * with zeros where nothing came.
 * @param before the number before them: a series that had come to zero may have gone on so.
 */
export function writtenPoints(unflushed: Float64Array, points: Points, before: number | undefined): number {
  const size = numbers[points];
  if (before === 0) return unflushed.length / size;
  let end = unflushed.length;
  while (end > 0 && Object.is(unflushed[end - 1], 0)) end--;
  for (let zeros = 0, i = 0; i < end; i++) {
    zeros = Object.is(unflushed[i], 0) ? zeros + 1 : 0;
    if (zeros === page) end = i + 1 - page;
  }
  return Math.ceil(end / size);
}
