import { expect, test, vi } from 'vitest';
import { KeptResults } from '../../../src/host/keptResults';
import { Unheard, type Task } from '../../../src/shared/task';
import { aTask, stoppedSentence } from '../aTask';

/** Asks, in the name of `task`, what `ask` answers. */
const asked = <T>(results: KeptResults, kind: string, of: unknown, ask: () => Promise<T>, task = aTask()) =>
  results.answer({ kind, asked: of }, ask, task);
const forEver = () => new Promise<never>(() => undefined);

test('the same question is asked once, also while it is answered, and another one takes its place', async () => {
  const results = new KeptResults();
  const ask = vi.fn((answer: string) => Promise.resolve(answer));
  const first = asked(results, 'check', { a: 1 }, () => ask('one'));
  expect(results.of('check')).toEqual({ last: null, underWay: { a: 1 } });
  expect(await asked(results, 'check', { a: 1 }, () => ask('never'))).toBe('one');
  expect(await first).toBe('one');
  expect(await asked(results, 'check', { a: 1 }, () => ask('never'))).toBe('one');
  expect(ask).toHaveBeenCalledOnce();
  expect(await asked(results, 'check', { a: 2 }, () => ask('two'))).toBe('two');
  expect(results.of('check')).toEqual({ last: { asked: { a: 2 }, answer: 'two' }, underWay: null });
  expect(await asked(results, 'other', { a: 2 }, () => ask('its own'))).toBe('its own');
  expect(await results.anew({ kind: 'check', asked: { a: 2 } }, () => ask('again'), aTask())).toBe('again');
});

test('an answer is kept under the network that gave it', async () => {
  const results = new KeptResults();
  const ask = vi.fn(() => Promise.resolve({ step: 12 }));
  const predicted = (step: number) =>
    results.answer({ kind: 'predictAll', asked: step, about: (answer) => answer.step }, ask, aTask());
  await predicted(10);
  await predicted(12);
  expect(ask).toHaveBeenCalledTimes(1);
  await predicted(10);
  expect(ask).toHaveBeenCalledTimes(2);
});

test('what fails or is stopped is asked anew, and leaves what was kept', async () => {
  const results = new KeptResults();
  await asked(results, 'check', 1, () => Promise.resolve('one'));
  const task = aTask();
  const stopped = asked(results, 'check', 2, forEver, task);
  task.stop();
  await expect(stopped).rejects.toThrow(stoppedSentence);
  expect(results.of('check')).toMatchObject({ last: { asked: 1 }, underWay: null });
  expect(await asked(results, 'check', 2, () => Promise.resolve('two'))).toBe('two');
  await expect(asked(results, 'check', 3, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(results.of('check')).toEqual({ last: { asked: 2, answer: 'two' }, underWay: null });
});

test('a page that takes another’s place joins what that one waited for, is told how far it is, and may stop it', async () => {
  const results = new KeptResults();
  const gone = new AbortController();
  let working: Task | undefined;
  const work = (task: Task) => {
    working = task;
    task.tell(0.5);
    return forEver();
  };
  const question = { kind: 'check', asked: 1 };
  const first = results.answer(question, work, { signal: gone.signal, tell: () => undefined });
  gone.abort(new Unheard());
  await expect(first).rejects.toThrow(Unheard);
  expect(working?.signal.aborted).toBe(false);
  const task = aTask();
  const joined = results.answer(question, work, task);
  expect(task.told).toEqual([0.5]);
  working?.tell(0.75);
  expect(task.told).toEqual([0.5, 0.75]);
  task.stop();
  await expect(joined).rejects.toThrow(stoppedSentence);
  expect(working?.signal.aborted).toBe(true);
});

test('what nobody waits for ends when something else of its kind is asked', async () => {
  const results = new KeptResults();
  const gone = new AbortController();
  let working: Task | undefined;
  const first = results.answer(
    { kind: 'check', asked: 1 },
    (task) => {
      working = task;
      return forEver();
    },
    { signal: gone.signal, tell: () => undefined },
  );
  gone.abort(new Unheard());
  await expect(first).rejects.toThrow(Unheard);
  expect(await asked(results, 'check', 2, () => Promise.resolve('two'))).toBe('two');
  expect(working?.signal.aborted).toBe(true);
});

test('what is too large together is not kept', async () => {
  const results = new KeptResults(100);
  await asked(results, 'a', 1, () => Promise.resolve(new Float64Array(10)));
  await asked(results, 'b', 1, () => Promise.resolve({ rows: [new Float32Array(10)] }));
  expect(results.of('a').last).not.toBeNull();
  expect(results.of('b').last).toBeNull();
});
