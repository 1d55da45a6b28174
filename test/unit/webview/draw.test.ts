import { beforeEach, expect, test, vi } from 'vitest';
import { draw, drawAgain, drawn, pickedTimes, takeAndPick } from '../../../webview/labs/samples/drawing';
import { picked } from '../../../webview/host/state';

const { kept, answers } = vi.hoisted(() => ({
  kept: new Map<string, object>(),
  answers: [] as ((answer: { ids: number[] }) => void)[],
}));
vi.mock('../../../webview/host/requests', () => ({
  request: () => new Promise((resolve) => answers.push(resolve)),
  recall: (part: string, initial: object) => ({ ...initial, ...kept.get(part) }),
  onForget: () => undefined,
  remember: (part: string, change: object) => kept.set(part, { ...kept.get(part), ...change }),
}));

const wanted = { seed: 0, size: 4, replace: true };
const ids = [30, 10, 30, 20];

beforeEach(() => {
  kept.clear();
  drawn.value = null;
  picked.value = [];
  answers.length = 0;
});

test('a draw is picked in its order, each digit once, and those that came twice are marked while it is picked', async () => {
  const drawing = draw(wanted);
  answers.pop()?.({ ids });
  picked.value = (await drawing) ?? [];
  expect(picked.value).toEqual([30, 10, 20]);
  expect(drawn.value?.ids).toEqual(ids);
  expect([...pickedTimes.value].filter(([, n]) => n > 1)).toEqual([[30, 2]]);
  picked.value = [30, 10, 40];
  expect(pickedTimes.value.size).toBe(0);
  picked.value = [30, 10];
  expect(pickedTimes.value.size).toBe(0);
});

test('a later draw wins over an earlier one whose answer is late', async () => {
  const [first, second] = [draw(wanted), draw({ ...wanted, seed: 1 })];
  answers.pop()?.({ ids: [5] });
  answers.pop()?.({ ids });
  expect([await first, await second]).toEqual([null, [5]]);
  expect(drawn.value?.from?.seed).toBe(1);
});

test('what was drawn is there again on a page that was closed meanwhile', async () => {
  drawAgain();
  expect(answers).toHaveLength(0);
  const drawing = draw(wanted);
  answers.pop()?.({ ids });
  await drawing;
  drawn.value = null;
  drawAgain();
  answers.pop()?.({ ids });
  await vi.waitFor(() => expect(drawn.value).toEqual({ from: wanted, ids }));
});

test('numbers that were pasted are taken as they stand, and are there again too', async () => {
  const late = draw(wanted);
  takeAndPick([43576, 5, 43576]);
  expect(picked.value).toEqual([43576, 5]);
  answers.shift()?.({ ids });
  expect(await late).toBeNull();
  expect(drawn.value).toEqual({ from: null, ids: [43576, 5, 43576] });
  drawn.value = null;
  drawAgain();
  expect(drawn.value).toEqual({ from: null, ids: [43576, 5, 43576] });
});
