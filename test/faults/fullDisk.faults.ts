import { execFileSync, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { count } from '../../src/engine/numberText';
import { listed, openStore, seriesOf } from '../unit/runs/store/stores';
import { bundleCommandLine } from '../unit/cli/commandLine';

let cli: string;
let directory: string;
beforeAll(async () => {
  cli = await bundleCommandLine('full-disk');
  directory = await mkdtemp(join(tmpdir(), 'losslab-full-'));
});
afterAll(() => rm(directory, { recursive: true }));

const mount = (...words: string[]) => execFileSync('mount', words, { stdio: 'pipe' });

/** Whether this process may mount; asked once, by doing it. */
const mayMount = (() => {
  if (process.platform !== 'linux') return false;
  try {
    execFileSync('sh', ['-c', 'd=$(mktemp -d) && mount -t tmpfs -o size=64k tmpfs "$d" && umount "$d" && rmdir "$d"'], {
      stdio: 'pipe',
    });
    return true;
  } catch {
    return false;
  }
})();

/** A folder with a file system of its own of so many bytes. */
async function smallDisk(name: string, size: number): Promise<string> {
  const path = join(directory, name);
  await mkdir(path);
  mount('-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', path);
  onTestFinished(() => void execFileSync('umount', ['-l', path]));
  return path;
}

/** A run that goes on until it is interrupted. */
function training(runs: string) {
  const set = ['steps=100000000', 'evaluateEvery=100000000'].flatMap((setting) => ['--set', setting]);
  const child = spawn(process.execPath, [cli, 'train', '--runs', runs, ...set, '--json']);
  onTestFinished(() => void child.kill('SIGKILL'));
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const closed = new Promise<number | null>((settle) => child.once('close', settle));
  return {
    said: () => stderr.split('\n').filter((line) => line !== ''),
    async stop() {
      child.kill('SIGINT');
      const code = await closed;
      return { code, ...(JSON.parse(stdout) as { loss: number[]; run: string | null }) };
    },
  };
}

const eventually = <T>(check: () => T) => vi.waitFor(check, { timeout: 60_000, interval: 20 });
const runsIn = async (runs: string) => (await readdir(runs).catch(() => [])).filter((name) => /^\d/.test(name));

async function kept(runs: string): Promise<number[]> {
  const store = await openStore(runs);
  const { loss } = await seriesOf(store, listed(store)[0].id);
  await store.close();
  return [...loss];
}

describe.skipIf(!mayMount)('a disk that mounting one is allowed for', () => {
  it('is full, has room, is full again and has room again: each time said, all of it kept', async () => {
    const disk = await smallDisk('disk', 8 * 2 ** 20);
    const filler = join(disk, 'filler');
    const fill = () => writeFile(filler, new Uint8Array(2 ** 24)).catch(() => undefined);
    const runs = join(disk, 'runs');
    const run = training(runs);
    await eventually(async () => expect(await runsIn(runs)).toHaveLength(1));
    for (let times = 1; times <= 2; times++) {
      await fill();
      await eventually(() => expect(run.said()).toHaveLength(times));
      expect(run.said().at(-1)).toMatch(/cannot be saved \(no space [^)]*\); it goes on, and saving is tried again\.$/);
      await rm(filler);
      // It has room again when what is on the disk grows again.
      const before = (await kept(runs)).length;
      await eventually(async () => expect((await kept(runs)).length).toBeGreaterThan(before + 1000));
    }
    const { code, loss, run: folder } = await run.stop();
    expect(code).toBe(1);
    expect(folder).toBe(join(runs, (await runsIn(runs))[0]));
    expect(run.said().slice(2)).toEqual([
      `Stopped after ${count(loss.length)} of 100,000,000 steps.`,
      `It goes on with: loss-lab resume ${folder}`,
    ]);
    expect(await kept(runs)).toEqual(loss);
  });

  it('is full until the end: the run is kept nowhere, and that is said', async () => {
    const disk = await smallDisk('full', 4 * 2 ** 20);
    const runs = join(disk, 'runs');
    const run = training(runs);
    await eventually(async () => expect(await runsIn(runs)).toHaveLength(1));
    await writeFile(join(disk, 'filler'), new Uint8Array(2 ** 23)).catch(() => undefined);
    await eventually(() => expect(run.said()).toHaveLength(1));
    const { code, run: folder } = await run.stop();
    expect({ code, folder }).toEqual({ code: 1, folder: null });
    expect(run.said().at(-1)).toMatch(/^Not all of the run is kept in .* \(no space left on device\)\.$/);
  });

  it('can be read only', async () => {
    const disk = await smallDisk('read-only', 8 * 2 ** 20);
    const runs = join(disk, 'runs');
    const run = training(runs);
    await eventually(async () => expect(await runsIn(runs)).toHaveLength(1));
    // A file that is being written this moment keeps the disk as it is.
    await eventually(() => mount('-o', 'remount,ro', disk));
    await eventually(() => expect(run.said().at(-1)).toMatch(/cannot be saved \(EROFS: read-only file system\)/));
    mount('-o', 'remount,rw', disk);
    const before = (await kept(runs)).length;
    await eventually(async () => expect((await kept(runs)).length).toBeGreaterThan(before + 1000));
    const { loss } = await run.stop();
    expect(await kept(runs)).toEqual(loss);
  });
});

it('a folder that goes and comes back', async () => {
  const runs = join(directory, 'runs');
  const run = training(runs);
  await eventually(async () => expect(await runsIn(runs)).toHaveLength(1));
  for (let times = 1; times <= 2; times++) {
    await rename(runs, `${runs}-aside`);
    await eventually(() => expect(run.said()).toHaveLength(times));
    expect(run.said().at(-1)).toContain('cannot be saved (no such file or directory)');
    await rename(`${runs}-aside`, runs);
    const before = (await kept(runs)).length;
    await eventually(async () => expect((await kept(runs)).length).toBeGreaterThan(before + 1000));
  }
  const { loss } = await run.stop();
  expect(await kept(runs)).toEqual(loss);
});
