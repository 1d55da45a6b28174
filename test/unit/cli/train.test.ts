import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { count } from '../../../src/engine/numberText';
import type { KernelsName } from '../../../src/engine';
import { fastestKernels } from '../../../src/kernels';
import type { AccuracyPoint } from '../../../src/runs/run';
import { listed, openStore, seriesOf } from '../runs/store/stores';
import { numpy } from '../engine/numpy';
import { bundleCommandLine, bundledCommandLine, type CommandLine } from './commandLine';

vi.setConfig({ testTimeout: 120_000 });

interface Trained {
  loss: (number | null)[];
  accuracy: AccuracyPoint[];
  seconds: number;
  run: string | null;
  state: string;
  kernels: KernelsName;
}

let lossLab: CommandLine;
let folder: string;
beforeAll(async () => {
  lossLab = await bundledCommandLine('cli-train');
  folder = await mkdtemp(join(tmpdir(), 'losslab-cli-'));
});
afterAll(() => rm(folder, { recursive: true }));

const file = async (name: string, text: string) => {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
};
const settings = (...words: string[]) => words.flatMap((word) => ['--set', word]);
const trained = (stdout: string) => JSON.parse(stdout) as Trained;

test('an experiment file and --set train what NumPy trained', async () => {
  const figures = numpy.training[0];
  const path = await file('book.losslab.json', '\uFEFF{"steps": 5, "dtype": "float32", "recordLoss": "after"}');
  const set = settings('dtype=float64', 'steps=40', `network.activation=${figures.activation}`, `seed=${figures.seed}`);
  const { stdout, stderr, code } = await lossLab(['train', path, ...set, '--json']);
  expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
  const { loss, accuracy, seconds, run } = trained(stdout);
  expect(loss).toHaveLength(40);
  loss.forEach((value, step) => expect(Math.abs((value ?? NaN) / figures.loss[step] - 1)).toBeLessThan(1e-9));
  expect(accuracy.map(({ step }) => step)).toEqual([0, 39]);
  expect(accuracy[0]).toEqual({ step: 0, train: figures.train_accuracy[0], test: figures.test_accuracy[0] });
  expect(seconds).toBeGreaterThan(0);
  expect(run).toBeNull();
});

test('--kernels choose what trains, and the run records them', async () => {
  const few = [...settings('steps=30', 'dtype=float64', 'batch.size=10'), '--json'];
  const by = async (...kernels: string[]) => trained((await lossLab(['train', ...few, ...kernels])).stdout);
  const [plain, simd, chosen] = [await by('--kernels', 'plain'), await by('--kernels', 'simd'), await by()];
  expect([plain.kernels, simd.kernels, chosen.kernels]).toEqual(['plain', 'simd', fastestKernels()]);
  expect(plain.loss).not.toEqual(simd.loss);
  plain.loss.forEach((loss, step) => expect(Math.abs((loss ?? NaN) / (simd.loss[step] ?? NaN) - 1)).toBeLessThan(1e-9));

  const runs = join(folder, 'plain');
  const { stdout } = await lossLab(['train', ...settings('steps=2'), '--runs', runs, '--kernels', 'plain']);
  expect(stdout).toContain(' s by the plain kernels, last loss ');
  const store = await openStore(runs);
  expect(listed(store)[0].kernels).toBe('plain');
  await store.close();

  const numerical = settings('steps=1', 'gradient=centralDifference', 'network.hidden=[2]', 'batch.size=5');
  expect(trained((await lossLab(['train', ...numerical, '--json'])).stdout).kernels).toBe('plain');
  expect(await lossLab(['train', ...numerical, '--kernels', 'simd'])).toEqual({
    stdout: '',
    stderr: 'The kernels “simd” take no numerical gradients, which plain code does: choose plain, auto.\n',
    code: 2,
  });

  const { stderr, code } = await lossLab(['train', '--kernels', 'fast']);
  expect({ stderr, code }).toEqual({
    stderr: '--kernels: expected auto or plain or simd or relaxed-simd, got "fast".\n',
    code: 2,
  });
});

test('the book’s run in float64 is the same to 1e-9 by plain code and by WebAssembly, over a thousand steps', async () => {
  const set = settings('dtype=float64', 'steps=1000', 'evaluateEvery=1000');
  const by = async (kernels: string) =>
    trained((await lossLab(['train', ...set, '--kernels', kernels, '--json'])).stdout).loss;
  const [plain, simd] = [await by('plain'), await by('simd')];
  expect(plain).toHaveLength(1000);
  plain.forEach((loss, step) => expect(Math.abs((loss ?? NaN) / (simd[step] ?? NaN) - 1)).toBeLessThan(1e-9));
});

test('--runs keeps the run where the editor finds it', async () => {
  const runs = join(folder, 'kept');
  const { stdout } = await lossLab(['train', '--runs', runs, ...settings('steps=3', 'evaluateEvery=2'), '--json']);
  const { loss, accuracy, run } = trained(stdout);
  const store = await openStore(runs);
  const [kept] = listed(store);
  expect(run).toBe(join(runs, kept.id));
  expect(kept).toMatchObject({ state: 'done', steps: 3, divergedAt: null });
  expect(await seriesOf(store, kept.id)).toEqual({ id: kept.id, loss: Float64Array.from(loss, Number), accuracy });
  expect(await store.checkpoint(kept.id)).not.toBeNull();
  await store.close();
});

// Windows has none of these but as an end at once.
const signals = process.platform === 'win32' ? ['SIGINT'] : ['SIGINT', 'SIGTERM', 'SIGHUP'];

test.each(signals)('%s stops cleanly: what was recorded is printed and kept, exit 1', async (signal) => {
  const runs = join(folder, `stopped-${signal}`);
  const stop = new AbortController();
  const ending = lossLab(['train', '--runs', runs, ...settings('steps=100000000'), '--json'], stop.signal);
  // Not before it records: a run's folder is there once it has begun.
  await vi.waitFor(
    async () => {
      const store = await openStore(runs);
      const steps = listed(store).at(0)?.id ? (await seriesOf(store, listed(store)[0].id)).loss.length : 0;
      await store.close();
      expect(steps).toBeGreaterThan(0);
    },
    { timeout: 60_000, interval: 100 },
  );
  stop.abort(signal);
  const { stdout, stderr, code } = await ending;
  const { loss, run } = trained(stdout);
  expect(stderr).toBe(
    `Stopped after ${count(loss.length)} of 100,000,000 steps.\nIt goes on with: loss-lab resume ${run}\n`,
  );
  expect(code).toBe(1);
  const store = await openStore(runs);
  expect(listed(store)).toMatchObject([{ id: basename(run ?? ''), state: 'stopped', steps: loss.length }]);
  await store.close();
});

test('Ctrl+C is heard within an evaluation, and a run without its last accuracy is not done', async () => {
  const runs = join(folder, 'unevaluated');
  const stop = new AbortController();
  // Plain code takes minutes to read all digits by so wide a network.
  const set = settings('steps=1', 'network.hidden=[3000]', 'batch.size=1');
  const ending = lossLab(['train', '--runs', runs, '--kernels', 'plain', ...set, '--json'], stop.signal);
  await vi.waitFor(
    async () => {
      const store = await openStore(runs);
      const steps = listed(store).at(0)?.steps;
      await store.close();
      expect(steps).toBe(1);
    },
    { timeout: 60_000, interval: 100 },
  );
  stop.abort();
  const { stdout, stderr, code } = await ending;
  const { loss, accuracy, state, run } = trained(stdout);
  expect(stderr).toBe(
    `Stopped after 1 of 1 steps, before the last accuracy.\nIt goes on with: loss-lab resume ${run}\n`,
  );
  expect(code).toBe(1);
  expect([loss.length, accuracy, state]).toEqual([1, [], 'stopped']);
  const store = await openStore(runs);
  expect(listed(store)).toMatchObject([{ state: 'stopped', steps: 1, accuracy: null }]);
  await store.close();
});

test('a run that diverges ends at its first loss that is not finite, null in JSON', async () => {
  const set = settings('optimizer.learningRate=1e300', 'steps=20');
  const { stdout, code } = await lossLab(['train', ...set, '--json']);
  const { loss } = trained(stdout);
  expect(code).toBe(0);
  expect(loss.slice(0, -1).every((value) => typeof value === 'number')).toBe(true);
  expect(loss.length).toBeLessThan(20);
  expect(loss.at(-1)).toBeNull();
  const { stdout: text } = await lossLab(['train', ...set]);
  expect(text).toContain(`diverged at step ${loss.length - 1}: the loss is not finite, try a smaller learning rate`);
  const { stdout: weights } = await lossLab([
    'train',
    ...settings('network.init={"kind":"normal","std":1e20}', 'steps=20'),
  ]);
  expect(weights).toContain('diverged at step 0: the loss is not finite, try smaller first weights');
});

test('a label to ignore that no sample has is said to be none, and trained without', async () => {
  const path = await file('ignored.losslab.json', '{"loss": {"ignoreIndex": 10}, "steps": 1}');
  const { stderr, code } = await lossLab(['train', path]);
  expect({ stderr, code }).toEqual({
    stderr: `${path}: loss.ignoreIndex: no sample has the label 10: they go from 0 to 9.\n`,
    code: 0,
  });
});

test('a step that fails ends the run: what was recorded is printed and kept, exit 1', async () => {
  const runs = join(folder, 'failed');
  const set = settings('batch.size=1', 'loss={"from":"logits","ignoreIndex":8}', 'steps=50');
  const { stdout, stderr, code } = await lossLab(['train', '--runs', runs, ...set, '--json']);
  const { loss, accuracy, run, state } = trained(stdout);
  expect(loss.length).toBeGreaterThan(0);
  expect(loss.length).toBeLessThan(50);
  expect({ code, state }).toEqual({ code: 1, state: 'failed' });
  const store = await openStore(runs);
  const [kept] = listed(store);
  expect(kept).toMatchObject({ id: basename(run ?? ''), state: 'failed', steps: loss.length });
  expect(stderr).toBe(`Step ${loss.length} failed: ${kept.message}\n`);
  expect(await seriesOf(store, kept.id)).toEqual({ id: kept.id, loss: Float64Array.from(loss, Number), accuracy });
  await store.close();
});

test('a run whose folder goes is not said to be kept', async () => {
  const runs = join(folder, 'gone');
  const set = settings('steps=100000000');
  const stop = new AbortController();
  const ending = lossLab(['train', '--runs', runs, ...set, '--json'], stop.signal);
  const isThere = async () => (await readdir(runs).catch(() => [])).some((name) => /^\d/.test(name));
  await vi.waitFor(async () => expect(await isThere()).toBe(true), { timeout: 60_000, interval: 20 });
  await rename(runs, `${runs}-elsewhere`);
  stop.abort();
  const { stdout, stderr, code } = await ending;
  const { loss, run } = trained(stdout);
  expect(loss.length).toBeGreaterThan(0);
  expect({ run, code }).toEqual({ run: null, code: 1 });
  const [said, ...end] = stderr.trimEnd().split('\n');
  expect(said).toBe(
    'The run “100,000,000 steps” cannot be saved (no such file or directory); it goes on, and saving is tried again.',
  );
  expect(end).toEqual([
    `Stopped after ${count(loss.length)} of 100,000,000 steps.`,
    expect.stringMatching(/^Not all of the run is kept in .*gone.* \(no such file or directory\)\.$/),
  ]);
});

describe('bad input: exit 2, one sentence on stderr, nothing on stdout, nothing kept', () => {
  test.each([
    ['--set steps', '--set: expected key.path=value, got "steps".'],
    ['--set stepps=1', 'stepps: there is no such key in an experiment.'],
    ['--set __proto__.steps=1', '__proto__: there is no such key in an experiment.'],
    ['--set network.hidden=[0]', 'network.hidden.0: expected a whole number from 1 to 100,000, got 0.'],
    ['--set optimizer.learningRate=-1', 'optimizer.learningRate: expected a positive number, got -1.'],
    ['--set dtype=float16', 'dtype: expected "float32" or "float64", got "float16".'],
    ['--set loss.classWeights=[1,1,1]', 'loss.classWeights: expected 10 weights, one a class, got 3.'],
    ['--set batch.size=60001', 'batch.size: expected at most the 60,000 training samples, got 60,001.'],
    ['--set batch.size=1e12', 'batch.size: expected at most the 60,000 training samples, got 1,000,000,000,000.'],
    ['a b', 'Expected one experiment file, got 2.'],
    ['none.losslab.json', 'none.losslab.json: the file cannot be read (there is no such file).'],
  ])('loss-lab train %s', async (line, sentence) => {
    const runs = join(folder, 'nothing');
    expect(await lossLab(['train', '--runs', runs, ...line.split(' ')])).toEqual({
      stdout: '',
      stderr: `${sentence}\n`,
      code: 2,
    });
    const store = await openStore(runs);
    expect(listed(store)).toEqual([]);
    await store.close();
  });

  test('a file is named where its experiment does not fit the data, but not for what --set put in', async () => {
    const path = await file('large.losslab.json', '{"batch": {"size": 70000}}');
    const sentence = 'batch.size: expected at most the 60,000 training samples, got 70,000.\n';
    for (const command of ['train', 'gradcheck'])
      expect(await lossLab([command, path])).toEqual({ stdout: '', stderr: `${path}: ${sentence}`, code: 2 });
    const set = settings('batch={"size":70000}');
    expect(await lossLab(['train', path, ...set])).toEqual({ stdout: '', stderr: sentence, code: 2 });
  });

  test('more memory than there is', async () => {
    const { stderr, code } = await lossLab([
      'train',
      ...settings(`network.hidden=[${Array<number>(20).fill(100_000).join(',')}]`),
    ]);
    expect(stderr).toMatch(/^network\.hidden: this network needs [\d,.]+ GB, expected at most half of .*\.\n$/);
    expect(code).toBe(2);
  });

  test.each([
    ['{"steps": 3,', /: expected JSON: line 1, column 13 has the end where a key in double quotes belongs\.$/],
    ['[]', /: expected a JSON object\.$/],
    ['{"step": 3}', /: step: there is no such key in an experiment\.$/],
  ])('a file that holds %s is named', async (text, sentence) => {
    const path = await file('wrong.losslab.json', text);
    const { stderr, code } = await lossLab(['train', path]);
    expect(stderr.startsWith(path)).toBe(true);
    expect(stderr.trimEnd()).toMatch(sentence);
    expect(stderr.trimEnd()).not.toContain('\n');
    expect(code).toBe(2);
  });

  test.skipIf(process.platform === 'win32')('a folder of runs that is a link to nowhere', async () => {
    const path = join(folder, 'dangling');
    await symlink('/nowhere/deep', path);
    const { stderr, code } = await lossLab(['train', '--runs', path, ...settings('steps=1')]);
    expect(stderr).toBe(`No run can be kept in ${path} (something that is no folder has this name).\n`);
    expect(code).toBe(2);
  });

  test.skipIf(process.platform === 'win32')('a disk that is full at once is no bad input', async () => {
    const cli = await bundleCommandLine('cli-train-full');
    const line = `ulimit -f 0; exec "$0" "$1" train --runs "$2" --set steps=1`;
    const { status, stderr } = spawnSync('sh', ['-c', line, process.execPath, cli, join(folder, 'full')], {
      encoding: 'utf8',
    });
    expect(stderr).toMatch(/^No run can be kept in .*full \(file too large\)\.\n$/);
    expect(status).toBe(1);
  });

  test('a folder of runs that is a file', async () => {
    const path = await file('runs', '');
    const { stderr, code } = await lossLab(['train', '--runs', path, ...settings('steps=1')]);
    expect(stderr).toBe(`The folder of runs ${path} cannot be read (it, or what it lies in, is no folder).\n`);
    expect(code).toBe(2);
  });
});
