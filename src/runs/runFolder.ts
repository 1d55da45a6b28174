import { open, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import type { AccuracyPoint, RunSummary } from './run';
import { decodeRecord } from './runRecord';

/** The files of one run. What is appended may end in a torn record; what is replaced is whole. */
export const runFiles = (folder: string) => ({
  /** The summary, as JSON; replaced. */
  record: join(folder, 'run.json'),
  /** The loss of every step, little-endian float64; appended. */
  loss: join(folder, 'loss.f64'),
  /** One JSON accuracy point a line; appended. */
  accuracy: join(folder, 'accuracy.jsonl'),
  /** Parameters and random state, as the engine writes them; replaced. */
  checkpoint: join(folder, 'checkpoint.bin'),
  /** Which process records the run now; replaced, removed at the end. */
  owner: join(folder, 'owner.json'),
});

const missing = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** The file's bytes in an array of their own; undefined when there is no such file. */
export async function readIfThere(file: string): Promise<Uint8Array | undefined> {
  try {
    const bytes = await readFile(file);
    // A short file's bytes are part of Node's pool; those of a long one have an array of their own, not to be copied.
    return bytes.length === bytes.buffer.byteLength ? new Uint8Array(bytes.buffer) : new Uint8Array(bytes);
  } catch (error) {
    if (missing(error)) return undefined;
    throw error;
  }
}

/** (steps) the loss of each whole recorded step. */
export async function readLoss(folder: string): Promise<Float64Array> {
  const bytes = (await readIfThere(runFiles(folder).loss)) ?? new Uint8Array();
  return new Float64Array(bytes.buffer, 0, Math.floor(bytes.length / 8));
}

const pointSchema = v.object({ step: v.number(), train: v.number(), test: v.number() });

/** The accuracy points up to the first torn or damaged line. */
export async function readAccuracy(folder: string): Promise<AccuracyPoint[]> {
  const bytes = await readIfThere(runFiles(folder).accuracy);
  const points: AccuracyPoint[] = [];
  for (const line of Buffer.from(bytes ?? [])
    .toString()
    .split('\n')) {
    try {
      points.push(v.parse(pointSchema, JSON.parse(line)));
    } catch {
      break;
    }
  }
  return points;
}

async function lastLoss(file: string): Promise<{ steps: number; finalLoss: number | null }> {
  const steps = Math.floor(
    (await stat(file).then(
      ({ size }) => size,
      () => 0,
    )) / 8,
  );
  if (steps === 0) return { steps, finalLoss: null };
  const handle = await open(file, 'r');
  try {
    const { buffer } = await handle.read(Buffer.alloc(8), 0, 8, 8 * (steps - 1));
    return { steps, finalLoss: buffer.readDoubleLE() };
  } finally {
    await handle.close();
  }
}

/**
 * The summary of what the files of a run say together.
 * @throws BadInput when `run.json` is damaged; the error of Node when it cannot be read.
 */
export async function readSummary(folder: string, id: string): Promise<RunSummary> {
  const files = runFiles(folder);
  const record = decodeRecord(await readFile(files.record, 'utf8'), files.record);
  const accuracy = (await readAccuracy(folder)).at(-1) ?? null;
  return { id, ...record, ...(await lastLoss(files.loss)), accuracy };
}
