import { beforeEach, expect, test, vi } from 'vitest';
import { drawAgain, drawAndPick, drawn, pickedTimes, takeAndPick } from '../../../webview/labs/samples/drawing';
import { picked } from '../../../webview/host/state';

const { kept, answers } = vi.hoisted(() => ({
  kept: new Map<string, object>(),
  answers: [] as ((answer: { ids: number[] }) => void)[],
}));
vi.mock('../../../webview/host/requests', async () =>
  (await import('./requestsMock')).requestsOf({ answer: () => new Promise((resolve) => answers.push(resolve)), kept }),
);

const wanted = { seed: 0, size: 4, replace: true };
const ids = [30, 10, 30, 20];

beforeEach(() => {
  kept.clear();
  drawn.value = null;
  picked.value = [];
  answers.length = 0;
});

test('a draw is picked in its order, each digit once, and those that came twice are marked while it is picked', async () => {
  const drawing = drawAndPick(wanted);
  answers.pop()?.({ ids });
  await drawing;
  expect(picked.value).toEqual([30, 10, 20]);
  expect(drawn.value?.ids).toEqual(ids);
  expect([...pickedTimes.value].filter(([, n]) => n > 1)).toEqual([[30, 2]]);
  picked.value = [30, 10, 40];
  expect(pickedTimes.value.size).toBe(0);
  picked.value = [30, 10];
  expect(pickedTimes.value.size).toBe(0);
});

test('a later draw wins over an earlier one whose answer is late', async () => {
  const both = [drawAndPick(wanted), drawAndPick({ ...wanted, seed: 1 })];
  answers.pop()?.({ ids: [5] });
  answers.pop()?.({ ids });
  await Promise.all(both);
  expect(picked.value).toEqual([5]);
  expect(drawn.value?.from?.seed).toBe(1);
});

test('what was drawn is there again on a page that was closed meanwhile', async () => {
  drawAgain();
  expect(answers).toHaveLength(0);
  const drawing = drawAndPick(wanted);
  answers.pop()?.({ ids });
  await drawing;
  drawn.value = null;
  drawAgain();
  answers.pop()?.({ ids });
  await vi.waitFor(() => expect(drawn.value).toEqual({ from: wanted, ids }));
});

test('numbers that were pasted are taken as they stand, and are there again too', async () => {
  const late = drawAndPick(wanted);
  takeAndPick([43576, 5, 43576]);
  expect(picked.value).toEqual([43576, 5]);
  answers.shift()?.({ ids });
  await late;
  expect(picked.value).toEqual([43576, 5]);
  expect(drawn.value).toEqual({ from: null, ids: [43576, 5, 43576] });
  drawn.value = null;
  drawAgain();
  expect(drawn.value).toEqual({ from: null, ids: [43576, 5, 43576] });
});
