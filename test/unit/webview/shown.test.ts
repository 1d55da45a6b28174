import { expect, test } from 'vitest';
import { smoothedLoss } from '../../../webview/charts/smoothing';
import { receive, shown } from '../../../webview/host/state';

const series = (id: string, ...loss: number[]) => ({ id, loss: Float32Array.from(loss), accuracy: [] });

test('a run that is on the charts already grows there, and is not sent again', () => {
  receive({ type: 'shown', ids: ['a'], series: [series('a', 3, 2)] });
  const progress = { seconds: 0, pace: { samplesPerSecond: 1, secondsLeft: 1 }, accuracy: [] };
  receive({ type: 'progress', id: 'a', firstStep: 2, loss: Float64Array.of(1), ...progress });
  receive({ type: 'shown', ids: ['b', 'a'], series: [series('b', 9)] });
  expect(shown.value.map(({ id, loss }) => [id, ...loss])).toEqual([
    ['b', 9],
    ['a', 3, 2, 1],
  ]);
  receive({ type: 'shown', ids: ['a'], series: [] });
  expect(shown.value.map(({ id }) => id)).toEqual(['a']);
});

test('steps that come after a gap wait for the next snapshot, which is asked for', () => {
  receive({ type: 'shown', ids: ['c'], series: [series('c', 3)] });
  const progress = { seconds: 0, pace: { samplesPerSecond: 1, secondsLeft: 1 }, accuracy: [] };
  expect(receive({ type: 'progress', id: 'c', firstStep: 5, loss: Float64Array.of(1), ...progress })).toBe(true);
  expect(receive({ type: 'progress', id: 'c', firstStep: 1, loss: new Float64Array(), ...progress })).toBe(false);
  expect(receive({ type: 'progress', id: 'not drawn', firstStep: 5, loss: Float64Array.of(1), ...progress })).toBe(
    false,
  );
  expect([...shown.value[0].loss]).toEqual([3]);
});

test('the whole of a run takes the place of its overview', () => {
  const overview = { steps: 4, at: Uint32Array.of(0, 2), values: Float64Array.of(3, 1) };
  receive({ type: 'shown', ids: ['d'], series: [{ id: 'd', loss: overview, accuracy: [] }] });
  const [first] = shown.value;
  expect([first.isOverview, ...first.loss]).toEqual([true, 3, 3, 1, 1]);
  expect([...smoothedLoss(first, 0).values]).toEqual([3, 3, 1, 1]);
  receive({ type: 'shown', ids: ['d'], series: [series('d', 3, 2, 1, 5)] });
  const [whole] = shown.value;
  expect([whole.isOverview, ...whole.loss]).toEqual([false, 3, 2, 1, 5]);
  expect([...smoothedLoss(whole, 0).values]).toEqual([3, 2, 1, 5]);
});
