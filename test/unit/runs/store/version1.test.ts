import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { networkFromCheckpoint } from '../../../../src/engine';
import { listed, openStore, seriesOf } from './stores';

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
  const store = await openStore(directory);
  expect(store.faults).toEqual([]);
  expect(listed(store)).toMatchObject(await listedThen());
  for (const { id, steps, experiment } of listed(store)) {
    const { loss, accuracy } = await seriesOf(store, id);
    const bytes = await readFile(join(fixture, id, 'loss.f64'));
    expect(loss).toEqual(new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + 8 * steps)));
    const lines = (await readFile(join(fixture, id, 'accuracy.jsonl'), 'utf8')).trim().split('\n');
    expect(accuracy).toEqual(lines.map((line) => JSON.parse(line) as unknown));
    networkFromCheckpoint(experiment, (await store.checkpoint(id))!, 784, 10);
  }
  await store.close();
  expect(await bytesOf(directory)).toEqual(await bytesOf(fixture));
});

/** Of what a list shows, all but what `changes` another way. */
const besides = (runs: readonly object[], ...changes: string[]) =>
  runs.map((run) => Object.fromEntries(Object.entries(run).filter(([key]) => !changes.includes(key))));

it('a run of 0.1.0 is carried over when it is first written: nothing of it is lost, and it is as it was', async () => {
  const store = await openStore(directory);
  const before = listed(store);
  const series = await Promise.all(before.map(({ id }) => seriesOf(store, id)));
  for (const { id, name } of before) {
    await store.rename(id, `${name}!`);
    const files = ['accuracy-test.f64x2', 'accuracy-train.f64x2', 'checkpoint.bin', 'loss.f64', 'run.json'];
    const isLeft = before.find((run) => run.id === id)?.state === 'interrupted';
    expect((await readdir(join(directory, id))).sort()).toEqual([...files, ...(isLeft ? ['owner.json'] : [])].sort());
  }
  await store.close();
  const again = await openStore(directory);
  expect(again.faults).toEqual([]);
  expect(again.list()).toMatchObject(listed(store).map(({ id }) => ({ id, version: 2 })));
  expect(besides(listed(again), 'name')).toEqual(besides(before, 'name'));
  expect(listed(again).map(({ name }) => name)).toEqual(before.map(({ name }) => `${name}!`));
  expect(await Promise.all(before.map(({ id }) => seriesOf(again, id)))).toEqual(series);
  const [run] = again.list();
  const losses = series[0].loss;
  expect(run.series[0]).toMatchObject({ name: 'loss', least: Math.min(...losses), greatest: Math.max(...losses) });
  await again.close();
});

it('a run of 0.1.0 whose carrying over was cut short is still one', async () => {
  const store = await openStore(directory);
  const [, { id }] = listed(store);
  const series = await seriesOf(store, id);
  for (const set of ['train', 'test']) await writeFile(join(directory, id, `accuracy-${set}.f64x2`), 'half of');
  await writeFile(join(directory, id, 'run.json.999999999-1.tmp'), '{');
  const again = await openStore(directory);
  expect(await seriesOf(again, id)).toEqual(series);
  await again.rename(id, 'carried over');
  expect(await seriesOf(await openStore(directory), id)).toEqual(series);
});

it('a line of its accuracies that is torn or damaged is left out', async () => {
  const store = await openStore(directory);
  const [, { id }] = listed(store);
  const { accuracy } = await seriesOf(store, id);
  const file = join(directory, id, 'accuracy.jsonl');
  const lines =
    'null\n{"step":600,"tr{"step":1}\n{"step":600,"train":1,"test":0.5}\n{"step":1e99,"train":1,"test":1}\n[]\n';
  await writeFile(file, `${await readFile(file, 'utf8')}${lines}{"step":7,"tra`);
  const again = await openStore(directory);
  const last = { step: 600, train: 1, test: 0.5 };
  expect((await seriesOf(again, id)).accuracy).toEqual([...accuracy, last]);
  expect(listed(again)[1].accuracy).toEqual(last);
});
