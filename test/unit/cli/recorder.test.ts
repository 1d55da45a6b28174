import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Recorder } from '../../../src/cli/recorder';
import { defaultExperiment } from '../../../src/runs/experiment';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'losslab-recorder-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('a disk that refuses is a sentence to print at the end, not the end of the run', async () => {
  const recorder = await Recorder.open(folder, defaultExperiment, 'plain');
  await rm(join(recorder.folder, 'loss.f64'));
  await mkdir(join(recorder.folder, 'loss.f64'));
  await recorder.flush({ loss: [2.3, 2.2], accuracy: [], seconds: 1 });
  await recorder.flush({ loss: [2.3, 2.2, 2.1], accuracy: [], seconds: 2 });
  expect(recorder.fault).toMatch(/cannot be saved \(EISDIR/);
});
