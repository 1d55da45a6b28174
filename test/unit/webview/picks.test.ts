import { beforeEach, expect, test, vi } from 'vitest';
import { picked, receive } from '../../../webview/host/state';
import { pick, toggle } from '../../../webview/labs/samples/picks';

const { asked } = vi.hoisted(() => ({ asked: [] as { ids: number[]; edit: number }[] }));
vi.mock('../../../webview/host/requests', () => ({
  request: (_: string, params: { ids: number[]; edit: number }) => {
    asked.push(params);
    return Promise.resolve(null);
  },
}));

beforeEach(() => {
  asked.length = 0;
  receive({ type: 'picked', picked: [], edit: null });
});

/** The host, some picks later, echoes pick `i`. */
const echo = (i: number) => receive({ type: 'picked', picked: asked[i].ids, edit: asked[i].edit });

test('picks that follow each other faster than the host answers are all kept', () => {
  toggle(1);
  toggle(2);
  echo(0);
  expect(picked.value).toEqual([1, 2]);
  toggle(3);
  echo(1);
  echo(2);
  expect(picked.value).toEqual([1, 2, 3]);
  toggle(2);
  expect(asked.map(({ ids }) => ids)).toEqual([[1], [1, 2], [1, 2, 3], [1, 3]]);
});

test('what the host picks by itself counts, and so does the echo of what is picked after it', () => {
  pick([1]);
  receive({ type: 'picked', picked: [7, 8], edit: null });
  expect(picked.value).toEqual([7, 8]);
  toggle(9);
  echo(1);
  expect(picked.value).toEqual([7, 8, 9]);
});
