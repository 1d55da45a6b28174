import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { NodeDirectory } from '../../../../src/runs/store/nodeDirectory';
import { inTurn } from '../../../../src/runs/store/turn';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'losslab-turn-'));
});
afterEach(() => rm(directory, { recursive: true }));

test('a turn that was lost and cannot be removed is not waited for', async () => {
  const file = join(directory, '.turn');
  // No file can be removed as one.
  await mkdir(file);
  await utimes(file, 0, 0);
  const began = performance.now();
  expect(await inTurn(new NodeDirectory(directory), () => Promise.resolve(1))).toBe(1);
  expect(performance.now() - began).toBeLessThan(4000);
});

test('a turn that somebody else has taken over meanwhile is left to them', async () => {
  const file = join(directory, '.turn');
  await inTurn(new NodeDirectory(directory), () => writeFile(file, 'theirs'));
  expect(await readFile(file, 'utf8')).toBe('theirs');
});

test('a turn that takes long is heard of, and not taken for lost', async () => {
  const there = new NodeDirectory(directory);
  const file = join(directory, '.turn');
  await inTurn(there, async () => {
    await utimes(file, 0, 0);
    await vi.waitFor(async () => expect(Date.now() - (await stat(file)).mtimeMs).toBeLessThan(2000), { timeout: 5000 });
  });
  expect(await readdir(directory)).toEqual([]);
});
