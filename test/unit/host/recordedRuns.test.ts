import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { RecordedRuns } from '../../../src/host/recordedRuns';
import { defaultExperiment } from '../../../src/runs/experiment/experiment';
import { RunStore } from '../../../src/runs/store/runStore';
import { append, openStore } from '../runs/store/stores';
import { LossRecord } from '../../../src/shared/lossRecord';

let directory: string;
let changes: number;
let unreadable: unknown[];
const open = () =>
  new RecordedRuns(() => openStore(directory), {
    onChange: () => changes++,
    onUnreadable: (error) => unreadable.push(error),
  });

beforeEach(async () => {
  directory = join(await mkdtemp(join(tmpdir(), 'recorded-')), 'runs');
  changes = 0;
  unreadable = [];
});
afterEach(() => rm(join(directory, '..'), { recursive: true }));

/** A run of this process whose losses are `loss`; recorded by another instance than those that `open` gives. */
async function recorded(...loss: number[]): Promise<{ id: string; store: RunStore }> {
  const store = await openStore(directory);
  const { id } = await store.create(defaultExperiment);
  await append(store, id, 0, Float64Array.from(loss), []);
  return { id, store };
}

test('a folder of runs that could not be read is read again when it is asked for again, and all are told', async () => {
  await writeFile(directory, 'not a folder');
  const runs = open();
  await expect(runs.list()).rejects.toThrow(`The folder of runs ${directory} cannot be read`);
  await rm(directory);
  expect(await runs.list()).toEqual([]);
  expect(changes).toBe(1);
});

test('a run whose losses cannot be read is empty on a page, beside the others', async () => {
  const { id, store } = await recorded(3, 2);
  await store.finish(id, { state: 'done' });
  const runs = open();
  await runs.list();
  const series = await runs.sent(['gone', id], true);
  expect(series.map((sent) => [...new LossRecord(sent.id, sent).loss])).toEqual([[], [3, 2]]);
  expect(unreadable).toHaveLength(1);
  // Pages ask again whenever something changes; it is said once.
  await runs.sent(['gone', id], true);
  expect(unreadable).toHaveLength(1);
});

test('what another window records is read anew each time, and kept once it has ended', async () => {
  const { id, store } = await recorded(3);
  const runs = open();
  expect(runs.isElsewhere((await runs.list())[0])).toBe(true);
  expect([...(await runs.series([id]))[0].loss]).toEqual([3]);
  await append(store, id, 1, Float64Array.of(2), []);
  await store.close();
  expect([...(await runs.series([id]))[0].loss]).toEqual([3, 2]);
});

test('a run that goes on is called what the folder of runs calls it', async () => {
  const { id: other, store } = await recorded(3);
  await store.rename(other, 'taken');
  await store.close();
  const runs = open();
  const { id } = await runs.start(defaultExperiment, 'plain');
  await runs.rename(id, 'taken');
  expect(runs.active?.name).not.toBe('taken');
  expect(runs.active?.name).toBe((await runs.store()).list().find((run) => run.id === id)?.name);
});

test('the last steps of a run are there for a page that asks for them when it has ended', async () => {
  const runs = open();
  const { id } = await runs.start(defaultExperiment, 'plain');
  runs.append(0, Float64Array.of(3, 2), [{ step: 0, train: 0.1, test: 0.1 }], 1);
  runs.append(2, Float64Array.of(1), [{ step: 3, train: 0.5, test: 0.5 }], 2);
  runs.active = undefined;
  const { firstStep, loss, accuracy } = runs.grownSince(id, 2, 1)!;
  expect([firstStep, ...loss, accuracy.length]).toEqual([2, 1, 1]);
  expect(runs.grownSince('held no more', -1, -1)).toBeUndefined();
});
