import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultExperiment } from '../../../src/runs/experiment/experiment';
import { manyRuns } from '../../unit/runs/store/manyRuns';
import { append, openStore, seriesOf } from '../../unit/runs/store/stores';

// The bench ends its peers so, and they are to leave nothing behind.
process.once('SIGTERM', () => process.exit());

/** The folder of a store, which goes with this process. */
function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'losslab-bench-'));
  process.on('exit', () => rmSync(path, { recursive: true }));
  return path;
}

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
};

let many: Promise<string> | undefined;

/** A store of so many runs that was opened before, as one is that is in use. */
async function storeOf(runs: number): Promise<string> {
  const path = folder();
  await manyRuns(path, runs);
  await (await openStore(path)).close();
  return path;
}

/** Seconds to list the runs of a store. */
export async function openedStore(runs: number): Promise<number> {
  const path = await (many ??= storeOf(runs));
  return timed(async () => {
    const store = await openStore(path);
    if (store.list().length !== runs) throw new Error('not all runs are listed');
    await store.close();
  });
}

let long: Promise<{ path: string; id: string }> | undefined;

async function longRun(steps: number) {
  const path = folder();
  const store = await openStore(path);
  const { id } = await store.create(defaultExperiment);
  await append(store, id, 0, new Float64Array(steps).fill(2.5), [{ step: steps - 1, train: 0.5, test: 0.5 }]);
  await store.finish(id, { state: 'done' });
  await store.close();
  return { path, id };
}

/** Seconds to read the series of a run of so many steps. */
export async function readSeries(steps: number): Promise<number> {
  const { path, id } = await (long ??= longRun(steps));
  const store = await openStore(path);
  const seconds = await timed(() => seriesOf(store, id));
  await store.close();
  return seconds;
}
