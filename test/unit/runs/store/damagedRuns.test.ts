import { execFile, execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { count } from '../../../../src/engine/numberText';
import { listed, openStore, seriesOf } from './stores';
import { bundled } from '../../bundled';
import { idOf, manyRuns } from './manyRuns';

vi.setConfig({ testTimeout: 60_000 });

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'losslab-damaged-'));
});
afterEach(() => rm(directory, { recursive: true }));

const opened = async () => {
  const store = await openStore(directory);
  await store.close();
  return { ids: listed(store).map(({ id }) => id), faults: store.faults.map(({ message }) => message) };
};
const record = () => join(directory, idOf(0), 'run.json');
/** Makes the first run one that was cut short: its points are counted, then. */
const unfinish = async () => writeFile(record(), (await readFile(record(), 'utf8')).replace('"done"', '"running"'));

describe('what is no file in the place of one', () => {
  const makers: Record<string, (path: string) => unknown> = {
    folder: (path) => mkdir(path),
    // A reader that waits for its writer waits for ever.
    ...(process.platform === 'win32' ? {} : { pipe: (path: string) => execFileSync('mkfifo', [path]) }),
  };
  for (const [what, make] of Object.entries(makers))
    for (const name of ['run.json', 'loss.f64', 'accuracy-test.f64x2'])
      it(`is named, and the other runs are listed: a ${what} as ${name}`, async () => {
        await manyRuns(directory, 3);
        const path = join(directory, idOf(0), name);
        await rm(path);
        await make(path);
        const says = `${path} is no regular file.`;
        if (name !== 'run.json') {
          // Of a run that has ended the record says all that a list shows.
          const store = await openStore(directory);
          expect(listed(store)).toHaveLength(3);
          await expect(store.series(idOf(0))).rejects.toThrow(says);
          await unfinish();
        }
        const { ids, faults } = await opened();
        expect(ids).toEqual([idOf(2), idOf(1)]);
        expect(faults).toEqual([says]);
      });

  it.skipIf(process.platform === 'win32')('is no owner and no checkpoint either', async () => {
    await manyRuns(directory, 1);
    await unfinish();
    for (const name of ['owner.json', 'checkpoint.bin']) execFileSync('mkfifo', [join(directory, idOf(0), name)]);
    const store = await openStore(directory);
    expect(listed(store)).toMatchObject([{ state: 'interrupted' }]);
    await expect(store.checkpoint(idOf(0))).rejects.toThrow('checkpoint.bin is no regular file.');
  });
});

describe('a file larger than any of ours', () => {
  it('is not read: a record', async () => {
    await manyRuns(directory, 2);
    const hidden = Array<number>(1_000_000).fill(0);
    await writeFile(record(), (await readFile(record(), 'utf8')).replace('50', hidden.join()));
    const { ids, faults } = await opened();
    expect(ids).toEqual([idOf(1)]);
    expect(faults).toEqual([
      expect.stringMatching(/run\.json is damaged: expected at most 262,144 bytes, got 2,\d{3},\d{3}\.$/),
    ]);
  });

  it.each([
    ['loss.f64', 800_000_000],
    ['accuracy-test.f64x2', 1_600_000_000],
  ])('is not read: %s', async (name, most) => {
    await manyRuns(directory, 2);
    await unfinish();
    await truncate(join(directory, idOf(0), name), 2 ** 40);
    const { ids, faults } = await opened();
    expect(ids).toEqual([idOf(1)]);
    expect(faults).toEqual([
      `${join(directory, idOf(0), name)} is damaged: expected at most ${count(most)} bytes, got ${count(2 ** 40)}.`,
    ]);
  });

  it('is not read: a checkpoint', async () => {
    await manyRuns(directory, 1);
    const path = join(directory, idOf(0), 'checkpoint.bin');
    const store = await openStore(directory);
    // What Node cannot be asked for at once, too.
    for (const size of [2 ** 23, 2 ** 31, 2 ** 33]) {
      await writeFile(path, '');
      await truncate(path, size);
      await expect(store.checkpoint(idOf(0))).rejects.toThrow(
        new RegExp(`checkpoint\\.bin is damaged: expected at most \\d,\\d{3},\\d{3} bytes, got ${count(size)}\\.$`),
      );
    }
  });

  it('is read as far as a run can have come that was cut short, in no time', async () => {
    await manyRuns(directory, 1);
    await unfinish();
    await truncate(join(directory, idOf(0), 'loss.f64'), 800_000_000);
    await truncate(join(directory, idOf(0), 'accuracy-test.f64x2'), 1_600_000_000);
    const before = process.memoryUsage();
    const store = await openStore(directory);
    expect(process.memoryUsage().arrayBuffers - before.arrayBuffers).toBeLessThan(200_000_000);
    expect(listed(store)).toMatchObject([{ state: 'interrupted', steps: 1, finalLoss: 2.5 }]);
  });

  it('is read as far as its run goes: losses', async () => {
    await manyRuns(directory, 1);
    await truncate(join(directory, idOf(0), 'loss.f64'), 2 ** 29);
    const store = await openStore(directory);
    expect(listed(store)).toMatchObject([{ steps: 1, finalLoss: 2.5 }]);
    expect((await seriesOf(store, idOf(0))).loss).toEqual(Float64Array.of(2.5));
  });

  it('costs no time when its every value is wrong', async () => {
    await manyRuns(directory, 1);
    const deep = `${'['.repeat(60_000)}${']'.repeat(60_000)}`;
    const wide = JSON.stringify(Array(60_000).fill({}));
    const text = await readFile(record(), 'utf8');
    for (const value of [deep, wide])
      for (const key of [
        '"hidden": \\[[^\\]]*\\]',
        '"loss": "crossEntropy"',
        '"optimizer": \\{[^}]*\\}',
        '"state": "done"',
        '"series": \\[[^\\]]*\\]',
      ]) {
        const name = /"\w+": /.exec(key)?.[0] ?? '';
        await writeFile(record(), text.replace(new RegExp(key), `${name}${value}`));
        const before = performance.now();
        const { faults } = await opened();
        expect(faults).toEqual([expect.stringContaining('run.json is damaged: “run.')]);
        expect(performance.now() - before).toBeLessThan(1000);
      }
  });
});

it.skipIf(process.platform === 'win32')('a process that may open few files lists every run', async () => {
  await manyRuns(directory, 300);
  const script = await bundled('test/unit/runs/store/listRuns.ts');
  const { stdout } = await promisify(execFile)('sh', [
    '-c',
    'ulimit -n 64; exec "$@"',
    'sh',
    process.execPath,
    script,
    directory,
  ]);
  expect(JSON.parse(stdout)).toMatchObject({ runs: 300, faults: [] });
});
