import { cp, mkdir, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { BadInput, networkFromCheckpoint, Trainer } from '../../src/engine';
import { diagnose } from '../../src/runs/advice/diagnosis';
import { checkExperiment } from '../../src/runs/experiment/experiment';
import { exportRun } from '../../src/runs/export/exportRun';
import { exportShown } from '../../src/runs/export/exportShown';
import { differences } from '../../src/runs/naming/runName';
import { append, listed, openStore, seriesOf } from '../unit/runs/store/stores';

const count = 2000;
const files = ['run.json', 'loss.f64', 'accuracy-train.f64x2', 'checkpoint.bin', 'owner.json'];
const samples = {
  count: 4,
  inputs: 3,
  classes: 2,
  pixels: new Uint8Array(12).fill(200),
  labels: Uint8Array.of(0, 1, 0, 1),
};

let directory: string;
let good: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'losslab-fuzz-'));
  const store = await openStore(join(directory, 'good'));
  const experiment = checkExperiment({ network: { hidden: [2] }, batch: { size: 2 }, optimizer: { kind: 'adam' } });
  const trainer = new Trainer(experiment, samples, samples);
  const { id } = await store.create(experiment);
  const loss = Float64Array.from({ length: 50 }, () => trainer.step().loss);
  await append(
    store,
    id,
    0,
    loss,
    [0, 20, 49].map((step) => ({ step, train: 0.5, test: 0.25 })),
    0.5,
  );
  await store.keepCheckpoint(id, trainer.checkpoint());
  await store.close();
  good = join(directory, 'good', id);
});
afterAll(() => rm(directory, { recursive: true }));

/** A linear congruential generator, so that what fails can be done again. */
function chance(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const values = [
  'null',
  'true',
  '[]',
  '{}',
  '""',
  '"x"',
  '-1',
  '0.5',
  '1e300',
  '1e999',
  '-1e999',
  '9007199254740993',
  '[[[[]]]]',
  `"${'x'.repeat(300)}"`,
  `[${'0,'.repeat(5000)}0]`,
  `${'['.repeat(3000)}${']'.repeat(3000)}`,
  '"\\u0000\\n"',
  '{"__proto__":{"a":1}}',
];

/** Spoils one file of a run in one of many ways. */
async function spoil(folder: string, roll: (below: number) => number): Promise<string> {
  const file = files[roll(files.length)];
  const path = join(folder, file);
  const bytes = new Uint8Array(await readFile(path));
  const way = roll(6);
  if (way === 0) await truncate(path, roll(bytes.length + 1));
  else if (way === 1) {
    for (let flips = 1 + roll(8); flips > 0; flips--) bytes[roll(bytes.length)] ^= 1 << roll(8);
    await writeFile(path, bytes);
  } else if (way === 2) {
    await writeFile(
      path,
      Uint8Array.from({ length: roll(5000) }, () => roll(256)),
    );
  } else if (way === 3) {
    // Values of another kind, wherever there is one after a colon.
    const text = new TextDecoder('latin1').decode(bytes);
    const places = [...text.matchAll(/:\s*("[^"]*"|[-\d.e]+|null|\[[^\]]*\])/g)];
    if (places.length > 0) {
      const place = places[roll(places.length)];
      const value = values[roll(values.length)];
      const changed = `${text.slice(0, place.index)}:${value}${text.slice(place.index + place[0].length)}`;
      await writeFile(path, changed, 'latin1');
    }
  } else if (way === 4) {
    await rm(path);
    if (roll(2)) await mkdir(path);
  } else {
    // Longer than anything that is ours, without taking room.
    await truncate(path, 2 ** (20 + roll(20)));
  }
  return `${file} way ${way}`;
}

it(`${count} spoilt stores open, and what they say can be used or is one sentence`, async () => {
  let usable = 0;
  let slowest = { took: 0, what: '' };
  for (let n = 0; n < count; n++) {
    const roll = chance(n);
    const runs = join(directory, 'spoilt');
    const folder = join(runs, '20260102030405-0a1b2c3d');
    await cp(good, folder, { recursive: true });
    await cp(good, join(runs, '20260102030405-ffffffff'), { recursive: true });
    const what = `seed ${n}: ${await spoil(folder, roll)}`;
    const began = performance.now();
    const store = await openStore(runs);
    for (const fault of store.faults) expect(fault.message, what).not.toContain('\n');
    const list = listed(store);
    expect(list.length + store.faults.length, what).toBe(2);
    differences(list);
    for (const run of list) {
      if (run.id.endsWith('ffffffff')) continue;
      usable++;
      expect(new Date(run.createdAt).toISOString(), what).toHaveLength(24);
      expect(Number.isFinite(run.seconds), what).toBe(true);
      const expectUsed = async (use: () => unknown) => {
        try {
          await use();
        } catch (error) {
          expect(
            error instanceof BadInput || (error instanceof Error && 'code' in error),
            `${what}: ${String(error)}`,
          ).toBe(true);
        }
      };
      await expectUsed(async () => {
        const series = await seriesOf(store, run.id);
        diagnose(series.loss, run.experiment);
        for (const format of ['csv', 'json'] as const) Array.from(exportRun(run, series, format));
        Array.from(exportShown([{ dtype: 'float64', name: run.name, series }]));
      });
      await expectUsed(async () => {
        const checkpoint = await store.checkpoint(run.id);
        if (checkpoint) networkFromCheckpoint(run.experiment, checkpoint, 3, 2);
        if (checkpoint) Trainer.restore(run.experiment, samples, samples, checkpoint).step();
      });
      await expectUsed(() => store.rename(run.id, 'renamed'));
    }
    const made = await store.create(list[0].experiment);
    await store.finish(made.id, { state: 'stopped' });
    await store.close();
    const took = performance.now() - began;
    if (took > slowest.took) slowest = { took, what };
    await rm(runs, { recursive: true });
  }
  console.log(`${usable} of ${count} still listed; the slowest took ${slowest.took.toFixed(0)} ms (${slowest.what})`);
  // On a machine that is busy with other things, too.
  expect(slowest.took).toBeLessThan(10_000);
});
