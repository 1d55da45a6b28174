import { expect, test, vi } from 'vitest';
import { Answerer } from '../../../src/shared/answerer';
import { Requester } from '../../../src/shared/requester';
import { SharedTask } from '../../../src/shared/sharedTask';
import { Unheard, type Task, type ToAnswerer, type ToRequester } from '../../../src/shared/task';
import { aTask, stoppedSentence } from '../aTask';

/** Both ends, with everything that passes between them in its order. */
function ends(answer: (call: string, task: Task) => unknown) {
  const passed: (ToAnswerer<string> | ToRequester<string>)[] = [];
  const requester = new Requester<string, string>(
    (message) => {
      passed.push(structuredClone(message));
      answerer.receive(message);
    },
    (fault) => new Error(fault),
  );
  const answerer = new Answerer<string, string>(
    (message) => {
      passed.push(structuredClone(message));
      requester.receive(message);
    },
    answer,
    (error, call) => `${call}: ${(error as Error).message}`,
  );
  return { passed, requester, answerer, types: () => passed.map(({ type }) => type) };
}
const turn = () => new Promise((resolve) => setImmediate(resolve));

test('a request is answered, or refused by what its handler throws, at once or later', async () => {
  const { requester } = ends((call) => {
    if (call === 'throws') throw new Error('now');
    return call === 'rejects' ? Promise.reject(new Error('later')) : call.length;
  });
  expect(await requester.request('four')).toBe(4);
  await expect(requester.request('throws')).rejects.toThrow('throws: now');
  await expect(requester.request('rejects')).rejects.toThrow('rejects: later');
});

test('an answer that cannot cross the boundary is a refusal; and what cannot be asked is rejected', async () => {
  const asked = new Requester<string, string>(
    (message) => answerer.receive(message),
    (fault) => new Error(fault),
  );
  const answerer = new Answerer<string, string>(
    (message) => asked.receive(structuredClone(message)),
    () => ({ cannot: () => undefined }),
    (error) => (error as Error).name,
  );
  await expect(asked.request('function')).rejects.toThrow('DataCloneError');
  const broken = new Requester<string, string>(
    () => {
      throw new Error('no port');
    },
    (fault) => new Error(fault),
  );
  await expect(broken.request('any')).rejects.toThrow('no port');
});

test('how far it is is told to the one who asked, and to no one else', () => {
  const ask = new Map<string, Task>();
  const { requester } = ends((call, task) => {
    ask.set(call, task);
    return new Promise(() => undefined);
  });
  const [one, other] = [aTask(), aTask()];
  void requester.request('one', one);
  void requester.request('other', other);
  ask.get('one')?.tell(0.5);
  ask.get('other')?.tell(0.1);
  ask.get('one')?.tell(0.75);
  expect([one.told, other.told]).toEqual([[0.5, 0.75], [0.1]]);
});

test('what is cancelled is rejected at once, whatever its handler does, which hears of it; and nothing comes after', async () => {
  let doing: Task | undefined;
  let finish: (value: unknown) => void = () => undefined;
  const { requester, types } = ends((_, task) => {
    doing = task;
    return new Promise((resolve) => (finish = resolve));
  });
  const task = aTask();
  const asked = requester.request('long', task);
  task.stop();
  await expect(asked).rejects.toThrow(stoppedSentence);
  expect(doing?.signal.aborted).toBe(true);
  doing?.tell(0.5);
  finish(1);
  await turn();
  expect(types()).toEqual(['request', 'cancel']);
  expect(task.told).toEqual([]);
  // Too late, and before it was asked.
  await expect(requester.request('again', task)).rejects.toThrow(stoppedSentence);
  expect(types()).toEqual(['request', 'cancel']);
});

test('what is settled is not cancelled any more', async () => {
  const { requester, types } = ends(() => 1);
  const task = aTask();
  expect(await requester.request('short', task)).toBe(1);
  task.stop();
  expect(types()).toEqual(['request', 'settled']);
});

test('when the other end is gone everything open is rejected', async () => {
  const { requester } = ends(() => new Promise(() => undefined));
  const open = [requester.request('one'), requester.request('two', aTask())];
  requester.rejectAll(new Error('gone'));
  for (const request of open) await expect(request).rejects.toThrow('gone');
});

test('one who is there no more is answered nothing, and what goes on hears that nobody stopped it', async () => {
  let doing: Task | undefined;
  let finish: (value: unknown) => void = () => undefined;
  const { requester, answerer, types } = ends((_, task) => {
    doing = task;
    return new Promise((resolve) => (finish = resolve));
  });
  void requester.request('long');
  answerer.leave();
  expect(doing?.signal.reason).toBeInstanceOf(Unheard);
  finish(1);
  await turn();
  expect(types()).toEqual(['request']);
});

test('requests are told apart from those of a page that was here before', () => {
  const post = vi.fn<(message: ToAnswerer<string>) => void>();
  void new Requester<string, string>(post, (fault) => new Error(fault), 1000).request('first');
  expect(post.mock.calls[0][0].id).toBe(1001);
});

test('shared work goes on as long as somebody wants it, and ends with the last', async () => {
  let doing: Task | undefined;
  const shared = new SharedTask((task) => {
    doing = task;
    return new Promise((_, reject) => task.signal.addEventListener('abort', () => reject(task.signal.reason as Error)));
  });
  const [one, other] = [aTask(), aTask()];
  const [first, second] = [shared.join(one), shared.join(other)];
  one.stop();
  await expect(first).rejects.toThrow(stoppedSentence);
  expect([doing?.signal.aborted, shared.isOver]).toEqual([false, false]);
  other.stop();
  await expect(second).rejects.toThrow(stoppedSentence);
  expect([doing?.signal.aborted, shared.isOver]).toEqual([true, true]);
});

test('shared work gives all who wait the same, and no old fraction to those who come when it is done', async () => {
  let finish: (value: number) => void = () => undefined;
  const shared = new SharedTask((task) => {
    task.tell(0.5);
    return new Promise<number>((resolve) => (finish = resolve));
  });
  const [one, other, late] = [aTask(), aTask(), aTask()];
  const both = Promise.all([shared.join(one), shared.join(other)]);
  finish(7);
  expect(await both).toEqual([7, 7]);
  expect([one.told, other.told]).toEqual([[0.5], [0.5]]);
  expect(await shared.join(late)).toBe(7);
  expect(late.told).toEqual([]);
});
