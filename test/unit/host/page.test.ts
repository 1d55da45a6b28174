import { beforeEach, expect, test, vi } from 'vitest';
import type * as vscode from 'vscode';
import { BadInput } from '../../../src/engine/badInput';
import type { Lab } from '../../../src/host/lab';
import { Page, type Handlers } from '../../../src/host/page';
import type { RunSummary } from '../../../src/runs/run';
import { LossRecord, stepsOf } from '../../../src/shared/lossRecord';
import { Unheard, type Task } from '../../../src/shared/task';
import type { FromWebview, PacedMessage, StateMessage, ToWebview } from '../../../src/shared/pageProtocol';

vi.mock('vscode', () => ({
  l10n: { t: (words: string, ...parts: unknown[]) => words.replace(/\{(\d)\}/g, (_, i: string) => String(parts[+i])) },
}));

type Of<T extends ToWebview['type']> = Extract<ToWebview, { type: T }>;

const once = <T>() => {
  const listeners = new Set<(value: T) => void>();
  const event = (listener: (value: T) => void) => {
    listeners.add(listener);
    return { dispose: () => listeners.delete(listener) };
  };
  return { event, fire: (value: T) => listeners.forEach((listener) => listener(value)) };
};

/** A page on a lab of runs that grow in memory, of which the last is active. */
function opened(lengths: Record<string, number> = { a: 3 }) {
  const posted: ToWebview[] = [];
  const warned: string[] = [];
  const received = once<unknown>();
  const messages = once<StateMessage | PacedMessage>();
  const runsChanged = once<undefined>();
  const records = new Map(
    Object.entries(lengths).map(([id, steps]) => [
      id,
      new LossRecord(id, { id, loss: new Float64Array(steps), accuracy: [] }),
    ]),
  );
  let drawn = [...records.keys()];
  let isVisible = true;
  /** Whoever has all digits predicted. */
  const predicting: Task[] = [];
  /** What happens while the next series are on their way. */
  const reading: (() => void)[] = [];
  const failure = { snapshot: false };
  const activeId = drawn.at(-1)!;
  const lab = {
    onMessage: messages.event,
    onRunsChanged: runsChanged.event,
    seriesKey: ({ id }: RunSummary) => id,
    sentSeries: async (ids: string[], whole: boolean) => {
      const sent = ids.map((id) => records.get(id)!.sent(whole));
      for (const meanwhile of reading.splice(0)) meanwhile();
      return Promise.resolve(sent);
    },
    snapshot: () =>
      failure.snapshot ? Promise.reject(new BadInput('', 'Nothing there.')) : Promise.resolve({ activeId }),
    progressSince: (runId: string, steps: number, accuracies: number) => {
      const { loss, accuracy } = records.get(runId)!;
      const firstStep = steps < 0 ? loss.length - 1 : steps;
      return { firstStep, loss: loss.slice(firstStep), accuracy: accuracy.slice(accuracies) };
    },
  } as unknown as Lab;
  const handlers = {
    pause: () => Promise.resolve(null),
    predictAll: (_: object, task: Task) => {
      predicting.push(task);
      return new Promise(() => undefined);
    },
    draw: () => Promise.reject(new BadInput('size', 'Too many.')),
    pixels: ({ ids }: { ids: number[] }) => Promise.resolve({ pixels: Uint8Array.from(ids) }),
    stop: () => {
      throw new Error('broken');
    },
  } as unknown as Handlers;
  const webview = {
    onDidReceiveMessage: received.event,
    postMessage: (message: ToWebview) => {
      posted.push(message);
      return Promise.resolve(true);
    },
  } as unknown as vscode.Webview;
  const log = {
    warn: (text: string) => warned.push(text),
    info: () => undefined,
    error: () => undefined,
  } as unknown as vscode.LogOutputChannel;
  const drawnRuns = () => Promise.resolve(drawn.map((id) => ({ id }) as RunSummary));
  const page = new Page(webview, lab, { handlers, drawnRuns, isVisible: () => isVisible }, log);
  return {
    page,
    posted,
    warned,
    failure,
    predicting,
    all: <T extends ToWebview['type']>(type: T) => posted.filter((message): message is Of<T> => message.type === type),
    says: (message: FromWebview) => received.fire(message),
    saysAnything: (message: unknown) => received.fire(message),
    tells: (message: StateMessage | PacedMessage) => messages.fire(message),
    hide: () => {
      isVisible = false;
      page.hidden();
    },
    show: () => (isVisible = true),
    readsSlowly: (meanwhile: () => void) => reading.push(meanwhile),
    draws: (...ids: string[]) => {
      drawn = ids;
      runsChanged.fire(undefined);
    },
    /** The active run takes `steps` steps, whose losses are their numbers. */
    train: (steps: number) => {
      const record = records.get(activeId)!;
      const firstStep = record.loss.length;
      const loss = Float64Array.from({ length: steps }, (_, i) => firstStep + i);
      record.append(firstStep, loss, [{ step: firstStep, train: 0.5, test: 0.5 }]);
      const pace = { samplesPerSecond: 1, secondsLeft: 1 };
      messages.fire({ type: 'progress', id: activeId, firstStep, loss, accuracy: [], seconds: 1, pace });
    },
  };
}
type Opened = ReturnType<typeof opened>;
const progress = ({ all }: Opened) =>
  all('paced').flatMap(({ messages }) => messages.flatMap((told) => (told.type === 'progress' ? [told] : [])));
const settled = async ({ all }: Opened, id: number) =>
  vi.waitFor(() => {
    const answer = all('settled').find((message) => message.id === id);
    if (!answer) throw new Error('not settled');
    return answer.result;
  });

let opening: Opened;
async function ready(lengths?: Record<string, number>): Promise<Opened> {
  opening = opened(lengths);
  opening.says({ type: 'ready' });
  await vi.waitFor(() => expect(opening.all('snapshot')).toHaveLength(1));
  return opening;
}
beforeEach(() => {
  vi.useRealTimers();
});

test('a page is told nothing before it says that it is there, and then everything', async () => {
  const page = opened();
  page.train(1);
  page.tells({ type: 'picked', picked: [1], edit: null });
  expect(page.posted).toEqual([]);
  page.says({ type: 'ready' });
  await vi.waitFor(() => expect(page.all('snapshot')).toHaveLength(1));
  expect(page.all('snapshot')[0].snapshot.shown[0].loss).toHaveLength(4);
  page.tells({ type: 'picked', picked: [1], edit: null });
  expect(page.posted.at(-1)).toEqual({ type: 'picked', picked: [1], edit: null });
});

test('of a run that grows faster than the page draws, it gets every step, in few messages', async () => {
  const page = await ready();
  for (let i = 0; i < 50; i++) page.train(10);
  expect(progress(page)).toHaveLength(1);
  page.says({ type: 'drawn' });
  page.says({ type: 'drawn' });
  const told = progress(page);
  expect(told).toHaveLength(2);
  expect(told.map(({ firstStep, loss, accuracy }) => [firstStep, loss.length, accuracy.length])).toEqual([
    [3, 10, 1],
    [13, 490, 49],
  ]);
  expect(told[1].loss.at(-1)).toBe(502);
});

test('what is told of the state overtakes nothing, and waits for no drawing', async () => {
  const page = await ready();
  page.train(1);
  page.train(1);
  page.tells({ type: 'runs', runs: [], activeId: null });
  expect(page.posted.slice(1).map(({ type }) => type)).toEqual(['paced', 'paced', 'runs']);
});

test('of a run that the page does not draw it gets the last step', async () => {
  const page = await ready({ b: 2, a: 3 });
  page.draws('b');
  await vi.waitFor(() => expect(page.all('shown')).toHaveLength(1));
  page.train(100);
  expect(progress(page)[0]).toMatchObject({ firstStep: 102, loss: Float64Array.of(102) });
});

test('a run that is drawn again is sent with all its steps, and grows from there', async () => {
  const page = await ready({ b: 2, a: 3 });
  page.draws('b');
  await vi.waitFor(() => expect(page.all('shown')).toHaveLength(1));
  page.train(7);
  page.draws('b', 'a');
  await vi.waitFor(() => expect(page.all('shown')).toHaveLength(2));
  const [sent] = page.all('shown')[1].series;
  expect([sent.id, (sent.loss as Float32Array).length]).toEqual(['a', 10]);
  page.says({ type: 'drawn' });
  page.train(1);
  expect(progress(page).at(-1)).toMatchObject({ firstStep: 10, loss: Float64Array.of(10) });
});

test('what grew while its series were read is told after them, however slowly the page draws', async () => {
  const page = await ready({ b: 2, a: 3 });
  page.draws('b');
  await vi.waitFor(() => expect(page.all('shown')).toHaveLength(1));
  page.train(1);
  // The page has not drawn yet what it was told: this waits, and goes out before the series.
  page.readsSlowly(() => page.train(2));
  page.draws('b', 'a');
  await vi.waitFor(() => expect(page.all('shown')).toHaveLength(2));
  const sent = stepsOf(page.all('shown')[1].series[0]);
  page.says({ type: 'drawn' });
  page.says({ type: 'drawn' });
  page.train(1);
  const told = page.posted.slice(page.posted.findIndex((message) => message === page.all('shown')[1]));
  const first = told.flatMap((message) => (message.type === 'paced' ? message.messages : []))[0];
  expect(first).toMatchObject({ firstStep: sent });
});

test('a long run is an overview first; what it grows meanwhile is told, and then it is whole', async () => {
  vi.useFakeTimers();
  const page = opened({ a: 200_000 });
  page.says({ type: 'ready' });
  await vi.advanceTimersByTimeAsync(0);
  expect(page.all('snapshot')[0].snapshot.shown[0].loss).toMatchObject({ steps: 200_000 });
  page.train(5);
  expect(progress(page)[0].firstStep).toBe(200_000);
  await vi.advanceTimersByTimeAsync(2000);
  expect((page.all('shown')[0].series[0].loss as Float32Array).length).toBe(200_005);
  page.says({ type: 'drawn' });
  page.train(1);
  expect(progress(page).at(-1)).toMatchObject({ firstStep: 200_005 });
});

test('a page that is hidden is told nothing; seen again it gets everything, whatever it had not drawn', async () => {
  const page = await ready();
  page.train(1);
  page.train(1);
  page.hide();
  const { length } = page.posted;
  page.train(1);
  page.tells({ type: 'picked', picked: [1], edit: null });
  expect(page.posted).toHaveLength(length);
  page.show();
  page.says({ type: 'ready' });
  await vi.waitFor(() => expect(page.all('snapshot')).toHaveLength(2));
  expect(page.all('snapshot')[1].snapshot.shown[0].loss).toHaveLength(6);
  page.train(1);
  expect(progress(page).at(-1)).toMatchObject({ firstStep: 6 });
});

test('where there is no snapshot the page is told why, and may ask once more', async () => {
  const page = opened();
  page.failure.snapshot = true;
  page.says({ type: 'ready' });
  await vi.waitFor(() => expect(page.posted).toEqual([{ type: 'unavailable', message: 'Nothing there.' }]));
  page.failure.snapshot = false;
  page.says({ type: 'ready' });
  await vi.waitFor(() => expect(page.all('snapshot')).toHaveLength(1));
});

test('a tab that is opened before the page is there comes with its snapshot; afterwards it is told', async () => {
  const page = opened();
  page.page.navigate({ tab: 'loss', values: { source: 'typed' } });
  page.says({ type: 'ready' });
  await vi.waitFor(() => expect(page.all('snapshot')[0]).toMatchObject({ tab: 'loss', values: { source: 'typed' } }));
  page.page.navigate({ tab: 'batch' });
  expect(page.posted.at(-1)).toEqual({ type: 'navigate', tab: 'batch', values: {} });
});

test('every request is settled: with its answer, with the field that is at fault, or with what broke', async () => {
  const page = opened();
  page.says({ type: 'request', id: 1, call: { method: 'pause', params: {} } });
  page.says({ type: 'request', id: 2, call: { method: 'draw', params: { seed: 0, size: 9, replace: true } } });
  page.says({ type: 'request', id: 3, call: { method: 'stop', params: {} } });
  page.says({ type: 'request', id: 4, call: { method: 'pixels', params: { ids: [1, 'two'] } } });
  expect(await settled(page, 1)).toEqual({ ok: true, value: null });
  expect(await settled(page, 2)).toEqual({ ok: false, error: { message: 'Too many.', place: 'size' } });
  expect(await settled(page, 3)).toMatchObject({ ok: false, error: { message: 'broken' } });
  const refused = await settled(page, 4);
  expect(refused.ok ? '' : refused.error.message).toMatch(/^pixels: /);
});

test('how far a request is reaches the page as it draws; one that is cancelled, or whose page is hidden, is told nothing', async () => {
  const page = await ready();
  const far = () => page.all('paced').flatMap(({ messages }) => messages);
  page.says({ type: 'request', id: 8, call: { method: 'predictAll', params: {} } });
  page.says({ type: 'request', id: 9, call: { method: 'predictAll', params: {} } });
  const [one, other] = page.predicting;
  one.tell(0.1);
  one.tell(0.2);
  one.tell(0.3);
  expect(far()).toEqual([{ type: 'taskProgress', id: 8, fraction: 0.1 }]);
  page.says({ type: 'drawn' });
  expect(far().at(-1)).toEqual({ type: 'taskProgress', id: 8, fraction: 0.3 });
  page.says({ type: 'drawn' });
  page.says({ type: 'cancel', id: 8 });
  expect([one.signal.aborted, other.signal.aborted]).toEqual([true, false]);
  page.hide();
  expect(other.signal.reason).toBeInstanceOf(Unheard);
  const { length } = page.posted;
  one.tell(0.4);
  other.tell(0.4);
  expect(page.posted).toHaveLength(length);
});

test('what is no message is noted, and nothing else', () => {
  const page = opened();
  for (const message of [
    undefined,
    7,
    {},
    { type: 'request' },
    { type: 'request', id: 1, call: { method: 'no', params: {} } },
  ])
    page.saysAnything(message);
  expect(page.warned).toHaveLength(5);
  expect(page.posted).toEqual([]);
});

test('a page that asks whether anybody is there is answered at once, also before its snapshot', () => {
  const page = opened();
  page.says({ type: 'ping' });
  expect(page.posted).toEqual([{ type: 'pong' }]);
});

test('a page that is closed hears nothing more', async () => {
  const page = await ready();
  page.page.dispose();
  page.train(1);
  page.says({ type: 'ping' });
  expect(page.posted).toHaveLength(1);
});
