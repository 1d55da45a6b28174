import { mkdtemp, rename, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Recorder, type Recorded } from '../../../src/cli/recorder';
import { Trainer } from '../../../src/engine';
import { checkExperiment } from '../../../src/runs/experiment/experiment';
import { listed, openStore, seriesOf } from '../runs/store/stores';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'losslab-recorder-'));
});
afterEach(async () => {
  vi.useRealTimers();
  await rm(folder, { recursive: true });
});

const experiment = checkExperiment({ network: { hidden: [] }, batch: { size: 1 } });
const samples = { count: 1, inputs: 1, classes: 2, pixels: Uint8Array.of(255), labels: Uint8Array.of(1) };
const made = () => new Trainer(experiment, samples, samples);
const of = (...loss: number[]): Recorded => ({ loss, accuracy: [], seconds: loss.length / 10 });

const recording = async () => {
  const said: string[] = [];
  const recorder = await Recorder.open(folder, experiment, 'plain', undefined, (sentence) => said.push(sentence));
  return { recorder, said };
};

describe('a disk that refuses', () => {
  test.skipIf(process.platform !== 'linux')('is said when it begins to, and again when it does so again', async () => {
    const { recorder, said } = await recording();
    const trainer = made();
    const loss = join(recorder.folder, 'loss.f64');
    const refused = async (...losses: number[]) => {
      await rename(loss, join(folder, 'aside'));
      await symlink('/dev/full', loss);
      for (let count = 1; count <= losses.length; count++) await recorder.keep(of(...losses.slice(0, count)), trainer);
      await rename(join(folder, 'aside'), loss);
    };
    await recorder.keep(of(2.3), trainer);
    await refused(2.3, 2.2);
    expect(said).toEqual([expect.stringMatching(/cannot be saved \(no space [^)]*\); it goes on/)]);
    expect(recorder.unsaved).toMatch(/^no space/);
    await recorder.keep(of(2.3, 2.2, 2.1), trainer);
    expect(recorder.unsaved).toBeUndefined();
    await refused(2.3, 2.2, 2.1, 2);
    expect(said).toHaveLength(2);
    await recorder.finish(of(2.3, 2.2, 2.1, 2, 1.9), trainer, { state: 'stopped', message: null });
    expect(recorder.unsaved).toBeUndefined();
    const store = await openStore(folder);
    expect((await seriesOf(store, listed(store)[0].id)).loss).toEqual(Float64Array.of(2.3, 2.2, 2.1, 2, 1.9));
  });

  test('until the end leaves the run unsaved, also when it was not asked before', async () => {
    const { recorder } = await recording();
    await recorder.keep(of(2.3), made());
    await rename(recorder.folder, join(folder, 'aside'));
    await recorder.finish(of(2.3), made(), { state: 'failed', message: 'Why.' });
    expect(recorder.unsaved).toBe('no such file or directory');
  });
});

test('a run that is cut short has its seconds and a checkpoint', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const { recorder } = await recording();
  const trainer = made();
  trainer.step();
  await recorder.keep(of(2.3), trainer);
  vi.advanceTimersByTime(2000);
  trainer.step();
  await recorder.keep(of(2.3, 2.2), trainer);
  await rm(join(recorder.folder, 'owner.json'));
  const store = await openStore(folder);
  const [run] = listed(store);
  expect(run).toMatchObject({ state: 'interrupted', steps: 2, seconds: 0.2 });
  const checkpoint = await store.checkpoint(run.id);
  expect(Trainer.restore(experiment, samples, samples, checkpoint ?? new Uint8Array()).stepsDone).toBe(2);
});
