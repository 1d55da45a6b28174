import { expect, test, vi } from 'vitest';
import { KeptDraws } from '../../../src/host/keptDraws';
import { KeptResults } from '../../../src/host/keptResults';

test('the same question is asked once, also while it is answered, and another one takes its place', async () => {
  const results = new KeptResults();
  const ask = vi.fn((answer: string) => Promise.resolve(answer));
  const first = results.answer('check', { a: 1 }, () => ask('one'));
  expect(results.of('check')).toEqual({ last: null, underWay: { a: 1 } });
  expect(await results.answer('check', { a: 1 }, () => ask('never'))).toBe('one');
  expect(await first).toBe('one');
  expect(await results.answer('check', { a: 1 }, () => ask('never'))).toBe('one');
  expect(ask).toHaveBeenCalledOnce();
  expect(await results.answer('check', { a: 2 }, () => ask('two'))).toBe('two');
  expect(results.of('check')).toEqual({ last: { asked: { a: 2 }, answer: 'two' }, underWay: null });
  expect(await results.answer('other', { a: 2 }, () => ask('its own'))).toBe('its own');
  expect(await results.anew('check', { a: 2 }, () => ask('again'))).toBe('again');
});

test('an answer is kept under the network that gave it', async () => {
  const results = new KeptResults();
  const ask = vi.fn(() => Promise.resolve({ step: 12 }));
  const asked = (step: number) => results.answer('predictAll', step, ask, (answer) => answer.step);
  await asked(10);
  await asked(12);
  expect(ask).toHaveBeenCalledTimes(1);
  await asked(10);
  expect(ask).toHaveBeenCalledTimes(2);
});

test('what fails or is stopped is asked anew, and leaves what was kept', async () => {
  const results = new KeptResults();
  await results.answer('check', 1, () => Promise.resolve('one'));
  let fail: (error: Error) => void = () => undefined;
  const stopped = results.answer('check', 2, () => new Promise((_, reject) => (fail = reject)));
  results.letGo('check');
  const again = results.answer('check', 2, () => Promise.resolve('two'));
  fail(new Error('stopped'));
  await expect(stopped).rejects.toThrow('stopped');
  expect(await again).toBe('two');
  await expect(results.answer('check', 3, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(results.of('check')).toEqual({ last: { asked: 2, answer: 'two' }, underWay: null });
});

test('what is too large together is not kept', async () => {
  const results = new KeptResults(100);
  await results.answer('a', 1, () => Promise.resolve(new Float64Array(10)));
  await results.answer('b', 1, () => Promise.resolve({ rows: [new Float32Array(10)] }));
  expect(results.of('a').last).not.toBeNull();
  expect(results.of('b').last).toBeNull();
});

test('draws are kept in their order, of the last drawing and of the network of its first answer', () => {
  const draws = new KeptDraws();
  const asked = { seed: 0, size: 10, replace: true, count: 2 };
  const answer = (step: number, ...losses: number[]) => ({
    losses: Float64Array.from(losses),
    measured: 1,
    all: 2,
    spread: 1,
    network: { kind: 'run', runId: 'a', step } as const,
  });
  expect(draws.of(5)).toBeNull();
  draws.note({ ...asked, drawing: 5, first: 0 }, answer(1, 1, 2));
  draws.note({ ...asked, drawing: 5, first: 2 }, answer(2, 3));
  draws.note({ ...asked, drawing: 5, first: 2 }, answer(2, 9));
  draws.note({ ...asked, drawing: 4, first: 0 }, answer(3, 9));
  draws.note({ ...asked, drawing: 5, first: 0, size: 20 }, answer(2, 7));
  expect(draws.of(5)).toEqual({
    all: 2,
    spread: 1,
    network: { kind: 'run', runId: 'a', step: 1 },
    series: [
      { size: 10, replace: true, losses: Float64Array.of(1, 2, 3) },
      { size: 20, replace: true, losses: Float64Array.of(7) },
    ],
  });
  draws.note({ ...asked, drawing: 6, first: 0 }, answer(4));
  expect(draws.of(5)).toBeNull();
});
