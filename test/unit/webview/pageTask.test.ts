import { beforeEach, expect, test, vi } from 'vitest';
import { PageTask } from '../../../webview/host/pageTask';

const { log, answers, kept } = vi.hoisted(() => ({
  log: [] as string[],
  answers: [] as { resolve: (value: object) => void; reject: (error: Error) => void }[],
  kept: new Map<string, object>(),
}));
vi.mock('../../../webview/host/requests', async () =>
  (await import('./requestsMock')).requestsOf({
    answer: (method) => {
      log.push(method);
      return new Promise((resolve, reject) => answers.push({ resolve, reject }));
    },
    cancelled: (method) => log.push(`no ${method}`),
    kept,
  }),
);

beforeEach(() => {
  log.length = answers.length = 0;
  kept.clear();
});

test('what was asked last counts: it is asked before the other is cancelled, whose answer comes to nothing', async () => {
  const task = new PageTask<string>('check');
  const got: unknown[] = [];
  const take = (of: string) =>
    task.run(of, async (ask) => {
      got.push([of, await ask('keptCheck', {})]);
    });
  const [first, second] = [take('one'), take('two')];
  expect(log).toEqual(['keptCheck', 'keptCheck', 'no keptCheck']);
  expect(task.underWay.value).toBe('two');
  answers[0].resolve({ late: true });
  await first;
  expect(task.underWay.value).toBe('two');
  answers[1].resolve({ last: null });
  await second;
  expect(got).toEqual([['two', { last: null }]]);
  expect([task.underWay.value, task.failure.value]).toEqual([null, null]);
});

test('one that fails says why, and of what; the next one clears that', async () => {
  const task = new PageTask<string>('check');
  const run = () =>
    task.run('one', async (ask) => {
      await ask('keptCheck', {});
    });
  const failing = run();
  answers[0].reject(new Error('no'));
  await failing;
  expect(task.failure.value).toEqual({ of: 'one', message: 'no' });
  expect([task.isUntried, task.isUnderWay]).toEqual([false, false]);
  void run();
  expect([task.failure.value, task.isUnderWay]).toEqual([null, true]);
});

test('stopped, it ends at once without a word, and stays stopped on the next page where it is to', async () => {
  const task = new PageTask('check', true);
  const run = task.run(true, async (ask) => {
    await ask('keptCheck', {});
  });
  task.stop();
  expect([task.isUnderWay, task.isStopped.value, task.isUntried]).toEqual([false, true, false]);
  await run;
  expect(task.failure.value).toBeNull();
  expect([new PageTask('check', true).isStopped.value, new PageTask('check').isStopped.value]).toEqual([true, false]);
  void task.run(true, async (ask) => {
    await ask('keptCheck', {});
  });
  expect(new PageTask('check', true).isStopped.value).toBe(false);
});
