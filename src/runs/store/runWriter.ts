import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BadInput, type Value } from '../../engine/badInput';
import { claim } from './owner';
import type { AccuracyPoint, RunSummary } from '../run';
import { makeFolder } from './makeFolder';
import { removeRunFolder, runFiles } from './runFolder';
import { encodeRecord } from './runRecord';
import { writeAt, writeWhole } from './writeFile';

/** What the folder of a run is called until it is there whole. */
export const unfinishedPrefix = '.new-';

/** Makes the folder of a new run, all of it or nothing, owned by this process. */
export async function makeRunFolder(directory: string, run: RunSummary): Promise<string> {
  const unfinished = join(directory, `${unfinishedPrefix}${run.id}`);
  await makeFolder(unfinished);
  try {
    const files = runFiles(unfinished);
    await Promise.all([
      writeFile(files.record, encodeRecord(run)),
      writeFile(files.loss, ''),
      writeFile(files.accuracy, ''),
      claim(unfinished),
    ]);
    const folder = join(directory, run.id);
    await rename(unfinished, folder);
    return folder;
  } catch (error) {
    await removeRunFolder(unfinished).catch(() => undefined);
    throw error;
  }
}

/** What the system says of an error: `ENOSPC: no space left on device`. */
export const reason = (error: unknown) => (error instanceof Error ? error.message.split(',')[0] : String(error));

/** Milliseconds after which the record is written again while losses are appended: it says how long they took. */
const recordEvery = 500;

/**
 * Writes what one run records, one thing at a time. What cannot be written stays in memory and is tried again with the
 * next write, so that a disk that was full for a while costs nothing; each time that it begins to fail is an error once.
 */
export class RunWriter {
  private readonly loss: { position: number; bytes: Uint8Array }[] = [];
  private points: AccuracyPoint[] = [];
  private accuracyLength = 0;
  private checkpoint: Uint8Array | undefined;
  private record: RunSummary | undefined;
  private recordAt = performance.now();
  private writing: Promise<void> = Promise.resolve();
  /** Why writing fails now; undefined while it does not. */
  private fault: string | undefined;

  constructor(
    private readonly folder: string,
    private readonly name: Value,
  ) {}

  /** @param run its summary now, which the record follows from time to time. */
  append(firstStep: number, loss: Float64Array, accuracy: readonly AccuracyPoint[], run: RunSummary): Promise<void> {
    this.loss.push({ position: 8 * firstStep, bytes: new Uint8Array(loss.buffer, loss.byteOffset, loss.byteLength) });
    this.points = this.points.concat(accuracy);
    return performance.now() - this.recordAt < recordEvery ? this.flush() : this.keepRecord(run);
  }

  keepCheckpoint(bytes: Uint8Array): Promise<void> {
    this.checkpoint = bytes;
    return this.flush();
  }

  keepRecord(record: RunSummary): Promise<void> {
    this.record = record;
    this.recordAt = performance.now();
    return this.flush();
  }

  /** Why not all of it is on the disk, as the system says it; undefined when it is. */
  get unsaved(): string | undefined {
    const isSaved = this.loss.length === 0 && this.points.length === 0 && !this.checkpoint && !this.record;
    return isSaved ? undefined : (this.fault ?? 'not written yet');
  }

  /** @throws BadInput when something cannot be written that could be before, or for another reason. */
  flush(): Promise<void> {
    const flushed = this.writing
      .then(() => this.write())
      .catch((error: unknown) => {
        this.report(error);
      });
    this.writing = flushed.catch(() => undefined);
    return flushed;
  }

  /** What is wrong with a run that has ended before all of it was written. */
  endFault(): BadInput {
    return new BadInput(
      this.folder,
      'The run “{0}” has ended, but cannot be saved ({1}); saving is tried again until this window is closed.',
      [this.name, this.unsaved ?? ''],
    );
  }

  private report(error: unknown): void {
    const before = this.fault;
    this.fault = reason(error);
    if (this.fault === before) return;
    throw new BadInput(this.folder, 'The run “{0}” cannot be saved ({1}); it goes on, and saving is tried again.', [
      this.name,
      this.fault,
    ]);
  }

  /** In this order, so that no checkpoint or record is ahead of the losses. */
  private async write(): Promise<void> {
    const files = runFiles(this.folder);
    const pieces = this.loss.length;
    if (pieces > 0) {
      await writeAt(files.loss, this.loss.slice(0, pieces));
      this.loss.splice(0, pieces);
    }
    const points = this.points.length;
    if (points > 0) {
      const lines = this.points.slice(0, points).map((point) => `${JSON.stringify(point)}\n`);
      const bytes = Buffer.from(lines.join(''));
      await writeAt(files.accuracy, [{ position: this.accuracyLength, bytes }]);
      this.accuracyLength += bytes.length;
      this.points = this.points.slice(points);
    }
    const { checkpoint, record } = this;
    if (checkpoint) {
      await writeWhole(files.checkpoint, checkpoint);
      if (this.checkpoint === checkpoint) this.checkpoint = undefined;
    }
    if (record) {
      await writeWhole(files.record, encodeRecord(record));
      if (this.record === record) this.record = undefined;
    }
    this.fault = undefined;
  }
}
