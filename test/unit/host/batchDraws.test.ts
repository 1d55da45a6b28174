import { expect, test, vi } from 'vitest';
import { BatchDraws } from '../../../src/host/batchDraws';
import { Unheard, type Task } from '../../../src/shared/task';
import type { WantedDraws } from '../../../src/worker/batchLosses';
import { aTask, stoppedSentence } from '../aTask';

type Wanted = { drawing: number } & WantedDraws;

/** A thread that answers when it is told to. */
function aThread() {
  const waiting: { wanted: Wanted; task: Task; answer: (losses: number[], measured?: number) => void }[] = [];
  let step = 0;
  const draw = (wanted: Wanted, task: Task) =>
    new Promise<Awaited<ReturnType<ConstructorParameters<typeof BatchDraws>[0]>>>((resolve, reject) => {
      task.signal.addEventListener('abort', () => reject(task.signal.reason as Error));
      const answer = (losses: number[], measured = 1) =>
        resolve({
          losses: Float64Array.from(losses),
          measured,
          all: losses.some(Number.isNaN) ? NaN : 2,
          spread: 1,
          network: { kind: 'run', runId: 'a', step: ++step },
        });
      waiting.push({ wanted, task, answer });
    });
  /** What it is asked next, together. */
  const round = async () => {
    await vi.waitFor(() => expect(waiting.length).toBeGreaterThan(0));
    return waiting.splice(0);
  };
  return { draws: new BatchDraws(draw), round, waiting };
}

const series = [2, 3].flatMap((size) => [true, false].map((replace) => ({ size, replace, had: 0 })));
const asked = { drawing: 5, seed: 0, draws: 40, series, measured: 0 };

/** A task whose page may go. */
function aPage() {
  const controller = new AbortController();
  return {
    task: { signal: controller.signal, tell: () => undefined },
    go: () => controller.abort(new Unheard()),
  };
}

test('one series waits for the loss of all; then each is asked for at once, from where it is, until it has its draws', async () => {
  const { draws, round } = aThread();
  let had = series;
  let measured = 0;
  const rounds: number[] = [];
  for (let isOver = false; !isOver;) {
    const more = draws.more({ ...asked, series: had, measured }, aTask());
    const wanted = await round();
    rounds.push(wanted.length);
    for (const { wanted: one, answer } of wanted) {
      const { had: first } = had.find(({ size, replace }) => size === one.size && replace === one.replace)!;
      expect(one.first).toBe(first);
      expect(first + one.count).toBeLessThanOrEqual(40);
      // The thread may give fewer than it was asked for: as many as it has time for.
      const isMeasuring = rounds.length < 3;
      answer(
        isMeasuring ? [] : new Array<number>(Math.min(one.count, 15)).fill(one.size),
        isMeasuring ? rounds.length / 3 : 1,
      );
    }
    const got = await more;
    measured = got.measured;
    had = had.map((one, i) => ({ ...one, had: one.had + got.losses[i].length }));
    // Of the first answer, whatever is trained meanwhile.
    expect(got.network).toMatchObject({ step: 1 });
    isOver =
      had.every((one) => one.had === 40) && (await draws.more({ ...asked, series: had, measured }, aTask())).isOver;
  }
  expect(rounds).toEqual([1, 1, 1, 3, 4, 4]);
  expect(draws.of(5)?.drawn?.series.map(({ losses }) => [losses.length, losses[0]])).toEqual([
    [40, 2],
    [40, 2],
    [40, 3],
    [40, 3],
  ]);
});

const two = { ...asked, series: [{ size: 10, replace: true, had: 0 }] };

test('draws go on while nobody looks on, and the page that comes back has all of them', async () => {
  const { draws, round } = aThread();
  const page = aPage();
  const more = draws.more(two, page.task);
  page.go();
  await expect(more).rejects.toThrow(Unheard);
  (await round())[0].answer([1, 2]);
  (await round())[0].answer([3]);
  await vi.waitFor(() => expect(draws.of(5)?.drawn?.series[0].losses).toEqual(Float64Array.of(1, 2, 3)));
  const next = await draws.more({ ...two, series: [{ ...two.series[0], had: 1 }], measured: 1 }, aTask());
  expect(next).toMatchObject({ losses: [Float64Array.of(2, 3)], isOver: false, network: { step: 1 } });
});

test('whoever stops it ends it, and what is drawn stays', async () => {
  const { draws, round, waiting } = aThread();
  const first = draws.more(two, aTask());
  (await round())[0].answer([1]);
  await first;
  const reader = aTask();
  const more = draws.more({ ...two, series: [{ ...two.series[0], had: 1 }], measured: 1 }, reader);
  const [pending] = await round();
  reader.stop();
  await expect(more).rejects.toThrow(stoppedSentence);
  expect(pending.task.signal.aborted).toBe(true);
  expect(draws.of(5)?.drawn?.series[0].losses).toEqual(Float64Array.of(1));
  expect(waiting).toEqual([]);
});

test('another drawing takes the place of one, which is over for whoever comes late', async () => {
  const { draws, round } = aThread();
  const old = draws.more(two, aTask()).catch((error: unknown) => String(error));
  const [pending] = await round();
  const more = draws.more({ ...two, drawing: 6 }, aTask());
  expect(pending.task.signal.aborted).toBe(true);
  expect(await old).toContain(stoppedSentence);
  (await round())[0].answer([7]);
  expect((await more).losses).toEqual([Float64Array.of(7)]);
  await expect(draws.more(two, aTask())).rejects.toThrow('These draws are over: start them anew.');
  expect(draws.of(5)).toBeNull();
});

test('of a network that gives no numbers nothing more is drawn than shows it', async () => {
  const { draws, round, waiting } = aThread();
  const more = draws.more(two, aTask());
  (await round())[0].answer([NaN]);
  await more;
  const last = await draws.more({ ...two, series: [{ ...two.series[0], had: 1 }], measured: 1 }, aTask());
  expect(last.isOver).toBe(true);
  expect(waiting).toEqual([]);
});
