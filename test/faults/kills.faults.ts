import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Plugin } from 'esbuild';
import { listed, openStore } from '../unit/runs/store/stores';
import { bundleCommandLine } from '../unit/cli/commandLine';

const kills = 20;

/** In the place of the line on stderr: how many steps are taken goes to a file, which outlives the process. */
const counting = (): Plugin => ({
  name: 'counting',
  setup(build) {
    build.onLoad({ filter: /progressLine\.ts$/ }, () => ({
      contents: `
        const { openSync, writeSync } = require('node:fs');
        const file = openSync(process.env.STEPS_TAKEN, 'w');
        export const progressLine = () => ({
          show: (words) => void writeSync(file, words.slice(5, 20).padEnd(15), 0),
          clear: () => undefined,
        });`,
      resolveDir: resolve('.'),
    }));
  },
});

let cli: string;
let directory: string;
beforeAll(async () => {
  cli = await bundleCommandLine('kills', [counting()]);
  directory = await mkdtemp(join(tmpdir(), 'losslab-kills-'));
});
afterAll(() => rm(directory, { recursive: true }));

/** A run that is killed some time after its first steps: how many it took, and what is left of it. */
async function killed(set: readonly string[]) {
  const runs = join(directory, 'runs');
  const counter = join(directory, 'steps');
  await rm(runs, { recursive: true, force: true });
  await rm(counter, { force: true });
  const words = ['train', '--runs', runs, ...set.flatMap((setting) => ['--set', setting])];
  const child = spawn(process.execPath, [cli, ...words], { env: { ...process.env, STEPS_TAKEN: counter } });
  const ended = new Promise((settle) => child.once('exit', settle));
  const taken = async () => parseInt((await readFile(counter, 'utf8').catch(() => '')).replaceAll(',', ''), 10) || 0;
  await vi.waitFor(async () => expect(await taken()).toBeGreaterThan(0), { timeout: 60_000, interval: 20 });
  const milliseconds = 300 + 4000 * Math.random();
  // What is waited for is nothing but a moment of chance.
  await sleep(milliseconds);
  child.kill('SIGKILL');
  await ended;
  const store = await openStore(runs);
  const [run] = listed(store);
  const files = await readdir(join(runs, run.id));
  const checkpoint = await store.checkpoint(run.id);
  await store.close();
  return { steps: await taken(), milliseconds, run, files, hasCheckpoint: checkpoint !== null };
}

it.each([
  ['the book’s network', ['steps=100000000']],
  ['steps that take next to nothing', ['steps=100000000', 'batch.size=1', 'network.hidden=[]']],
])(`${kills} kills at moments of chance lose little: %s`, async (name, set) => {
  const lost: number[] = [];
  const milliseconds: number[] = [];
  for (let kill = 0; kill < kills; kill++) {
    const { steps, run, files, hasCheckpoint, milliseconds: after } = await killed(set);
    expect(run.state).toBe('interrupted');
    expect(files.filter((file) => file.endsWith('.tmp'))).toEqual([]);
    if (after > 1500) expect(run.seconds).toBeGreaterThan(0);
    if (after > 3500) expect(hasCheckpoint).toBe(true);
    lost.push(steps - run.steps);
    milliseconds.push(((steps - run.steps) * after) / steps);
  }
  lost.sort((a, b) => a - b);
  milliseconds.sort((a, b) => a - b);
  const [median, most] = [lost[kills / 2], lost[kills - 1]];
  console.log(
    `${name}: steps lost: median ${median}, most ${most}; ms: median ${milliseconds[kills / 2].toFixed(0)}, most ${milliseconds[kills - 1].toFixed(0)}`,
  );
  expect(median).toBeLessThanOrEqual(1000);
  expect(most).toBeLessThanOrEqual(2000);
});
