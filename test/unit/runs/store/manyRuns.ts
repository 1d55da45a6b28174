import { mkdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { defaultExperiment } from '../../../../src/runs/experiment/experiment';
import { append, openStore } from './stores';

/** The id of the `n`th of many runs. */
export const idOf = (n: number) => `20260101000000-${n.toString(16).padStart(8, '0')}`;

/** Makes `count` ended runs of one step in `directory`, each a copy of the first and a minute old. */
export async function manyRuns(directory: string, count: number): Promise<void> {
  const store = await openStore(directory);
  const { id } = await store.create(defaultExperiment);
  await append(store, id, 0, Float64Array.of(2.5), [{ step: 0, train: 0.5, test: 0.25 }], 0.25);
  await store.finish(id, { state: 'done' });
  const files = await Promise.all(
    ['run.json', 'loss.f64', 'accuracy-train.f64x2', 'accuracy-test.f64x2'].map(
      async (name) => [name, await readFile(join(directory, id, name))] as const,
    ),
  );
  await store.remove(id);
  await store.emptyBin();
  // What has just been written may change in the same moment, and no index holds it.
  const before = new Date(Date.now() - 60_000);
  for (let n = 0; n < count; n++) {
    const folder = join(directory, idOf(n));
    await mkdir(folder);
    for (const [name, bytes] of files) await writeFile(join(folder, name), bytes);
    await utimes(folder, before, before);
  }
}
