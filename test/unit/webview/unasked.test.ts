import { beforeEach, expect, test, vi } from 'vitest';
import { checkExperiment, defaultExperiment } from '../../../src/runs/experiment/experiment';
import { costOf } from '../../../webview/labs/batch/cost';
import { readFields } from '../../../webview/labs/batch/fields';

const { asked, kept, answers } = vi.hoisted(() => {
  const calls: string[] = [];
  return { asked: calls, kept: new Map<string, object>(), answers: new Map<string, object>() };
});
vi.mock('../../../webview/host/requests', async () =>
  (await import('./requestsMock')).requestsOf({
    /** Takes for ever, unless there is an answer. */
    answer: (method) => {
      asked.push(method);
      const answer = answers.get(method);
      return answer ? Promise.resolve(answer) : new Promise(() => undefined);
    },
    cancelled: (method) => asked.push(`no ${method}`),
    kept,
  }),
);

/** The tabs' modules as a page has them that was just opened. */
async function opened() {
  vi.resetModules();
  const drawing = await import('../../../webview/labs/batch/drawing');
  const checking = await import('../../../webview/labs/check/checking');
  const reading = await import('../../../webview/labs/ways/reading');
  return {
    ...drawing,
    ...checking,
    ...reading,
    comeBackToDraws: drawing.comeBack,
    comeBackToCheck: checking.comeBack,
  };
}
const planOf = (replacement: 'with' | 'without', draws = '2000') =>
  readFields({ seed: '0', sizes: '10, 100, 1000', draws, replacement }).plan!;
const layers = (...hidden: number[]) => checkExperiment({ network: { hidden } }).network;
const plan = planOf('with');
const cheap = costOf(plan, layers(50));

beforeEach(() => {
  asked.length = 0;
  kept.clear();
  answers.clear();
});

test('draws begin by themselves, and once stopped only when asked, also on a page that was closed meanwhile', async () => {
  const page = await opened();
  page.startUnasked(plan, cheap);
  expect(page.drawing.isUnderWay).toBe(true);
  page.stopDrawing();
  page.startUnasked(plan, cheap);
  expect(asked.splice(0)).toEqual(['batchLosses', 'no batchLosses', 'stopDraws']);
  const next = await opened();
  next.startUnasked(plan, cheap);
  expect(asked).toEqual([]);
  void next.startDrawing(plan);
  expect(asked).toEqual(['batchLosses']);
  (await opened()).startUnasked(plan, cheap);
  expect(asked).toEqual(['batchLosses', 'batchLosses']);
});

test('a check begins by itself, and once stopped only when asked', async () => {
  const page = await opened();
  page.checkUnasked(defaultExperiment);
  page.stopChecking();
  page.checkUnasked(defaultExperiment);
  (await opened()).checkUnasked(defaultExperiment);
  expect(asked).toEqual(['gradientCheck', 'no gradientCheck']);
  void page.check(defaultExperiment, null);
  (await opened()).checkUnasked(defaultExperiment);
  expect(asked).toEqual(['gradientCheck', 'no gradientCheck', 'gradientCheck', 'gradientCheck']);
});

test('the three ways are read by themselves, and once stopped only when asked', async () => {
  const page = await opened();
  page.keepUp();
  page.readingWays.stop();
  page.keepUp();
  (await opened()).keepUp();
  expect(asked).toEqual(['readDigits', 'no readDigits']);
  void page.read();
  (await opened()).keepUp();
  expect(asked).toEqual(['readDigits', 'no readDigits', 'readDigits', 'readDigits']);
});

test('nothing long begins by itself', async () => {
  const page = await opened();
  page.startUnasked(plan, costOf(plan, layers(2000, 2000)));
  const many = planOf('without', '10000');
  page.startUnasked(many, costOf(many, layers(50)));
  page.checkUnasked(checkExperiment({ network: { hidden: [2000, 2000] } }));
  expect(asked).toEqual([]);
});

test('what draws cost is reckoned from the parameters, the sizes and the permutations', () => {
  expect(cheap.parameters).toBe(39_760);
  // Measured on two cores of 2026: 1 s, and 36 s for 784–1000–1000–10.
  expect(cheap.seconds).toBeGreaterThan(0.3);
  expect(cheap.seconds).toBeLessThan(3);
  expect(costOf(plan, layers(1000, 1000)).seconds).toBeGreaterThan(15);
  // All sizes share one permutation a draw.
  expect(costOf(planOf('without'), layers(50)).seconds).toBeGreaterThan(2);
  expect(costOf(planOf('without'), layers(50)).seconds).toBeLessThan(6);
});

test('a page that takes another’s place shows what was drawn and goes on from there, unless it was stopped', async () => {
  const layout = { measured: 1, all: 1, spread: 1, network: {} };
  const page = await opened();
  void page.startDrawing(plan);
  const series = plan.series.map(({ size, replace }) => ({ size, replace, losses: Float64Array.of(size) }));
  answers.set('keptDraws', { drawn: { ...layout, series } });
  const start = vi.fn();
  asked.length = 0;
  const next = await opened();
  void next.comeBackToDraws(start);
  await vi.waitFor(() => expect(next.drawing.isUnderWay).toBe(true));
  expect(next.drawn.value?.losses).toEqual([[10], [100], [1000]]);
  expect(asked).toEqual(['keptDraws', 'batchLosses']);
  next.stopDrawing();
  // What was on its way then is none of what was drawn.
  answers.set('keptDraws', {
    drawn: { ...layout, series: series.map((one) => ({ ...one, losses: Float64Array.of(one.size, 5) })) },
  });
  asked.length = 0;
  const last = await opened();
  await last.comeBackToDraws(start);
  expect(last.drawn.value?.losses).toEqual([[10], [100], [1000]]);
  expect(asked).toEqual(['keptDraws']);
  expect(start).not.toHaveBeenCalled();
});

test('a page that takes another’s place shows what was checked without checking it', async () => {
  const result = { loss: 2 };
  answers.set('keptCheck', {
    last: { asked: { experiment: defaultExperiment, mistake: 'float32' }, answer: result },
    underWay: null,
  });
  const page = await opened();
  await page.comeBackToCheck(defaultExperiment);
  expect(page.checked.value).toEqual({ experiment: defaultExperiment, mistake: 'float32', result });
  expect(page.wanted.value).toBe('float32');
  expect(asked).toEqual(['keptCheck']);
});
