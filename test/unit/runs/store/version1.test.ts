import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { networkFromCheckpoint } from '../../../../src/engine';
import { RunStore } from '../../../../src/runs/store/runStore';

const fixture = 'test/fixtures/store-0.1.0';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'losslab-version1-'));
  await cp(fixture, directory, { recursive: true });
});
afterEach(() => rm(directory, { recursive: true }));

/** What 0.1.0 listed of the store that it had made. */
const listedThen = async () =>
  (JSON.parse(await readFile(`${fixture}.json`, 'utf8')) as { id: string; finalLoss: unknown }[]).map((run) => ({
    ...run,
    finalLoss: run.finalLoss === 'NaN' ? NaN : run.finalLoss,
  }));

/** Every file of a folder with its bytes. */
async function bytesOf(folder: string): Promise<[string, string][]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  return Promise.all(
    files.sort().map(async (file) => [file.slice(folder.length), await readFile(file, 'base64')] as [string, string]),
  );
}

it('a store of 0.1.0 is listed and read as it was then, and left as it is', async () => {
  const store = await RunStore.open(directory);
  expect(store.faults).toEqual([]);
  expect(store.list()).toMatchObject(await listedThen());
  for (const { id, steps, experiment } of store.list()) {
    const { loss, accuracy } = await store.series(id);
    const bytes = await readFile(join(fixture, id, 'loss.f64'));
    expect(loss).toEqual(new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + 8 * steps)));
    const lines = (await readFile(join(fixture, id, 'accuracy.jsonl'), 'utf8')).trim().split('\n');
    expect(accuracy).toEqual(lines.map((line) => JSON.parse(line) as unknown));
    networkFromCheckpoint(experiment, (await store.checkpoint(id))!, 784, 10);
  }
  await store.close();
  expect(await bytesOf(directory)).toEqual(await bytesOf(fixture));
});
