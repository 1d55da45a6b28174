import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { defaultExperiment } from '../../../../src/runs/experiment/experiment';
import { append, listed, openStore } from './stores';

it('a run that a newer Loss Lab recorded is there, by its name, and left as it is', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'losslab-later-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  const store = await openStore(directory);
  const { id, name } = await store.create(defaultExperiment);
  await append(store, id, 0, Float64Array.of(1), []);
  await store.finish(id, { state: 'done' });
  const file = join(directory, id, 'run.json');
  const record = JSON.parse(await readFile(file, 'utf8')) as { run: object };
  const texts = {
    [name]: { version: 3, run: { ...record.run, source: 'another', series: {} } },
    [id]: { version: 2.5, runs: [] },
  };
  for (const [called, later] of Object.entries(texts)) {
    await writeFile(file, JSON.stringify(later));
    const again = await openStore(directory);
    expect({ faults: again.faults, runs: listed(again) }).toEqual({ faults: [], runs: [] });
    expect(again.listNewer()).toEqual([{ id, name: called, createdAt: expect.any(Number) as number }]);
    for (const ask of [again.rename(id, 'mine'), again.remove(id), again.series(id)])
      await expect(ask).rejects.toThrow('That run is no longer there.');
    // Its name is taken all the same.
    const made = await again.create(defaultExperiment);
    expect(made.name).toBe(called === name ? `${name} (2)` : name);
    await again.finish(made.id, { state: 'stopped' });
    await again.remove(made.id);
    await again.close();
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(later);
  }
});
