import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { defaultExperiment } from '../../../../src/runs/experiment/experiment';
import { NodeDirectory } from '../../../../src/runs/store/nodeDirectory';
import { listed, openStore } from './stores';
import { bundled } from '../../bundled';

vi.setConfig({ testTimeout: 60_000 });
const makeFolder = (path: string) => new NodeDirectory(path).makeFolder('');

let directory: string;
beforeEach(async () => {
  directory = join(await mkdtemp(join(tmpdir(), 'losslab-processes-')), 'runs');
});
afterEach(() => rm(join(directory, '..'), { recursive: true }));

test('30 runs of one experiment, made by six processes at once, have 30 different names', async () => {
  const store = JSON.stringify(resolve(await bundled('test/unit/runs/store/stores.ts')));
  const experiment = JSON.stringify(defaultExperiment);
  const program = `
    const { openStore } = require(${store});
    openStore(${JSON.stringify(directory)}).then(async (store) => {
      for (let k = 0; k < 5; k++) {
        const { id } = await store.create(${experiment});
        await store.finish(id, { state: 'done' });
      }
    });`;
  await Promise.all(Array.from({ length: 6 }, () => promisify(execFile)(process.execPath, ['-e', program])));
  const runs = listed(await openStore(directory));
  expect(runs).toHaveLength(30);
  expect(new Set(runs.map(({ name }) => name)).size).toBe(30);
  expect(await readdir(directory)).toHaveLength(30);
});

test('who died in its turn holds nobody up for long', async () => {
  await makeFolder(directory);
  const turn = join(directory, '.turn');
  await writeFile(turn, '');
  await utimes(turn, new Date(), new Date(Date.now() - 60_000));
  const store = await openStore(directory);
  const before = performance.now();
  await store.finish((await store.create(defaultExperiment)).id, { state: 'done' });
  expect(performance.now() - before).toBeLessThan(1000);
  expect(await readdir(directory)).toHaveLength(1);
});

test('a folder is made with those around it; where none can be, that is said at once', async () => {
  const deep = join(directory, 'a', 'b');
  await makeFolder(deep);
  await makeFolder(deep);
  await writeFile(join(deep, 'c'), '');
  await expect(makeFolder(join(deep, 'c'))).rejects.toThrow('EEXIST');
  await expect(makeFolder(join(deep, 'c', 'd'))).rejects.toThrow('ENOTDIR');
  if (process.platform === 'linux')
    await expect(makeFolder('/proc/x/y')).rejects.toThrow('no folder can be made in /proc');
});
