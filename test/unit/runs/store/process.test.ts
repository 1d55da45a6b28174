import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { beganAt, isAlive, startedAt } from '../../../../src/runs/store/process';

it('a process is asked when it began, where no file tells', async () => {
  const began = await beganAt(process.pid);
  expect(Math.abs(began - performance.timeOrigin)).toBeLessThan(60_000);
  expect(await beganAt(2 ** 30)).toBeNaN();
});

it('a process lives that began before it was heard of, and is another that began later', async () => {
  const now = Date.now();
  expect(await isAlive(process.pid, undefined, now)).toBe(true);
  expect(await isAlive(process.pid, undefined, now - 24 * 3600 * 1000)).toBe(false);
  // Where a file tells, that decides.
  if (startedAt === undefined) return;
  expect(await isAlive(process.pid, startedAt, 0)).toBe(true);
  expect(await isAlive(process.pid, '1', now)).toBe(false);
});

it('a process that has ended lives no more', async () => {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  expect(await isAlive(child.pid ?? 0, undefined, Date.now())).toBe(false);
});
