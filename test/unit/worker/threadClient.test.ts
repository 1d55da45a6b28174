import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { ThreadClient } from '../../../src/worker/threadClient';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
let directory: string;
let thread: ThreadClient | undefined;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'losslab-thread-'));
});
afterEach(() => thread?.dispose());
afterAll(() => rm(directory, { recursive: true }));

/** A thread that runs `code` for each request it gets, instead of training. */
async function threadRunning(code: string): Promise<{ thread: ThreadClient; crashes: string[] }> {
  const path = join(directory, `${Math.random()}.cjs`);
  await writeFile(
    path,
    `const { parentPort } = require('node:worker_threads');
     const settle = (id, value) => parentPort.postMessage({ type: 'settled', id, result: { ok: true, value } });
     parentPort.on('message', ({ id, call: { method } = {} }) => { ${code} });`,
  );
  thread = new ThreadClient(path);
  const crashes: string[] = [];
  thread.on({ crash: (message) => crashes.push(message) });
  return { thread, crashes };
}

const stopped = (why: string) => `The training thread stopped unexpectedly (${why}); the next action starts it again.`;

describe('ThreadClient', () => {
  it('settles each request with its own answer', async () => {
    const { thread } = await threadRunning('setTimeout(() => settle(id, method), 20 / id)');
    expect(await Promise.all([thread.request({ method: 'pause' }), thread.request({ method: 'stop' })])).toEqual([
      'pause',
      'stop',
    ]);
  });

  it.each([
    ['ends itself', 'process.exit(3)', 'exit code 3'],
    ['throws', 'throw new Error("no more\\n  at somewhere")', 'no more'],
    ['throws what is no error', 'throw "no more"', 'no more'],
  ])('rejects everything it owes when the thread %s, says so once, and starts anew', async (_, code, why) => {
    const { thread, crashes } = await threadRunning(
      `if (method === 'stop') { ${code} } if (method === 'step') settle(id, null)`,
    );
    const owed = [thread.request({ method: 'pause' }), thread.request({ method: 'stop' })];
    const settled = await Promise.allSettled(owed);
    expect(
      settled.map((result) => (result as PromiseRejectedResult).reason as Error).map(({ message }) => message),
    ).toEqual([stopped(why), stopped(why)]);
    expect(crashes).toEqual([stopped(why)]);
    expect(await thread.request({ method: 'step' })).toBeNull();
    expect(crashes).toHaveLength(1);
  });

  it('survives a thread that fills its memory', async () => {
    const { thread, crashes } = await threadRunning('const all = []; for (;;) all.push(new Array(1e6).fill(0.5));');
    await expect(thread.request({ method: 'step' })).rejects.toThrow(stopped('out of memory'));
    expect(crashes).toEqual([stopped('out of memory')]);
  });

  it('says so when there is no thread to start', async () => {
    thread = new ThreadClient(join(directory, 'none.cjs'));
    await expect(thread.request({ method: 'step' })).rejects.toThrow(
      /^The training thread stopped unexpectedly \(Cannot find module/,
    );
  });

  it('rejects what is open when it is disposed, and everything after', async () => {
    const { thread, crashes } = await threadRunning('');
    const open = thread.request({ method: 'step' });
    thread.dispose();
    await expect(open).rejects.toThrow('The training thread is closed.');
    await expect(thread.request({ method: 'step' })).rejects.toThrow('The training thread is closed.');
    expect(crashes).toEqual([]);
  });
});
