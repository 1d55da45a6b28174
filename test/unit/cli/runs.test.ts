import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { bundledCommandLine, type CommandLine } from './commandLine';

vi.setConfig({ testTimeout: 120_000 });

let lossLab: CommandLine;
let folder: string;
let runs: string;
const train = (...settings: string[]) =>
  lossLab(['train', '--runs', runs, '--json', ...settings.flatMap((setting) => ['--set', setting])]);
beforeAll(async () => {
  lossLab = await bundledCommandLine('cli-runs');
  folder = await mkdtemp(join(tmpdir(), 'losslab-runs-'));
  runs = join(folder, 'runs');
});
afterAll(() => rm(folder, { recursive: true }));

test('lists what is kept, newest first', async () => {
  await train('steps=3', 'evaluateEvery=1');
  await train('steps=20', 'optimizer.learningRate=1e300');
  const { stdout, stderr, code } = await lossLab(['runs', runs, '--json']);
  expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
  const [diverged, done] = (JSON.parse(stdout) as { runs: Record<string, unknown>[] }).runs;
  expect(done).toMatchObject({ name: '3 steps', state: 'done', steps: 3, accuracy: { step: 2 }, divergedAt: null });
  expect(done.loss).toBeCloseTo(2.3, 1);
  // As `train` has it: JSON has no number for it.
  expect(diverged).toMatchObject({ state: 'diverged', loss: null, experiment: { optimizer: { learningRate: 1e300 } } });
  expect((await readdir(runs)).filter((name) => /^\d/.test(name)).sort()).toEqual(
    [done, diverged].map(({ run }) => basename(String(run))),
  );
});

test('shows a line a run to a reader', async () => {
  const [diverged, done, ...more] = (await lossLab(['runs', runs])).stdout.trimEnd().split('\n');
  expect(more).toEqual([]);
  expect(done).toMatch(
    /^\d{14}-\w{8} {2}\d{4}-\d\d-\d\d \d\d:\d\d:\d\d {2}done {6}3 \/ 3 steps {3,}loss 2\.3\d\d {2,}test \d+\.\d\d\u00a0% {2}3 steps$/,
  );
  expect(diverged).toMatch(/ diverged {2}\d+ \/ 20 steps .* lr 1e300 · 20 steps$/);
});

test('makes no folder, and says of an empty one that it is', async () => {
  const none = join(folder, 'none');
  expect(await lossLab(['runs', none])).toEqual({ stdout: '', stderr: `${none}: there is no such folder.\n`, code: 2 });
  expect(await readdir(folder)).not.toContain('none');
  const empty = join(folder, 'empty');
  await mkdir(empty);
  expect(await lossLab(['runs', empty])).toEqual({ stdout: `no runs in ${empty}\n`, stderr: '', code: 0 });
  expect((await lossLab(['runs', empty, '--json'])).stdout).toBe('{"runs":[]}\n');
});

test('names a record that cannot be read, lists the others, and ends with 1', async () => {
  const damaged = join(runs, '20260101000000-00000001');
  await mkdir(damaged);
  await writeFile(join(damaged, 'run.json'), '{"version":');
  const { stdout, stderr, code } = await lossLab(['runs', runs, '--json']);
  await rm(damaged, { recursive: true });
  expect((JSON.parse(stdout) as { runs: unknown[] }).runs).toHaveLength(2);
  expect(stderr).toContain(join(damaged, 'run.json'));
  expect(code).toBe(1);
});
