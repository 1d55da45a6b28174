import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { defaultExperiment } from '../../../../src/runs/experiment/experiment';
import { lookEvery } from '../../../../src/runs/store/elsewhere';
import type { RunStore } from '../../../../src/runs/store/runStore';
import { append, openStore } from './stores';

let directory: string;
beforeEach(async () => {
  directory = join(await mkdtemp(join(tmpdir(), 'losslab-elsewhere-')), 'runs');
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
});
afterEach(async () => {
  vi.useRealTimers();
  await rm(join(directory, '..'), { recursive: true });
});

const seen = (store: RunStore) => store.list().map(({ name, state, series }) => [name, state, series[0]?.count ?? 0]);

/** Looks, as many times as it takes: a change may be of the very moment in which was looked. */
const looked = (store: RunStore, runs: unknown[]) =>
  vi.waitFor(
    () => {
      vi.advanceTimersByTime(lookEvery);
      expect(seen(store)).toEqual(runs);
    },
    { timeout: 10_000, interval: 20 },
  );

it('shows the runs that others make, that grow, end and go, within two seconds, and says so each time', async () => {
  expect(lookEvery).toBeLessThanOrEqual(1000);
  const store = await openStore(directory);
  let news = 0;
  store.onElsewhere(() => news++);
  const told = async (runs: unknown[]) => {
    const before = news;
    await looked(store, runs);
    await vi.waitFor(() => expect(news).toBeGreaterThan(before));
  };
  const other = await openStore(directory);
  const { id, name } = await other.create(defaultExperiment);
  await told([[name, 'running', 0]]);
  await append(other, id, 0, Float64Array.of(3, 2), []);
  await told([[name, 'running', 2]]);
  await append(other, id, 2, Float64Array.of(1), []);
  await other.finish(id, { state: 'done' });
  await told([[name, 'done', 3]]);
  const next = await other.create(defaultExperiment);
  await other.finish(next.id, { state: 'stopped' });
  await told([
    [next.name, 'stopped', 0],
    [name, 'done', 3],
  ]);
  await other.remove(id);
  await told([[next.name, 'stopped', 0]]);
  await other.restore(id);
  await told([
    [next.name, 'stopped', 0],
    [name, 'done', 3],
  ]);
  await other.close();
  await store.close();
  expect(vi.getTimerCount()).toBe(0);
});

it('says nothing while nothing happens, and looks at nothing when nobody listens', async () => {
  const other = await openStore(directory);
  const { id, name } = await other.create(defaultExperiment);
  await other.finish(id, { state: 'done' });
  await other.close();
  const store = await openStore(directory);
  expect(vi.getTimerCount()).toBe(0);
  let news = 0;
  store.onElsewhere(() => news++);
  for (let look = 0; look < 5; look++) await looked(store, [[name, 'done', 0]]);
  expect(news).toBe(0);
  await store.close();
});
