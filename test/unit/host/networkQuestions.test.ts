import { expect, test, vi } from 'vitest';
import { NetworkQuestions } from '../../../src/host/networkQuestions';
import type { NetworkSource } from '../../../src/shared/pageProtocol';
import { Requester } from '../../../src/shared/requester';
import type { ThreadClient } from '../../../src/worker/threadClient';
import type { WorkerRequest } from '../../../src/worker/threadProtocol';
import { aTask, stoppedSentence } from '../aTask';

const network = { kind: 'run', runId: 'a', step: 1 } as const;

/** A network that is handed over when `handOver` is called, and a thread that answers at once. */
function questions(use?: () => Promise<NetworkSource>) {
  const asked: string[] = [];
  let handOver: () => void = () => undefined;
  const handed = new Promise<NetworkSource>((resolve) => (handOver = () => resolve(network)));
  const requester = new Requester<WorkerRequest, never>(
    (message) => {
      if (message.type === 'cancel') return;
      asked.push(message.call.method);
      queueMicrotask(() =>
        requester.receive({ type: 'settled', id: message.id, result: { ok: true, value: { step: 1 } } }),
      );
    },
    (fault) => fault,
  );
  const all = new NetworkQuestions(
    { request: ((...given) => requester.request(...given)) as ThreadClient['request'] },
    { loadData: () => Promise.resolve(), use: use ?? (() => handed), source: () => Promise.resolve(network) },
  );
  return { all, asked, handOver };
}

test('what is stopped before its network is there is never asked', async () => {
  const { all, asked, handOver } = questions();
  const task = aTask();
  const answer = all.ask({ method: 'predictAll' }, task);
  task.stop();
  handOver();
  await expect(answer).rejects.toThrow(stoppedSentence);
  expect(asked).toEqual([]);
  // What is asked after that is another question.
  expect(await all.ask({ method: 'predictAll' }, aTask())).toEqual({ step: 1, network });
  expect(asked).toEqual(['predictAll']);
});

test('what needs no network is answered where the present one cannot be made', async () => {
  const use = vi.fn(() => Promise.reject(new Error('too large')));
  const { all } = questions(use);
  const read = (whose: 'reader' | 'lab') => ({ method: 'readDigits', way: 'network', whose }) as const;
  await expect(all.ask(read('reader'), aTask())).rejects.toThrow('too large');
  expect(await all.askBeside(read('lab'), aTask())).toEqual({ step: 1, network });
  expect(use).toHaveBeenCalledOnce();
});
