import { afterEach, describe, expect, it, vi } from 'vitest';
import { defaultExperiment } from '../../../../src/runs/experiment/experiment';
import { RunStore } from '../../../../src/runs/store/runStore';
import { writtenPoints } from '../../../../src/runs/store/seriesFile';
import { MemoryDirectory } from './memoryDirectory';
import { append, listed, seriesOf } from './stores';

afterEach(() => {
  vi.useRealTimers();
});

const values = (from: number, count: number) => Float64Array.from({ length: count }, (_, i) => 1 + from + i);

/** Says of a record that is written when it is ahead of the points on the disk. */
class Watched extends MemoryDirectory {
  readonly ahead: string[] = [];
  records = 0;

  override async replace(path: string, bytes: string | Uint8Array, lasting?: boolean): Promise<void> {
    if (path.endsWith('run.json')) {
      this.records++;
      const { run } = JSON.parse(String(bytes)) as {
        run: { series: { file: string; count: number; points: string }[] };
      };
      for (const { file, count, points } of run.series) {
        const flushed = this.files.get(path.replace('run.json', file))?.flushed.length ?? 0;
        if (flushed < count * (points === 'dense' ? 8 : 16)) this.ahead.push(`${file} ${count}`);
      }
    }
    await super.replace(path, bytes, lasting);
  }
}

it('a power cut costs what was recorded since the last flush, which is two seconds ago at most', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const directory = new Watched(true);
  const store = await RunStore.open(directory);
  const { id } = await store.create(defaultExperiment);
  await append(store, id, 0, values(0, 1000), [{ step: 0, train: 0.5, test: 0.25 }]);
  await append(store, id, 1000, values(1000, 1000), []);
  const before = directory.records;
  vi.advanceTimersByTime(2000);
  await append(store, id, 2000, values(2000, 10), [{ step: 2009, train: 0.5, test: 0.75 }], 7);
  // Nothing waits for a flush: it goes on by itself.
  await vi.waitFor(() => expect(directory.records).toBe(before + 1));
  await append(store, id, 2010, values(2010, 5000), [{ step: 7009, train: 0.5, test: 1 }], 8);
  directory.cutPower();
  const again = await RunStore.open(directory);
  expect(again.faults).toEqual([]);
  expect(listed(again)).toMatchObject([
    {
      state: 'interrupted',
      steps: 2010,
      finalLoss: 2010,
      seconds: 7,
      accuracy: { step: 2009, train: 0.5, test: 0.75 },
    },
  ]);
  const { loss, accuracy } = await seriesOf(again, id);
  expect(loss).toEqual(values(0, 2010));
  expect(accuracy).toHaveLength(2);
  expect(directory.ahead).toEqual([]);
});

it('costs nothing of what has ended, of a checkpoint that was kept, of a name that was given', async () => {
  const directory = new Watched(true);
  const store = await RunStore.open(directory);
  const kept = await store.create(defaultExperiment);
  await append(store, kept.id, 0, values(0, 10), []);
  await append(store, kept.id, 10, values(10, 5), []);
  await store.keepCheckpoint(kept.id, Uint8Array.of(1, 2, 3));
  const ended = await store.create(defaultExperiment);
  await append(store, ended.id, 0, values(0, 10), []);
  await append(store, ended.id, 10, values(10, 5), []);
  await store.finish(ended.id, { state: 'done' });
  await store.rename(ended.id, 'mine');
  directory.cutPower();
  const again = await RunStore.open(directory);
  expect(listed(again)).toMatchObject([
    { name: 'mine', state: 'done', steps: 15 },
    { state: 'interrupted', steps: 15 },
  ]);
  expect(await again.checkpoint(kept.id)).toEqual(Uint8Array.of(1, 2, 3));
  expect(directory.ahead).toEqual([]);
});

describe('of numbers that were not flushed', () => {
  const zeros = Array<number>(600).fill(0);

  it.each([
    ['zeros at the end were not written', [3, 2, 0, 0], 'dense', 1, 2],
    ['a page of zeros was not, nor is what follows it', [3, ...zeros, 2], 'dense', 1, 1],
    ['a zero between others was', [3, 0, 2], 'dense', 1, 3],
    ['−0 was', [3, -0], 'dense', 1, 2],
    ['zeros after a zero were', zeros, 'dense', 0, 600],
    ['none is none', [], 'dense', 1, 0],
    ['pairs of zeros were not', [600, 0, 0, 0, 0, 0], 'pairs', 1, 1],
    ['zeros at the end were not, without any before', [2, 0], 'dense', undefined, 1],
  ] as const)('%s', (_, numbers, points, before, count) => {
    expect(writtenPoints(Float64Array.from(numbers), points, before)).toBe(count);
  });
});
