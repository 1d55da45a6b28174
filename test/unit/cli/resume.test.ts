import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { bundleCommandLine, bundledCommandLine, type CommandLine } from './commandLine';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

interface Told {
  loss: number[];
  accuracy: object[];
  state: string;
  run: string | null;
}

let run: CommandLine;
let cli: string;
beforeAll(async () => {
  run = await bundledCommandLine('cli-resume');
  cli = await bundleCommandLine('cli-resume-killed');
});

let runs: string;
beforeEach(async () => {
  runs = await mkdtemp(join(tmpdir(), 'losslab-resume-'));
});
afterEach(() => rm(runs, { recursive: true }));

const experiment = ['network.hidden=[4]', 'batch.size=10', 'batch.sampling=shuffle', 'evaluateEvery=400', 'seed=3'];
const train = (steps: number) => [
  'train',
  '--json',
  ...[...experiment, `steps=${steps}`].flatMap((set) => ['--set', set]),
];
const json = async (...words: string[]) => JSON.parse((await run(words)).stdout) as Told;
const folder = async () => join(runs, (await readdir(runs)).find((name) => /^\d{14}-/.test(name)) ?? '');

test('a killed run goes on to the losses and accuracies of one that was not', async () => {
  const whole = await json(...train(1500));
  const child = spawn(process.execPath, [cli, ...train(1500), '--runs', runs], { stdio: 'ignore' });
  const isWritten = async () => (await stat(join(await folder(), 'loss.f64')).catch(() => ({ size: 0 }))).size > 0;
  await expect.poll(isWritten, { timeout: 60_000, interval: 5 }).toBe(true);
  child.kill('SIGKILL');
  await new Promise((resolve) => child.once('exit', resolve));
  const resumed = await json('resume', await folder(), '--json');
  expect(resumed).toMatchObject({ state: 'done', loss: whole.loss, accuracy: whole.accuracy, run: await folder() });
  // And further, as if it had been meant to be longer.
  const further = await json('resume', await folder(), '--steps', '1700', '--json');
  const longer = await json(...train(1700));
  expect([further.loss, further.accuracy]).toEqual([longer.loss, longer.accuracy]);
});

test('a run that was stopped says how it goes on; one that is over, and what is none, is refused in a sentence', async () => {
  const stopping = new AbortController();
  const ended = run([...train(100_000_000), '--runs', runs], stopping.signal);
  await expect.poll(folder, { timeout: 60_000 }).not.toBe(runs);
  stopping.abort();
  expect((await ended).stderr).toContain(`It goes on with: loss-lab resume ${await folder()}\n`);
  const steps = String((JSON.parse((await ended).stdout) as Told).loss.length + 5);
  expect(await json('resume', await folder(), '--steps', steps, '--json')).toMatchObject({ state: 'done' });
  const refused = async (...words: string[]) => {
    const { stderr, code } = await run(['resume', ...words]);
    return [code, stderr.trim().replaceAll(runs, 'RUNS')];
  };
  expect(await refused(await folder())).toEqual([
    2,
    expect.stringMatching(/^steps: the run “.*” has taken [\d,]+: expected at least/),
  ]);
  expect(await refused(await folder(), '--steps', 'x')).toEqual([2, '--steps: expected a number, got "x".']);
  expect(await refused(runs)).toEqual([2, 'RUNS: this is no folder of a run.']);
  expect(await refused(join(runs, 'none'))).toEqual([2, 'RUNS/none: there is no such folder.']);
  expect(await refused()).toEqual([2, 'Expected the folder of one run, got 0.']);
});
