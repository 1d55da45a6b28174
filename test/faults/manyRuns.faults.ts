import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { append, listed, openStore } from '../unit/runs/store/stores';
import { defaultExperiment } from '../../src/runs/experiment/experiment';
import { bundled } from '../unit/bundled';
import { manyRuns } from '../unit/runs/store/manyRuns';

const count = 20_000;

let directory: string;
let script: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'losslab-many-'));
  await manyRuns(directory, count);
  script = await bundled('test/unit/runs/store/listRuns.ts');
});
afterAll(() => rm(directory, { recursive: true }));

it.skipIf(process.platform === 'win32')('a process that may open 1024 files lists 20,000 runs', async () => {
  const words = ['-c', 'ulimit -n 1024; exec "$@"', 'sh', process.execPath, script, directory];
  for (const what of ['each record read', 'by the index', 'by the index']) {
    const { stdout } = await promisify(execFile)('sh', words);
    const { seconds, ...listed } = JSON.parse(stdout) as { seconds: number };
    console.log(`${count} runs listed in ${seconds.toFixed(2)} s, ${what}`);
    expect(listed).toEqual({ runs: count, faults: [] });
    // A machine that is busy with other things takes several times as long.
    if (what === 'by the index') expect(seconds).toBeLessThan(5);
  }
});

it('a run is made, recorded and deleted beside them', async () => {
  const store = await openStore(directory);
  const began = performance.now();
  const { id } = await store.create(defaultExperiment);
  for (let step = 0; step < 100; step++) await append(store, id, step, Float64Array.of(1), []);
  await store.finish(id, { state: 'done' });
  await store.remove(id);
  console.log(`made, recorded and deleted in ${(performance.now() - began).toFixed(0)} ms`);
  expect(listed(store)).toHaveLength(count);
  await store.close();
});
