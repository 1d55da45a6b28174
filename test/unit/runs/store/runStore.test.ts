import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { checkExperiment, defaultExperiment } from '../../../../src/runs/experiment/experiment';
import { append, listed, openStore, seriesOf } from './stores';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
let directory: string;
beforeEach(async () => {
  directory = join(await mkdtemp(join(tmpdir(), 'losslab-runs-')), 'runs');
});
afterEach(() => rm(join(directory, '..'), { recursive: true }));

describe('RunStore', () => {
  it('is empty, and writes nothing, before the first run', async () => {
    const store = await openStore(directory);
    expect(listed(store)).toEqual([]);
    await expect(readdir(directory)).rejects.toThrow('ENOENT');
  });

  it('keeps how a run ended, whatever of it was still on its way', async () => {
    const store = await openStore(directory);
    const short = await store.create(defaultExperiment);
    const named = await store.create(defaultExperiment);
    // As the editor does: nobody waits for one before the next.
    const writing = [
      append(store, short.id, 0, Float64Array.of(2, 1), [{ step: 1, train: 0.5, test: 0.5 }], 0.5),
      store.keepCheckpoint(short.id, new Uint8Array(9)),
      store.finish(short.id, { state: 'done' }),
      append(store, named.id, 0, Float64Array.of(2), []),
      store.rename(named.id, 'mine'),
    ];
    await Promise.all(writing);
    await store.close();
    const again = listed(await openStore(directory));
    expect(again.find(({ id }) => id === short.id)).toMatchObject({ state: 'done', steps: 2 });
    expect(again.find(({ id }) => id === named.id)).toMatchObject({ name: 'mine' });
  });

  it('does not take a run whose folder is still being made for another window’s', async () => {
    const store = await openStore(directory);
    const making = store.create(defaultExperiment);
    await (store as unknown as { beat(): Promise<void> }).beat();
    const run = await making;
    expect(listed(store).map(({ id }) => id)).toEqual([run.id]);
    await append(store, run.id, 0, Float64Array.of(2.5), []);
    await store.finish(run.id, { state: 'stopped' });
    await store.close();
  });

  it('keeps everything a run recorded for whoever opens it next', async () => {
    const store = await openStore(directory);
    const experiment = checkExperiment({ seed: 3, batch: { size: 10 } });
    const run = await store.create(experiment);
    expect(run.id).toMatch(/^[a-z0-9-]{1,64}$/);
    expect(run).toMatchObject({
      name: 'batch 10 · seed 3',
      state: 'running',
      series: [],
      source: { kind: 'experiment', experiment, data: null, kernels: null },
    });
    await append(store, run.id, 0, Float64Array.of(2.5, 2.25), [{ step: 0, train: 0.125, test: 0.5 }], 0.25);
    await append(store, run.id, 2, Float64Array.of(1.5), [], 0.5);
    expect(listed(store)[0]).toMatchObject({
      steps: 3,
      finalLoss: 1.5,
      smoothedLoss: expect.closeTo((1.5 + 0.97 * 2.25 + 0.97 ** 2 * 2.5) / (1 + 0.97 + 0.97 ** 2), 12) as number,
      accuracy: { step: 0, train: 0.125, test: 0.5 },
      seconds: 0.5,
    });
    await store.keepCheckpoint(run.id, Uint8Array.of(1, 2, 3));
    await store.update(run.id, { state: 'paused' });
    await store.finish(run.id, { state: 'done' });

    const again = await openStore(directory);
    expect(listed(again)).toEqual(listed(store));
    expect(listed(again)[0]).toMatchObject({ state: 'done', steps: 3, experiment });
    expect(await seriesOf(again, run.id)).toEqual({
      id: run.id,
      loss: Float64Array.of(2.5, 2.25, 1.5),
      accuracy: [{ step: 0, train: 0.125, test: 0.5 }],
    });
    expect(await again.checkpoint(run.id)).toEqual(Uint8Array.of(1, 2, 3));
    expect((await readdir(join(directory, run.id))).sort()).toEqual([
      'accuracy-test.f64x2',
      'accuracy-train.f64x2',
      'checkpoint.bin',
      'loss.f64',
      'run.json',
    ]);
  });

  it('calls a run as its experiment file is called, with a number where that is taken', async () => {
    const store = await openStore(directory);
    const names = [];
    for (const file of ['adam-wide', 'adam-wide', undefined])
      names.push((await store.create(defaultExperiment, { name: file })).name);
    expect(names).toEqual(['adam-wide', 'adam-wide (2)', 'relu · lr 0.1']);
    const again = await openStore(directory);
    expect(listed(again).map(({ name }) => name)).toEqual(names.reverse());
    await store.close();
    await again.close();
  });

  it('keeps a diverged run’s NaN and infinity', async () => {
    const store = await openStore(directory);
    const { id } = await store.create(defaultExperiment);
    await append(store, id, 0, Float64Array.of(1, Infinity, NaN), []);
    await store.finish(id, { state: 'diverged', divergedAt: 1, message: 'Too fast.' });
    const again = await openStore(directory);
    expect(listed(again)[0]).toMatchObject({ state: 'diverged', finalLoss: NaN, divergedAt: 1, message: 'Too fast.' });
    expect((await seriesOf(again, id)).loss).toEqual(Float64Array.of(1, Infinity, NaN));
  });

  it('lists the newest first, each with a name and a colour of its own', async () => {
    const store = await openStore(directory);
    const runs = await Promise.all(Array.from({ length: 9 }, () => store.create(defaultExperiment)));
    expect(listed(store).map(({ id }) => id)).toEqual(runs.map(({ id }) => id).reverse());
    expect(runs.map(({ color }) => color)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 0]);
    expect(runs.map(({ name }) => name).slice(0, 3)).toEqual([
      'relu · lr 0.1',
      'relu · lr 0.1 (2)',
      'relu · lr 0.1 (3)',
    ]);
    for (const { id } of runs) await store.finish(id, { state: 'stopped' });
    await store.remove(runs[3].id);
    expect((await store.create(defaultExperiment)).color).toBe(3);
  });

  it('renames, before and after the end', async () => {
    const store = await openStore(directory);
    const { id } = await store.create(defaultExperiment);
    const other = await store.create(defaultExperiment);
    expect((await store.rename(id, ' first ')).name).toBe('first');
    expect((await store.rename(id, 'first')).name).toBe('first');
    await append(store, id, 0, Float64Array.of(1), []);
    await store.finish(id, { state: 'stopped' });
    expect((await store.rename(other.id, 'first')).name).toBe('first (2)');
    expect((await store.rename(id, 'once more')).name).toBe('once more');
    await expect(store.rename(id, ' ')).rejects.toThrow('A run’s name has one line of 1 to 100 characters.');
    const again = await openStore(directory);
    expect(listed(again).map(({ name, steps }) => [name, steps])).toEqual([
      ['first (2)', 0],
      ['once more', 1],
    ]);
  });

  it('deletes what has ended, and nothing that goes on', async () => {
    const store = await openStore(directory);
    const { id } = await store.create(defaultExperiment);
    await expect(store.remove(id)).rejects.toThrow(
      'The run “relu · lr 0.1” is still going: stop it before deleting it.',
    );
    await store.finish(id, { state: 'stopped' });
    await store.remove(id);
    expect(listed(store)).toEqual([]);
    expect(await readdir(directory)).toEqual(['.bin']);
    await store.emptyBin();
    expect(await readdir(directory)).toEqual([]);
    await expect(store.remove(id)).rejects.toThrow('That run is no longer there.');
    await expect(seriesOf(store, '..')).rejects.toThrow('That run is no longer there.');
    await expect(append(store, id, 0, Float64Array.of(1), [])).rejects.toThrow('That run is no longer there.');
  });

  describe('left by what was cut short', () => {
    const id = '20260102030405-0a1b2c3d';
    const file = async (...names: string[]) => {
      const path = join(directory, ...names);
      await mkdir(join(path, '..'), { recursive: true });
      await writeFile(path, '');
      return path;
    };
    const all = async () => (await readdir(directory, { recursive: true })).sort();
    const longAgo = new Date(Date.now() - 3_600_000);

    it('a deletion is finished', async () => {
      for (const name of ['loss.f64', 'checkpoint.bin', 'checkpoint.bin.12-3.tmp']) await file(`.deleted-${id}`, name);
      await openStore(directory);
      expect(await all()).toEqual([]);
    });

    it('the making of a run is removed, unless it is just being made', async () => {
      const other = id.replace('2026', '2025');
      for (const made of [id, other]) await file(`.new-${made}`, 'run.json');
      await utimes(join(directory, `.new-${id}`), longAgo, longAgo);
      await openStore(directory);
      expect(await all()).toEqual([`.new-${other}`, `.new-${other}/run.json`]);
    });

    it('nothing is removed that is somebody’s own', async () => {
      await file('.deleted-photos', 'summer', 'beach.jpg');
      await file('.deleted-a-1', 'run.json');
      await file('.new-ideas', 'notes.txt');
      await file(`.new-${id}`, 'notes.txt');
      await file(`.deleted-${id}`, 'loss.f64', 'notes.txt');
      await file(`.deleted-${id}`, 'run.json.bak');
      await file('photos', 'checkpoint.bin.12-3.tmp');
      const before = await all();
      for (const name of await readdir(directory)) await utimes(join(directory, name), longAgo, longAgo);
      const store = await openStore(directory);
      expect(store.faults).toEqual([]);
      expect(await all()).toEqual(before);
    });

    it('a run that is deleted leaves what somebody put there', async () => {
      const store = await openStore(directory);
      const run = await store.create(defaultExperiment);
      await store.finish(run.id, { state: 'stopped' });
      await file(run.id, 'notes.txt');
      await store.remove(run.id);
      await store.emptyBin();
      expect(await all()).toEqual([run.id, join(run.id, 'notes.txt')]);
      const again = await openStore(directory);
      expect(again.faults).toEqual([]);
      expect(listed(again)).toEqual([]);
    });
  });

  it('makes runs beside one that is dated at the end of time', async () => {
    const store = await openStore(directory);
    const { id } = await store.create(defaultExperiment);
    await store.finish(id, { state: 'stopped' });
    const path = join(directory, id, 'run.json');
    const text = await readFile(path, 'utf8');
    for (const createdAt of ['1e300', '8.64e15', '253402214400000', '-1', '"soon"', 'null']) {
      await writeFile(path, text.replace(/"createdAt": \d+/, `"createdAt": ${createdAt}`));
      const again = await openStore(directory);
      const [{ createdAt: read }] = listed(again);
      expect(new Date(read).toISOString().slice(0, 4)).toBe(createdAt.startsWith('2534') ? '9999' : id.slice(0, 4));
      const next = await again.create(defaultExperiment);
      expect(next.id).toMatch(/^\d{14}-[0-9a-f]{8}$/);
      await again.finish(next.id, { state: 'stopped' });
      await again.remove(next.id);
    }
  });

  it('loses no run to a figure that is none', async () => {
    const store = await openStore(directory);
    const { id, name } = await store.create(defaultExperiment);
    await append(store, id, 0, Float64Array.of(1), []);
    await store.finish(id, { state: 'stopped' });
    const path = join(directory, id, 'run.json');
    const text = await readFile(path, 'utf8');
    for (const key of ['color', 'seconds', 'divergedAt', 'message', 'createdAt'])
      for (const value of ['1e999', '-1e999', '-1', '"x"', '{}', '[1]', '0.5', '1e308']) {
        await writeFile(path, text.replace(new RegExp(`"${key}": [^,\n]+`), `"${key}": ${value}`));
        const again = await openStore(directory);
        expect(listed(again)).toMatchObject([{ id, name, state: 'stopped', steps: 1 }]);
        // What is written anew is read again.
        await again.rename(id, name);
        expect(listed(await openStore(directory))).toEqual(listed(again));
      }
  });
});
