import { expect, test, vi } from 'vitest';
import { NetworkQuestions } from '../../../src/host/networkQuestions';
import type { NetworkSource } from '../../../src/shared/pageProtocol';

const network = { kind: 'run', runId: 'a', step: 1 } as const;

/** A network that is handed over when `handOver` is called. */
function questions(use?: () => Promise<NetworkSource>) {
  const asked: string[] = [];
  let handOver: () => void = () => undefined;
  const handed = new Promise<NetworkSource>((resolve) => (handOver = () => resolve(network)));
  const all = new NetworkQuestions(
    {
      request: (({ method }: { method: string }) => {
        asked.push(method);
        return Promise.resolve(method.startsWith('stop') ? null : { step: 1 });
      }) as never,
    },
    { loadData: () => Promise.resolve(), use: use ?? (() => handed), source: () => Promise.resolve(network) },
  );
  return { all, asked, handOver };
}

test.each([
  ['predictAll', { method: 'predictAll' }, 'stopPredicting'],
  ['readDigits', { method: 'readDigits', way: 'network', whose: 'reader' }, 'stopReading'],
] as const)('%s that is stopped before its network is there is never asked', async (method, request, stop) => {
  const { all, asked, handOver } = questions();
  const answer = all.ask(request);
  await all.stop(stop);
  handOver();
  await expect(answer).rejects.toThrow('Reading the digits was stopped.');
  expect(asked).toEqual([stop]);
  // What is asked after that is another question.
  expect(await all.ask(request)).toEqual({ step: 1, network });
  expect(asked).toEqual([stop, method]);
});

test('stopping the one is not stopping the other', async () => {
  const { all, handOver } = questions();
  const answer = all.ask({ method: 'predictAll' });
  await all.stop('stopReading');
  handOver();
  expect(await answer).toEqual({ step: 1, network });
});

test('what needs no network is answered where the present one cannot be made', async () => {
  const use = vi.fn(() => Promise.reject(new Error('too large')));
  const { all } = questions(use);
  await expect(all.ask({ method: 'readDigits', way: 'network', whose: 'reader' })).rejects.toThrow('too large');
  expect(await all.askBeside({ method: 'readDigits', way: 'rule', whose: 'lab' })).toEqual({ step: 1, network });
  expect(use).toHaveBeenCalledOnce();
});
