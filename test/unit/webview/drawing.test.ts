import { expect, test, vi } from 'vitest';
import type { Params } from '../../../src/shared/pageProtocol';
import { drawing, drawn, startDrawing } from '../../../webview/labs/batch/drawing';
import { readFields } from '../../../webview/labs/batch/fields';

const { asked } = vi.hoisted(() => ({
  asked: [] as { params: Params<'batchLosses'>; answer: (answer: object) => void }[],
}));
vi.mock('../../../webview/host/requests', async () =>
  (await import('./requestsMock')).requestsOf({
    answer: (_, params: Params<'batchLosses'>) => new Promise((resolve) => asked.push({ params, answer: resolve })),
  }),
);

test('the page asks for what it has not, until it is over, and shows all series from when each has begun', async () => {
  const { plan } = readFields({ seed: '0', sizes: '2, 3', draws: '40', replacement: 'with' });
  const over = startDrawing(plan!);
  const had: number[][] = [];
  const shown: boolean[] = [];
  for (const losses of [
    [[], []],
    [[1], []],
    [[2], [3]],
    [[], [4]],
  ]) {
    const { params, answer } = asked.splice(0)[0];
    had.push(params.series.map((one) => one.had));
    const isOver = had.length === 4;
    answer({ losses, measured: had.length === 1 ? 0.5 : 1, all: 1, spread: 1, network: { kind: 'run' }, isOver });
    await vi.waitFor(() => expect(asked.length === 1 || !drawing.isUnderWay).toBe(true));
    shown.push(drawn.value !== null);
  }
  await over;
  expect(had).toEqual([
    [0, 0],
    [0, 0],
    [1, 0],
    [2, 1],
  ]);
  expect(shown).toEqual([false, false, true, true]);
  expect(drawn.value?.losses).toEqual([
    [1, 2],
    [3, 4],
  ]);
});
