import { createHash } from 'node:crypto';
import { cp, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { defaultExperiment } from '../../../../src/runs/experiment/experiment';
import type { Range } from '../../../../src/runs/store/directory';
import { NodeDirectory } from '../../../../src/runs/store/nodeDirectory';
import { RunStore } from '../../../../src/runs/store/runStore';
import { idOf, manyRuns } from './manyRuns';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
const count = 230;

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'losslab-index-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  await manyRuns(directory, count);
});

const record = (n: number) => join(directory, idOf(n), 'run.json');
const index = () => join(directory, '.index.json');

/** A folder that counts the records that are read of it. */
class Counting extends NodeDirectory {
  records = 0;
  override read(path: string, range?: Range) {
    if (path.endsWith('run.json')) this.records++;
    return super.read(path, range);
  }
}

async function opened() {
  const counting = new Counting(directory);
  const store = await RunStore.open(counting);
  await store.close();
  expect(store.faults).toEqual([]);
  return { runs: store.list(), records: counting.records };
}

it('stands for the records of many runs, and is no more than that', async () => {
  const first = await opened();
  expect(first).toMatchObject({ records: count, runs: { length: count } });
  expect(await opened()).toEqual({ ...first, records: 0 });
  await rm(index());
  expect(await opened()).toEqual(first);
});

it('knows NaN and the infinities', async () => {
  const text = await readFile(record(0), 'utf8');
  await writeFile(record(0), text.replace('"last": 2.5', '"last": "-Infinity"'));
  const first = await opened();
  expect(await opened()).toEqual({ ...first, records: 0 });
  expect(first.runs.find(({ id }) => id === idOf(0))?.series[0].last).toBe(-Infinity);
});

it('is not asked for a run that was changed, removed or added since', async () => {
  await opened();
  const store = await RunStore.open(new NodeDirectory(directory));
  await store.rename(idOf(1), 'another name');
  await store.remove(idOf(2));
  await store.close();
  const { runs, records } = await opened();
  expect(records).toBe(1);
  expect(runs).toHaveLength(count - 1);
  expect(runs.find(({ id }) => id === idOf(1))?.name).toBe('another name');
});

it('does not hold a run that may be changed in the moment in which it was read', async () => {
  for (let n = 0; n < 5; n++) await utimes(join(directory, idOf(n)), new Date(), new Date());
  await opened();
  expect((await opened()).records).toBe(5);
});

it('does not hold a run that goes on, and was not kept by who may not write', async () => {
  await writeFile(record(0), (await readFile(record(0), 'utf8')).replace('"done"', '"running"'));
  const first = await opened();
  // Twice: somebody may have ended it while it was asked whether anybody does record it.
  expect(await opened()).toEqual({ ...first, records: 2 });
});

it('is read anew when it is damaged, of another version or half of one', async () => {
  const first = await opened();
  const good = await readFile(index(), 'latin1');
  for (const bad of [good.replace('2.5', '3.5'), good.slice(0, -1), good.replace(/^1 /, '2 '), '', '\n', '1 \n[]']) {
    await writeFile(index(), bad, 'latin1');
    expect(await opened()).toEqual(first);
    expect((await opened()).records).toBe(0);
  }
});

it('leaves no half of one behind', async () => {
  await writeFile(join(directory, '.index.json.999999999-1.tmp'), '');
  await writeFile(join(directory, 'mine.999999999-1.tmp'), '');
  await opened();
  expect((await readdir(directory)).filter((name) => name.endsWith('.tmp'))).toEqual(['mine.999999999-1.tmp']);
});

it('is not kept of a few', async () => {
  for (let n = 100; n < count; n++) await rm(join(directory, idOf(n)), { recursive: true });
  await opened();
  expect(await readdir(directory)).not.toContain('.index.json');
});

/** Puts another index in the place of the one that is there, with the fingerprint that it is to have. */
async function forge(change: (lines: { run: Record<string, unknown> }[]) => unknown) {
  const lines = JSON.parse((await readFile(index(), 'utf8')).split('\n')[1]) as { run: Record<string, unknown> }[];
  change(lines);
  const rest = JSON.stringify(lines);
  await writeFile(index(), `1 ${createHash('sha256').update(rest).digest('hex')}\n${rest}`);
}

it('is not believed where a line is none of a run, whatever its fingerprint', async () => {
  const first = await opened();
  await forge((lines) => {
    lines[0].run.source = { kind: 'experiment', experiment: null, data: null, kernels: null };
    lines[1].run.source = { kind: 'other' };
    lines[2].run.series = null;
    lines[3].run.name = 7;
    lines[4] = null as never;
  });
  expect(await opened()).toEqual({ ...first, records: 5 });
});

it('is not read when it is larger than the records of its runs may be', async () => {
  const asked: unknown[] = [];
  class Asked extends NodeDirectory {
    override read(path: string, range?: Range) {
      if (path === '.index.json') asked.push(range);
      return super.read(path, range);
    }
  }
  await RunStore.open(new Asked(directory));
  expect(asked).toEqual([{ most: 2 ** 10 + count * 2 ** 18 }]);
});

it('is not replaced by a part of it when many runs come later', async () => {
  const store = await RunStore.open(new NodeDirectory(directory));
  const before = await readFile(index(), 'utf8');
  for (let n = 0; n < count; n++) {
    const copy = join(directory, idOf(n).replace('20260101', '20260102'));
    await cp(join(directory, idOf(n)), copy, { recursive: true, preserveTimestamps: true });
    await utimes(copy, new Date(0), new Date(0));
  }
  await store.create(defaultExperiment);
  await store.close();
  expect(store.list()).toHaveLength(2 * count + 1);
  expect(await readFile(index(), 'utf8')).toBe(before);
});
