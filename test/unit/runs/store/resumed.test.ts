import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { defaultExperiment } from '../../../../src/runs/experiment/experiment';
import { isEvaluated } from '../../../../src/runs/resume';
import { smoothedEnd } from '../../../../src/runs/store/runningMean';
import { claim, release } from '../../../../src/runs/store/owner';
import { RunStore } from '../../../../src/runs/store/runStore';
import { NodeDirectory } from '../../../../src/runs/store/nodeDirectory';
import { MemoryDirectory } from './memoryDirectory';
import { append, listed, openStore, seriesOf } from './stores';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'losslab-resumed-'));
});
afterEach(() => rm(directory, { recursive: true }));

const experiment = { ...defaultExperiment, steps: 4, evaluateEvery: 3 };
const longer = { ...experiment, steps: 8 };
const point = (step: number) => ({ step, train: 0.5, test: 0.25 });
const belongs = (step: number) => isEvaluated(longer, { step });

/** A run of 4 steps, done. */
async function done(store: RunStore): Promise<string> {
  const { id } = await store.create(experiment);
  await append(store, id, 0, Float64Array.of(4, 3, 2, 1), [point(0), point(3)], 0.5);
  await store.keepCheckpoint(id, new Uint8Array(7));
  await store.finish(id, { state: 'done' });
  return id;
}

test.each([true, false])(
  'a run goes on with its series, however its folder is written (append: %s)',
  async (appends) => {
    const memory = new MemoryDirectory(appends);
    const store = await RunStore.open(memory);
    const id = await done(store);
    await store.resume(id, longer, belongs);
    expect(listed(store)[0]).toMatchObject({
      state: 'running',
      steps: 4,
      seconds: 0.5,
      experiment: longer,
      message: null,
    });
    await append(store, id, 4, Float64Array.of(0.5, 0.25), [point(6)], 0.75);
    await store.finish(id, { state: 'stopped' });
    await store.close();
    const again = await RunStore.open(memory);
    const { loss, accuracy } = await seriesOf(again, id);
    expect([...loss]).toEqual([4, 3, 2, 1, 0.5, 0.25]);
    expect(accuracy).toEqual([point(0), point(3), point(6)]);
    const [run] = listed(again);
    expect(run).toMatchObject({ state: 'stopped', steps: 6, seconds: 0.75, finalLoss: 0.25, accuracy: point(6) });
    expect(run.smoothedLoss).toBeCloseTo(smoothedEnd(loss)!, 12);
  },
);

test('accuracies that a run of the new length does not have are gone', async () => {
  const store = await openStore(directory);
  const { id } = await store.create(experiment);
  await append(store, id, 0, Float64Array.of(3, 2, 1), [point(0), point(2)]);
  await store.finish(id, { state: 'done' });
  await store.resume(id, longer, belongs);
  expect((await seriesOf(store, id)).accuracy).toEqual([point(0)]);
  await append(store, id, 3, Float64Array.of(1), [point(3)]);
  await store.finish(id, { state: 'stopped' });
  expect((await seriesOf(await openStore(directory), id)).accuracy).toEqual([point(0), point(3)]);
});

test('two windows cannot both go on with a run, and what is deleted or goes on is refused', async () => {
  const store = await openStore(directory);
  const id = await done(store);
  const other = await openStore(directory);
  await store.resume(id, longer, belongs);
  await expect(store.resume(id, longer, belongs)).rejects.toThrow(/goes on already/);
  expect(await readdir(join(directory, id))).toContain('owner.json');
  expect(listed(store)[0].state).toBe('running');
  await expect(other.resume(id, longer, belongs)).rejects.toThrow(/goes on/);
  await store.finish(id, { state: 'stopped' });
  await store.remove(id);
  await expect(store.resume(id, longer, belongs)).rejects.toThrow('That run is no longer there.');
});

test('another window that listens sees a run go on again after its end, and end', async () => {
  const store = await openStore(directory);
  const id = await done(store);
  const other = await openStore(directory);
  const seen: string[] = [];
  other.onElsewhere(() => seen.push(listed(other)[0].state));
  await store.resume(id, longer, belongs);
  await vi.waitFor(() => expect(seen.at(-1)).toBe('running'), { timeout: 10_000 });
  await append(store, id, 4, Float64Array.of(0.5), []);
  await store.finish(id, { state: 'stopped' });
  await vi.waitFor(() => expect(listed(other)[0]).toMatchObject({ state: 'stopped', steps: 5 }), { timeout: 10_000 });
  expect((await readdir(directory)).filter((name) => name.startsWith('.resumed'))).toEqual([]);
  await other.close();
});

test('a run of 0.1.0 is carried over as it goes on', async () => {
  await cp('test/fixtures/store-0.1.0', directory, { recursive: true });
  const store = await openStore(directory);
  const left = listed(store).find(({ state }) => state === 'interrupted')!;
  const before = await seriesOf(store, left.id);
  await store.resume(left.id, left.experiment, () => true);
  await append(store, left.id, left.steps, Float64Array.of(0.125), []);
  await store.finish(left.id, { state: 'stopped' });
  const after = await seriesOf(await openStore(directory), left.id);
  expect(after.loss).toEqual(Float64Array.of(...before.loss, 0.125));
  expect(after.accuracy).toEqual(before.accuracy);
  expect(await readdir(join(directory, left.id))).not.toContain('accuracy.jsonl');
});

/** A folder that refuses, as long as it is full, what `isRefused` says. */
class Full extends NodeDirectory {
  isRefused: (path: string) => boolean = () => false;
  override replace(path: string, bytes: string | Uint8Array, lasting?: boolean) {
    if (this.isRefused(path)) return Promise.reject(new Error('ENOSPC: no space left on device, write'));
    return super.replace(path, bytes, lasting);
  }
}

test.each(['run.json', 'accuracy', 'owner.json'])(
  'a run that the disk lets not go on stays as it ended (%s)',
  async (name) => {
    const full = new Full(directory);
    const store = await RunStore.open(full);
    const id = await done(store);
    const [before, series] = [store.list()[0], await seriesOf(store, id)];
    full.isRefused = (path) => path.includes(name);
    await expect(store.resume(id, { ...longer, evaluateEvery: 5 }, (step) => step === 0)).rejects.toThrow(
      'The run “4 steps” cannot go on (no space left on device).',
    );
    expect(store.list()).toEqual([before]);
    expect(await readdir(directory)).toEqual([id]);
    const again = await openStore(directory);
    expect(again.list()).toEqual([before]);
    expect(await seriesOf(again, id)).toEqual(series);
    full.isRefused = () => false;
    await store.resume(id, longer, (step) => step === 0);
    await store.finish(id, { state: 'stopped' });
    expect((await seriesOf(await openStore(directory), id)).accuracy).toEqual([point(0)]);
  },
);

test('a run that another process has claimed does not go on, whatever its record says', async () => {
  const store = await openStore(directory);
  const id = await done(store);
  const before = await seriesOf(store, id);
  await claim(new NodeDirectory(directory), id);
  await expect(store.resume(id, longer, belongs)).rejects.toThrow('The run “4 steps” goes on in another window.');
  expect(await readdir(join(directory, id))).toContain('owner.json');
  await release(new NodeDirectory(directory), id);
  await store.resume(id, longer, belongs);
  expect(await seriesOf(store, id)).toEqual(before);
});

test('a run that went on and ended elsewhere since it was read does not go on from there', async () => {
  const store = await openStore(directory);
  const id = await done(store);
  const read = await store.series(id);
  const other = await openStore(directory);
  await other.resume(id, longer, belongs, read);
  await append(other, id, 4, Float64Array.of(0.5), []);
  await other.finish(id, { state: 'stopped' });
  await expect(store.resume(id, longer, belongs, read)).rejects.toThrow(
    'The run “4 steps” went on elsewhere meanwhile',
  );
  expect(await readdir(join(directory, id))).not.toContain('owner.json');
  await store.resume(id, longer, belongs, await store.series(id));
  expect((await seriesOf(store, id)).loss).toHaveLength(5);
});

test('another window reads what a run has that went on and ended meanwhile', async () => {
  const store = await openStore(directory);
  const id = await done(store);
  const other = await openStore(directory);
  await store.resume(id, longer, (step) => step === 0);
  await append(store, id, 4, Float64Array.of(0.5), []);
  await store.finish(id, { state: 'stopped' });
  const { loss, accuracy } = await seriesOf(other, id);
  expect([...loss]).toEqual([4, 3, 2, 1, 0.5]);
  expect(accuracy).toEqual([point(0)]);
});
