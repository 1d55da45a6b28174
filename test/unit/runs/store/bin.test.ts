import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { defaultExperiment } from '../../../../src/runs/experiment/experiment';
import { NodeDirectory } from '../../../../src/runs/store/nodeDirectory';
import { RunStore } from '../../../../src/runs/store/runStore';
import { append, listed, openStore, seriesOf } from './stores';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'losslab-bin-'));
  onTestFinished(() => rm(directory, { recursive: true }));
});

async function ended() {
  const store = await openStore(directory);
  const { id } = await store.create(defaultExperiment);
  await append(store, id, 0, Float64Array.of(3, 2), [{ step: 1, train: 0.5, test: 0.25 }]);
  await store.finish(id, { state: 'done' });
  return { store, id };
}
const all = async () => (await readdir(directory, { recursive: true })).sort();
const binned = async () => readdir(join(directory, '.bin')).catch(() => []);

it('keeps a run that was removed, also for whoever opens the store next, and gives it back whole', async () => {
  const { store, id } = await ended();
  const [before, files] = [store.list(), await all()];
  await store.remove(id);
  expect(store.list()).toEqual([]);
  const again = await openStore(directory);
  expect(again.list()).toEqual([]);
  expect(again.faults).toEqual([]);
  expect(await again.restore(id)).toEqual(before[0]);
  expect(again.list()).toEqual(before);
  expect((await seriesOf(again, id)).loss).toEqual(Float64Array.of(3, 2));
  expect(await all()).toEqual(files);
  await expect(again.restore(id)).rejects.toThrow('That run is no longer there.');
});

it('gives back a run under a name of its own', async () => {
  const { store, id } = await ended();
  await store.remove(id);
  const other = await store.create(defaultExperiment);
  await store.finish(other.id, { state: 'done' });
  expect((await store.restore(id)).name).toBe(`${other.name} (2)`);
});

it('leaves what somebody put beside a run where it is, there and back', async () => {
  const { store, id } = await ended();
  const files = await all();
  await mkdir(join(directory, id, 'pictures'));
  for (const name of ['notes.txt', join('pictures', 'loss.f64')]) await writeFile(join(directory, id, name), '');
  const theirs = ['notes.txt', 'pictures', join('pictures', 'loss.f64')].map((name) => join(id, name));
  await store.remove(id);
  expect((await all()).filter((name) => !name.startsWith('.bin'))).toEqual([id, ...theirs]);
  expect((await openStore(directory)).faults).toEqual([]);
  await store.restore(id);
  expect(await all()).toEqual([...files, ...theirs].sort());
  await store.remove(id);
  await store.emptyBin();
  expect(await all()).toEqual([id, ...theirs]);
});

it('is emptied when asked, and of what has been there for thirty days; what is not ours stays', async () => {
  const { store, id } = await ended();
  await store.remove(id);
  await writeFile(join(directory, '.bin', 'mine.txt'), '');
  const [removed] = (await binned()).filter((name) => name.startsWith(id));
  const dated = (days: number) => `${id}.${Date.now() - days * 24 * 3600 * 1000}`;
  const [young, old] = [dated(29.9), dated(30.1)];
  await rename(join(directory, '.bin', removed), join(directory, '.bin', young));
  await openStore(directory);
  expect((await binned()).sort()).toEqual([young, 'mine.txt'].sort());
  await rename(join(directory, '.bin', young), join(directory, '.bin', old));
  await openStore(directory);
  expect(await binned()).toEqual(['mine.txt']);
  await rm(join(directory, '.bin', 'mine.txt'));
  const next = await ended();
  await next.store.remove(next.id);
  await next.store.emptyBin();
  expect(await all()).toEqual([]);
  expect(listed(next.store)).toEqual([]);
});

it('says in one sentence that a run cannot be removed', async () => {
  const { store, id } = await ended();
  await writeFile(join(directory, '.bin'), '');
  await expect(store.remove(id)).rejects.toThrow(
    'The run “relu · lr 0.1” cannot be deleted (something that is no folder has this name).',
  );
});

it('outlasts a power cut, in and out: every folder that got or lost a name is flushed', async () => {
  const flushed: string[] = [];
  class Flushing extends NodeDirectory {
    override flush(path: string) {
      flushed.push(path);
      return super.flush(path);
    }
  }
  const { id } = await ended();
  const store = await RunStore.open(new Flushing(directory));
  await store.remove(id);
  expect(flushed).toEqual(['.bin', '']);
  await store.restore(id);
  expect(flushed).toEqual(['.bin', '', '.bin', '']);
});

it('takes no run that goes on again in another window, and no such run gets another name here', async () => {
  const { store, id } = await ended();
  const other = await openStore(directory);
  await other.resume(id, defaultExperiment, () => true);
  await expect(store.remove(id)).rejects.toThrow('The run “relu · lr 0.1” goes on in another window.');
  await other.finish(id, { state: 'stopped' });
  await store.rename(id, 'mine');
  await other.resume(id, defaultExperiment, () => true);
  await expect(store.rename(id, 'yours')).rejects.toThrow('The run “mine” goes on in another window.');
  await expect(store.describe(id, { note: 'a note' })).rejects.toThrow('The run “mine” goes on in another window.');
});

it('leaves no word of a run that went on, whatever its folder is called', async () => {
  const { store, id } = await ended();
  const word = (of: string) => writeFile(join(directory, `.resumed-${of}`), '');
  await word(id);
  await store.remove(id);
  await store.emptyBin();
  expect(await all()).toEqual([]);
  await word('mine');
  await openStore(directory);
  expect(await all()).toEqual([]);
});
