import { execFileSync, spawn } from 'node:child_process';
import {
  appendFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { hostname, tmpdir, uptime } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { beatEvery } from '../../../../src/runs/store/owner';
import { defaultExperiment } from '../../../../src/runs/experiment/experiment';
import { beganAt, machine } from '../../../../src/runs/store/process';
import { append, listed, openStore, seriesOf } from './stores';
import { bundled } from '../../bundled';

vi.setConfig({ testTimeout: 60_000 });
const eventually = <T>(check: () => T) => vi.waitFor(check, { timeout: 50_000, interval: 5 });

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'losslab-runs-'));
});
afterEach(async () => {
  vi.useRealTimers();
  await rm(directory, { recursive: true });
});

/** Starts a process that records until it is killed; `kept` resolves once it said that it kept `steps` steps. */
async function recorder() {
  const child = spawn(process.execPath, [await bundled('test/unit/runs/store/recordForever.ts'), directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = new Promise((resolve) => child.once('exit', resolve));
  let last = { id: '', steps: 0 };
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => {
    const [id, steps] = line.split(' ');
    last = { id: id, steps: Number(steps) };
  });
  return {
    kept: (steps: number) =>
      eventually(() => {
        expect(last.steps).toBeGreaterThanOrEqual(steps);
        return last;
      }),
    signal: (signal: NodeJS.Signals) => child.kill(signal),
    async kill() {
      child.kill('SIGKILL');
      await exit;
      return last;
    },
  };
}

/** A run of 3 steps whose process is gone. */
async function abandoned(): Promise<string> {
  const store = await openStore(directory);
  const { id } = await store.create(defaultExperiment);
  await append(store, id, 0, Float64Array.of(3, 2, 1), [{ step: 0, train: 0.1, test: 0.2 }], 0.5);
  await store.close();
  await rm(join(directory, id, 'owner.json'));
  return id;
}

describe('a run whose process was killed', () => {
  it('reopens with everything it had kept, as interrupted', async () => {
    const child = await recorder();
    await child.kept(5000);
    const { id, steps } = await child.kill();
    const store = await openStore(directory);
    const [run] = listed(store);
    expect(run).toMatchObject({ id, state: 'interrupted' });
    expect(run.steps).toBeGreaterThanOrEqual(steps);
    const { loss, accuracy } = await seriesOf(store, id);
    expect(loss).toEqual(Float64Array.from({ length: run.steps }, (_, step) => step / 2));
    expect(run.finalLoss).toBe((run.steps - 1) / 2);
    expect(accuracy.length).toBeGreaterThanOrEqual(steps / 100);
    // Of the two files one may have been written last.
    expect([accuracy.at(-1), null]).toContainEqual(run.accuracy);
    expect(run.seconds).toBeGreaterThan(0);
    const checkpoint = await store.checkpoint(id);
    expect(new Set(checkpoint)).toHaveProperty('size', 1);
    expect(checkpoint).toHaveLength(1000);
    expect(listed(await openStore(directory))).toEqual([run]);
    await store.remove(id);
  });

  it('is left alone as long as its process lives in another window', async () => {
    const child = await recorder();
    const { id } = await child.kept(1000);
    const store = await openStore(directory);
    expect(listed(store)).toMatchObject([{ id, state: 'running' }]);
    await expect(store.rename(id, 'mine')).rejects.toThrow('The run “100,000,000 steps” goes on in another window.');
    await expect(store.remove(id)).rejects.toThrow('The run “100,000,000 steps” goes on in another window.');
    await expect(append(store, id, 0, Float64Array.of(1), [])).rejects.toThrow(
      'The run “100,000,000 steps” is not recorded by this window.',
    );
    const mine = await store.create(defaultExperiment);
    expect(mine).toMatchObject({ name: 'relu · lr 0.1', color: 1 });
    const { steps } = await child.kept(listed(store)[1].steps + 1000);
    expect((await seriesOf(store, id)).loss.length).toBeGreaterThanOrEqual(steps);
    await child.kill();
    expect(listed(await openStore(directory))).toMatchObject([
      { id: mine.id, state: 'running' },
      { id, state: 'interrupted' },
    ]);
  });

  it('is followed by the windows that did not record it', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const child = await recorder();
    const { id } = await child.kept(100);
    const store = await openStore(directory);
    const states: string[] = [];
    store.onElsewhere(() => states.push(listed(store)[0].state));
    vi.advanceTimersByTime(beatEvery);
    await eventually(() => expect(states).toEqual(['running']));
    await child.kill();
    vi.advanceTimersByTime(beatEvery);
    await eventually(() => expect(states).toEqual(['running', 'interrupted']));
    expect(listed(store)).toMatchObject([{ id, state: 'interrupted' }]);
    await store.close();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is not taken for alive by the number of its process alone', async () => {
    const id = await abandoned();
    const owner = { host: hostname(), pid: process.ppid, token: 'another', beatAt: Date.now() };
    const longAgo = Date.now() - 15 * 60_000;
    const stateWith = async (change: object) => {
      await writeFile(join(directory, id, 'owner.json'), JSON.stringify({ ...owner, ...change }));
      const [run] = listed(await openStore(directory));
      return run.state;
    };
    expect(await stateWith({})).toBe('running');
    expect(await stateWith({ host: 'elsewhere', pid: 1e9 })).toBe('running');
    // A process that began after its owner was heard of is another, which has its number now.
    const began = await beganAt(process.ppid);
    expect(await stateWith({ beatAt: began + 1000 })).toBe('running');
    expect(await stateWith({ beatAt: began - 60_000 })).toBe('interrupted');
    expect(await stateWith({ beatAt: Date.now() - 2000 * uptime() })).toBe('interrupted');
    expect(await stateWith({ host: 'elsewhere', beatAt: longAgo })).toBe('interrupted');
    expect(await stateWith({ pid: process.pid })).toBe('interrupted');
    expect(await stateWith({ pid: 1e9 })).toBe('interrupted');
    for (const pid of ['x', 0, -1, 1.5, 1e300]) expect(await stateWith({ pid })).toBe('interrupted');
    if (machine === undefined) return;
    // Where the system tells when a process began, that decides, and not how long ago it was heard of.
    const started = execFileSync('cut', ['-d', ' ', '-f22', `/proc/${process.ppid}/stat`], { encoding: 'utf8' }).trim();
    expect(await stateWith({ machine, started, beatAt: longAgo })).toBe('running');
    expect(await stateWith({ machine, started: '1' })).toBe('interrupted');
    expect(await stateWith({ machine, started, pid: 1e9 })).toBe('interrupted');
    expect(await stateWith({ machine: 'before it was started anew', started, beatAt: longAgo })).toBe('interrupted');
  });

  it.skipIf(process.platform === 'win32')('lives as long as its process does, stopped or not', async () => {
    const child = await recorder();
    const { id } = await child.kept(100);
    child.signal('SIGSTOP');
    const owner = join(directory, id, 'owner.json');
    const said = JSON.parse(await readFile(owner, 'utf8')) as object;
    const beatAt = Date.now() - 63_000;
    await writeFile(owner, JSON.stringify({ ...said, beatAt }));
    const store = await openStore(directory);
    expect(listed(store)).toMatchObject([{ id, state: 'running' }]);
    await expect(store.remove(id)).rejects.toThrow('goes on in another window');
    child.signal('SIGCONT');
    await child.kill();
    expect(listed(await openStore(directory))).toMatchObject([{ id, state: 'interrupted' }]);
    await store.remove(id);
  });

  it('is alive again when it is heard of again, and looked at before it is deleted', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const id = await abandoned();
    const owner = { host: 'elsewhere', pid: 1, token: 'another' };
    const beat = (beatAt: number) => writeFile(join(directory, id, 'owner.json'), JSON.stringify({ ...owner, beatAt }));
    await beat(Date.now() - 15 * 60_000);
    const store = await openStore(directory);
    const states: string[] = [];
    store.onElsewhere(() => states.push(listed(store)[0].state));
    expect(listed(store)).toMatchObject([{ id, state: 'interrupted' }]);
    await expect(store.remove(id)).rejects.toThrow('The run “relu · lr 0.1” may still go on elsewhere');
    await expect(store.rename(id, 'mine')).rejects.toThrow('The run “relu · lr 0.1” may still go on elsewhere');
    await beat(Date.now());
    await expect(store.remove(id)).rejects.toThrow('The run “relu · lr 0.1” goes on in another window.');
    await beat(Date.now() - 15 * 60_000);
    vi.advanceTimersByTime(beatEvery);
    await eventually(() => expect(states).toEqual(['interrupted']));
    await beat(Date.now());
    vi.advanceTimersByTime(beatEvery);
    await eventually(() => expect(states).toEqual(['interrupted', 'running']));
    await rm(join(directory, id, 'owner.json'));
    await store.remove(id);
    expect(await readdir(directory)).toEqual(['.bin']);
  });

  it.skipIf(process.platform === 'win32')('is not given up while its owner cannot be read', async () => {
    const id = await abandoned();
    const owner = join(directory, id, 'owner.json');
    await symlink('owner.json', owner);
    const store = await openStore(directory);
    await expect(store.remove(id)).rejects.toThrow('may still go on elsewhere');
    await rm(owner);
    await store.rename(id, 'mine');
    const { run } = JSON.parse(await readFile(join(directory, id, 'run.json'), 'utf8')) as { run: object };
    expect(run).toMatchObject({ name: 'mine', state: 'running' });
  });

  it('leaves no half-written file behind, and whoever still writes one keeps it', async () => {
    const id = await abandoned();
    const there = ['checkpoint.bin.999999999-1.tmp', `run.json.${process.pid}-1.tmp`];
    const others = ['mine.tmp', 'notes.txt.999999999-1.tmp', 'checkpoint.bin.x-1.tmp'];
    for (const name of [...there, ...others]) await writeFile(join(directory, id, name), '');
    await openStore(directory);
    const left = (await readdir(join(directory, id))).filter((name) => name.endsWith('.tmp'));
    expect(left.sort()).toEqual([...others, there[1]].sort());
  });
});

describe('what a kill tore', () => {
  it('is left out at the end of the losses and accuracies', async () => {
    const id = await abandoned();
    await truncate(join(directory, id, 'loss.f64'), 3 * 8 - 3);
    await appendFile(join(directory, id, 'accuracy-train.f64x2'), Buffer.alloc(8, 1));
    await appendFile(join(directory, id, 'accuracy-test.f64x2'), Buffer.alloc(12, 1));
    const store = await openStore(directory);
    expect(listed(store)).toMatchObject([
      { state: 'interrupted', steps: 2, finalLoss: 2, accuracy: { step: 0, train: 0.1, test: 0.2 } },
    ]);
    expect(await seriesOf(store, id)).toEqual({
      id,
      loss: Float64Array.of(3, 2),
      accuracy: [{ step: 0, train: 0.1, test: 0.2 }],
    });
  });

  it('is left out of the accuracies, whatever follows', async () => {
    const id = await abandoned();
    const pairs = (...numbers: number[]) => new Uint8Array(Float64Array.from(numbers).buffer);
    await appendFile(join(directory, id, 'accuracy-train.f64x2'), pairs(NaN, 1, 1e99, 1, 5, 7, 600, 1));
    await appendFile(join(directory, id, 'accuracy-test.f64x2'), pairs(600, 0.5));
    const store = await openStore(directory);
    const last = { step: 600, train: 1, test: 0.5 };
    expect((await seriesOf(store, id)).accuracy).toEqual([{ step: 0, train: 0.1, test: 0.2 }, last]);
    expect(listed(store)[0].accuracy).toEqual(last);
  });

  it('may be a whole file', async () => {
    const id = await abandoned();
    await rm(join(directory, id, 'loss.f64'));
    for (const set of ['train', 'test']) await rm(join(directory, id, `accuracy-${set}.f64x2`));
    const store = await openStore(directory);
    expect(listed(store)).toMatchObject([{ steps: 0, finalLoss: null, accuracy: null }]);
    expect(await seriesOf(store, id)).toEqual({ id, loss: new Float64Array(), accuracy: [] });
    expect(await store.checkpoint(id)).toBeNull();
  });
});

describe('a damaged record', () => {
  it('is left out of the list, left as it is, and named', async () => {
    const id = await abandoned();
    const good = JSON.parse(await readFile(join(directory, id, 'run.json'), 'utf8')) as { run: object };
    const texts: Record<string, string> = {
      a: '{"version": 1, "na',
      b: JSON.stringify({ ...good, run: { ...good.run, state: 'asleep' } }),
      c: JSON.stringify({
        ...good,
        run: { ...good.run, source: { kind: 'experiment', experiment: { optimizer: { learningRate: -1 } } } },
      }),
      d: JSON.stringify({ ...good, version: 0 }),
      e: 'null',
    };
    for (const [name, text] of Object.entries(texts)) {
      await mkdir(join(directory, name));
      await writeFile(join(directory, name, 'run.json'), text);
    }
    await mkdir(join(directory, 'f'));
    const lost = '20260102030405-0a1b2c3d';
    await mkdir(join(directory, lost));
    await writeFile(join(directory, lost, 'loss.f64'), '');
    // Somebody's own is no damage, whatever it is called.
    await mkdir(join(directory, '20260102030405-ffffffff'));
    await writeFile(join(directory, '20260102030405-ffffffff', 'notes.txt'), '');
    await mkdir(join(directory, 'Not a run'));
    const store = await openStore(directory);
    expect(listed(store).map((run) => run.id)).toEqual([id]);
    const file = (name: string) => join(directory, name, 'run.json');
    expect(store.faults.map(({ message }) => message).sort()).toEqual([
      `${join(directory, lost)} has no record of a run.`,
      `${file('a')} is damaged: expected the JSON record of a run.`,
      `${file('b')} is damaged: “run.state” is not as the record of a run has it.`,
      `${file('c')} is damaged: “run.source.experiment.optimizer.learningRate” is not as the record of a run has it.`,
      `${file('d')} is damaged: “version” is not as the record of a run has it.`,
      `${file('e')} is damaged: expected the JSON record of a run.`,
    ]);
    expect(await readFile(file('b'), 'utf8')).toBe(texts.b);
  });

  it('is one sentence when it is the whole directory', async () => {
    const file = join(directory, 'file');
    await writeFile(file, '');
    await expect(openStore(file)).rejects.toThrow(
      `The folder of runs ${file} cannot be read (it, or what it lies in, is no folder).`,
    );
    const store = await openStore(join(file, '..', 'new'));
    await writeFile(join(directory, 'new'), '');
    await expect(store.create(defaultExperiment)).rejects.toThrow(
      /^No run can be kept in .*new \(it, or what it lies in, is no folder\)\.$/,
    );
    expect(listed(store)).toEqual([]);
  });
});

describe('a disk that refuses', () => {
  it.skipIf(process.platform !== 'linux')(
    'is told each time that it begins to, and costs nothing once it takes writes again',
    async () => {
      const store = await openStore(directory);
      const { id, name } = await store.create(defaultExperiment);
      await append(store, id, 0, Float64Array.of(1), []);
      const loss = join(directory, id, 'loss.f64');
      const aside = join(directory, 'aside');
      const full = async (isFull: boolean) => {
        if (!isFull) return rename(aside, loss);
        await rename(loss, aside);
        await symlink('/dev/full', loss);
      };
      await full(true);
      await expect(append(store, id, 1, Float64Array.of(2), [{ step: 1, train: 0, test: 0 }])).rejects.toThrow(
        `The run “${name}” cannot be saved (no space left on device); it goes on, and saving is tried again.`,
      );
      await append(store, id, 2, Float64Array.of(3), []);
      await store.keepCheckpoint(id, Uint8Array.of(1));
      expect(store.unsaved(id)).toBe('no space left on device');
      await rm(loss);
      await expect(append(store, id, 3, Float64Array.of(4), [])).rejects.toThrow('cannot be saved (no such');
      await full(false);
      await append(store, id, 4, Float64Array.of(5), []);
      expect(store.unsaved(id)).toBeUndefined();
      await full(true);
      await expect(append(store, id, 5, Float64Array.of(6), [])).rejects.toThrow('cannot be saved (no space');
      await full(false);
      await store.finish(id, { state: 'done' });
      const again = await openStore(directory);
      expect(listed(again)).toMatchObject([{ state: 'done', steps: 6 }]);
      expect(await seriesOf(again, id)).toEqual({
        id,
        loss: Float64Array.of(1, 2, 3, 4, 5, 6),
        accuracy: [{ step: 1, train: 0, test: 0 }],
      });
      expect(await again.checkpoint(id)).toEqual(Uint8Array.of(1));
    },
  );

  it('still gets what it refused when the run has ended meanwhile', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const store = await openStore(directory);
    const { id } = await store.create(defaultExperiment);
    const folder = join(directory, id);
    await rename(folder, join(directory, 'aside'));
    await expect(append(store, id, 0, Float64Array.of(1), [])).rejects.toThrow(
      'cannot be saved (no such file or directory)',
    );
    await expect(store.finish(id, { state: 'done' })).rejects.toThrow(
      'The run “relu · lr 0.1” has ended, but cannot be saved (no such file or directory); saving is tried again until this window is closed.',
    );
    expect(listed(store)).toMatchObject([{ state: 'done', steps: 1 }]);
    expect(store.unsaved(id)).toBe('no such file or directory');
    await rename(join(directory, 'aside'), folder);
    vi.advanceTimersByTime(beatEvery);
    await eventually(async () => expect(await readdir(folder)).toEqual(['loss.f64', 'run.json']));
    expect(listed(await openStore(directory))).toEqual(listed(store));
  });
});
