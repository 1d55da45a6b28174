import { expect, test } from 'vitest';
import { isOverview, LossRecord } from '../../../src/shared/lossRecord';
import { overviewOf, spreadOut } from '../../../src/shared/overview';
import { Decimation } from '../../../webview/charts/decimation';

test('a record grows, and what is written again is written over', () => {
  const record = new LossRecord('a');
  record.append(0, Float64Array.of(1, 2, 3), []);
  record.append(
    2,
    Float64Array.from({ length: 5000 }, (_, i) => i),
    [{ step: 5002, train: 0.5, test: 0.5 }],
  );
  expect(record.loss.length).toBe(5002);
  expect([...record.loss.subarray(0, 4)]).toEqual([1, 2, 0, 1]);
  const { loss } = record.series();
  record.append(0, Float64Array.of(7), []);
  expect(loss[0]).toBe(1);
  expect(loss.buffer.byteLength).toBe(8 * 5002);
  // What it was made from stays as it was.
  const copy = new LossRecord('a', record.series());
  copy.append(5002, Float64Array.of(9), []);
  expect(record.loss.length).toBe(5002);
});

test.each([
  ['finite losses', [2.302584092994546, 0, NaN, Infinity, -Infinity], Float32Array],
  ['one that overflows in float32', [1, 1e39], Float64Array],
  ['one that float32 takes for 0', [1, 1e-60], Float64Array],
  ['one that float32 holds with a digit or two', [1, 1e-44], Float64Array],
])('a page is sent %s as it can draw them', (_, losses, Floats) => {
  const record = new LossRecord('a');
  record.append(0, Float64Array.from(losses), []);
  const loss = record.sent(true).loss as Float64Array;
  expect(loss).toBeInstanceOf(Floats);
  expect([...loss]).toEqual(losses.map((value) => (Floats === Float32Array ? Math.fround(value) : value)));
  expect(loss.buffer.byteLength).toBe(loss.byteLength);
});

test('a long run is sent as an overview first, whose picture is that of all of it', () => {
  const steps = 300_000;
  const losses = Float64Array.from({ length: steps }, (_, step) => 2 / (1 + step / 1000) + 0.1 * Math.sin(step * 7.3));
  losses[123_456] = 40;
  losses[200_000] = NaN;
  const record = new LossRecord('a');
  record.append(0, losses, []);
  const sent = record.sent(false);
  expect(isOverview(sent)).toBe(true);
  expect(isOverview(record.sent(true))).toBe(false);
  const overview = new LossRecord('a', sent);
  expect([overview.isOverview, overview.loss.length]).toEqual([true, steps]);
  const columns = 500;
  const whole = new Decimation().follow(losses, { first: 0, last: steps - 1, columns, logX: false, logY: false });
  const early = new Decimation().follow(overview.loss, {
    first: 0,
    last: steps - 1,
    columns,
    logX: false,
    logY: false,
  });
  expect(early.broken).toEqual(whole.broken);
  const extremes = ({ line }: typeof whole) => [Math.min, Math.max].map((of) => of(...line.map(({ y }) => y || 0)));
  expect(extremes(early)).toEqual(extremes(whole));
  expect(early.line.find(({ y }) => y === 40)?.x).toBe(123_456);
  // It goes on growing where it is.
  overview.append(steps, Float64Array.of(7), []);
  expect([overview.loss.length, overview.loss[steps]]).toEqual([steps + 1, 7]);
});

test('a series that begins or ends without a number is spread out as it is', () => {
  const series = Float64Array.of(NaN, 1, 2, NaN);
  const overview = overviewOf(series);
  expect([...spreadOut(overview)]).toEqual([...series]);
  expect([...spreadOut(overviewOf(Float64Array.of(NaN)))]).toEqual([NaN]);
});
