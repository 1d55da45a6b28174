import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { checkExperiment, defaultExperiment } from '../../../../src/runs/experiment/experiment';
import type { Directory } from '../../../../src/runs/store/directory';
import { NodeDirectory } from '../../../../src/runs/store/nodeDirectory';
import { RunStore } from '../../../../src/runs/store/runStore';
import { MemoryDirectory } from './memoryDirectory';
import { append, listed, seriesOf } from './stores';

vi.setConfig({ testTimeout: 60_000 });

async function onDisk(): Promise<Directory> {
  const path = await mkdtemp(join(tmpdir(), 'losslab-directory-'));
  onTestFinished(() => rm(path, { recursive: true }));
  return new NodeDirectory(join(path, 'runs'));
}

const kinds: [string, () => Directory | Promise<Directory>][] = [
  ['on the disk', onDisk],
  ['in memory', () => new MemoryDirectory(true)],
  ['that cannot append', () => new MemoryDirectory(false)],
];

const text = (bytes: Uint8Array | undefined) => bytes && new TextDecoder().decode(bytes);
const bytes = (of: string) => new TextEncoder().encode(of);

describe.each(kinds)('a directory %s', (_, make) => {
  it('reads, replaces, lists, renames and removes', async () => {
    const directory = await make();
    expect(await directory.list('')).toEqual([]);
    expect(await directory.stat('')).toBeUndefined();
    expect(await directory.read('a/b')).toBeUndefined();
    await expect(directory.replace('a/b', 'x')).rejects.toThrow('ENOENT');
    await directory.makeFolder('a');
    await directory.makeFolder('a');
    await directory.replace('a/b', '0123456789');
    await directory.replace('a/b', bytes('abcdefghij'), true);
    await directory.flush('a/b');
    await directory.flush('a');
    expect(text(await directory.read('a/b'))).toBe('abcdefghij');
    expect(text(await directory.read('a/b', { from: 2, length: 3 }))).toBe('cde');
    expect(text(await directory.read('a/b', { from: 8, length: 30 }))).toBe('ij');
    expect(text(await directory.read('a/b', { from: 30 }))).toBe('');
    await expect(directory.read('a/b', { most: 9 })).rejects.toThrow('expected at most 9 bytes, got 10.');
    await expect(directory.read('a')).rejects.toThrow('is no regular file.');
    expect(await directory.stat('a/b')).toMatchObject({ kind: 'file', size: 10 });
    expect(await directory.stat('a')).toMatchObject({ kind: 'folder' });
    expect(await directory.create('a/c', 'mine')).toBe(true);
    expect(await directory.create('a/c', 'yours')).toBe(false);
    expect(text(await directory.read('a/c'))).toBe('mine');
    expect((await directory.list('a')).sort((x, y) => (x.name < y.name ? -1 : 1))).toEqual([
      { name: 'b', isFolder: false },
      { name: 'c', isFolder: false },
    ]);
    await expect(directory.remove('a')).rejects.toThrow();
    await directory.rename('a', 'd');
    expect(await directory.list('')).toEqual([{ name: 'd', isFolder: true }]);
    await directory.makeFolder('e');
    await directory.replace('e/f', '');
    await expect(directory.rename('d', 'e')).rejects.toThrow();
    for (const name of ['d/b', 'd/c', 'd', 'd', 'd/x']) await directory.remove(name);
    expect(await directory.list('')).toEqual([{ name: 'e', isFolder: true }]);
  });

  it('appends where it can, and writes over what was cut short', async () => {
    const directory = await make();
    if (!directory.appends) return;
    await directory.makeFolder('');
    await expect(directory.append('a', bytes('x'), 0)).rejects.toThrow('ENOENT');
    await directory.replace('a', 'abcd');
    await expect(directory.append('a', bytes('x'), 100)).rejects.toThrow('the file was cut short meanwhile');
    await directory.append('a', bytes('XYZ'), 2);
    expect(text(await directory.read('a'))).toBe('abXYZ');
  });

  it('keeps a store: runs are recorded, read again, renamed, described, removed and brought back', async () => {
    const directory = await make();
    const store = await RunStore.open(directory);
    const experiment = checkExperiment({ seed: 3 });
    const { id } = await store.create(experiment, { kernels: 'plain', data: 'digits' });
    for (let step = 0; step < 60_000; step += 20_000)
      await append(
        store,
        id,
        step,
        Float64Array.from({ length: 20_000 }, (__, i) => step + i),
        [{ step, train: 0.5, test: step / 1e5 }],
      );
    await append(store, id, 60_000, Float64Array.of(-Infinity, 7, NaN), [], 2);
    await store.keepCheckpoint(id, Uint8Array.of(1, 2, 3));
    await store.finish(id, { state: 'diverged', divergedAt: 60_000, message: 'Why.' });
    await store.rename(id, 'mine');
    await store.describe(id, { note: 'a note', tags: ['a', 'b'], group: 'seeds' });
    await store.close();

    const again = await RunStore.open(directory);
    expect(again.faults).toEqual([]);
    expect(again.list()).toEqual(store.list());
    expect(again.list()).toMatchObject([
      {
        id,
        name: 'mine',
        note: 'a note',
        tags: ['a', 'b'],
        group: 'seeds',
        source: { kind: 'experiment', experiment, kernels: 'plain', data: 'digits' },
        state: 'diverged',
        seconds: 2,
        divergedAt: 60_000,
        message: 'Why.',
        series: [
          { name: 'loss', points: 'dense', count: 60_003, step: 60_002, last: NaN, least: 0, greatest: 59_999 },
          { name: 'accuracy/train', points: 'pairs', count: 3, step: 40_000, last: 0.5 },
          { name: 'accuracy/test', points: 'pairs', count: 3, step: 40_000, last: 0.4, least: 0, greatest: 0.4 },
        ],
      },
    ]);
    const [run] = again.list();
    expect(run.endedAt).toBeGreaterThanOrEqual(run.createdAt);
    const { loss, accuracy } = await seriesOf(again, id);
    expect(loss).toHaveLength(60_003);
    expect([loss[0], loss[8191], loss[8192], loss[59_999]]).toEqual([0, 8191, 8192, 59_999]);
    expect([...loss.slice(60_000)]).toEqual([-Infinity, 7, NaN]);
    expect(accuracy).toEqual([0, 20_000, 40_000].map((step) => ({ step, train: 0.5, test: step / 1e5 })));
    expect(await again.checkpoint(id)).toEqual(Uint8Array.of(1, 2, 3));

    await again.remove(id);
    expect(again.list()).toEqual([]);
    expect((await RunStore.open(directory)).list()).toEqual([]);
    expect(await again.restore(id)).toEqual(run);
    expect((await seriesOf(again, id)).loss).toEqual(loss);
  });

  it('keeps any number of series of any names', async () => {
    const store = await RunStore.open(await make());
    const names = [
      'loss',
      'Loss',
      'accuracy/train',
      'accuracy-train',
      '손실',
      '__proto__',
      ' ',
      '../x',
      'y'.repeat(300),
    ];
    const { id } = await store.create(defaultExperiment);
    await store.append(id, [
      ...names.map((name, i) => ({ name, at: 0, values: Float64Array.of(i, NaN) })),
      { name: 'at times', at: Float64Array.of(3, 5.5), values: Float64Array.of(1, Infinity) },
    ]);
    await store.finish(id, { state: 'done' });
    expect(await store.series(id)).toEqual([
      ...names.map((name, i) => ({ name, steps: null, values: Float64Array.of(i, NaN) })),
      { name: 'at times', steps: Float64Array.of(3, 5.5), values: Float64Array.of(1, Infinity) },
    ]);
  });

  it('gives back whatever was appended, in whatever pieces', async () => {
    const directory = await make();
    const store = await RunStore.open(directory);
    // Some longer than a piece of a series.
    const piece = fc.oneof(
      fc.array(fc.double(), { maxLength: 20 }),
      fc.integer({ min: 0, max: 20_000 }).map((length) => Array.from({ length }, (__, i) => i / 2)),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 8 }), fc.boolean(), async (parts, isAwaited) => {
        const { id } = await store.create(defaultExperiment);
        let step = 0;
        const writes: Promise<void>[] = [];
        for (const part of parts) {
          const points = part.length > 0 ? [{ step, train: 0, test: 1 }] : [];
          const write = append(store, id, step, Float64Array.from(part), points);
          if (isAwaited) await write;
          else writes.push(write);
          step += part.length;
        }
        await Promise.all(writes);
        const { loss, accuracy } = await seriesOf(store, id);
        expect(loss).toEqual(Float64Array.from(parts.flat()));
        expect(accuracy).toHaveLength(parts.filter((part) => part.length > 0).length);
        await store.finish(id, { state: 'done' });
        expect(listed(await RunStore.open(directory)).find((run) => run.id === id)).toEqual(
          listed(store).find((run) => run.id === id),
        );
        await store.remove(id);
        await store.emptyBin();
      }),
      { numRuns: 20 },
    );
  });
});
