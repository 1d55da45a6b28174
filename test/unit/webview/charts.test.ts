import { expect, test } from 'vitest';
import { defaultExperiment } from '../../../src/runs/experiment/experiment';
import { dashedApart } from '../../../webview/charts/dashes';
import { Decimation } from '../../../webview/charts/decimation';
import { isHardlyBelow } from '../../../webview/charts/linearAxis';
import { fillLogTicks, logTick } from '../../../webview/charts/logAxis';
import { countOutside, mostOf } from '../../../webview/charts/outliers';
import { Smoothed } from '../../../webview/charts/smoothing';
import { stepsWithRoom } from '../../../webview/charts/stepAxis';
import { zoomWithin } from '../../../webview/charts/zoom';
import { ticksTo, topOf } from '../../../webview/live/axis';

const all = { first: 0, last: Infinity };
const steps = (count: number, loss: (step: number) => number) => Array.from({ length: count }, (_, step) => loss(step));
const falling = steps(3000, (step) => (0.1 + 2.2 * Math.exp(-step / 100)) * Math.exp(0.3 * Math.sin(7 * step)));

test('a run that was thrown far up is left out of the axis, and its steps are counted', () => {
  const thrown = steps(200, (step) => (step < 50 ? 2.3 : 1e20));
  for (const logY of [true, false]) {
    const ends = mostOf([falling, thrown], all, logY)!;
    expect(ends[1]).toBeLessThan(1000);
    expect(countOutside([thrown], all, ends)).toBeGreaterThanOrEqual(150);
  }
  // On a logarithmic axis the fall itself is nothing unusual.
  expect(countOutside([falling], all, mostOf([falling], all, true)!)).toBe(0);
});

test('where all lies together nothing is left out, and what is not finite is no outlier', () => {
  const noisy = steps(500, (step) => 1 + 0.1 * Math.sin(step));
  const ends = mostOf([noisy], all, true)!;
  expect(countOutside([noisy], all, ends)).toBe(0);
  expect(countOutside([[...noisy, NaN, Infinity, -Infinity]], all, ends)).toBe(0);
  expect(mostOf([steps(100, () => 2.3)], all, false)).toBeUndefined();
  expect(mostOf([[NaN, Infinity]], all, true)).toBeUndefined();
});

test('extremes and broken steps survive the decimation of a million steps', () => {
  const loss = steps(1_000_000, (step) => 1 + 0.01 * Math.sin(step));
  loss[123_456] = 7;
  loss[765_432] = 0.01;
  loss[500_000] = NaN;
  const { line, broken } = new Decimation().follow(loss, {
    first: 0,
    last: loss.length - 1,
    columns: 800,
    logX: false,
    logY: false,
  });
  expect(line.length).toBeLessThanOrEqual(1601);
  expect(line).toContainEqual({ x: 123_456, y: 7 });
  expect(line).toContainEqual({ x: 765_432, y: 0.01 });
  expect(broken).toEqual([500_000]);
});

test('smoothing neither bends the start nor a constant, and passes over what is not finite', () => {
  const smoothed = new Smoothed(0.97);
  smoothed.follow([2, 2, NaN, 2, Infinity, 2]);
  for (const value of smoothed.values) expect(value).toBeCloseTo(2, 12);
});

test('a zoom does not outlive the runs it was on', () => {
  const zoom = { min: 2000, max: 3000 };
  expect(zoomWithin(zoom, 2999)).toBe(zoom);
  expect(zoomWithin(zoom, 2500)).toBe(zoom);
  expect(zoomWithin(zoom, 299)).toBeNull();
  expect(zoomWithin(null, 299)).toBeNull();
});

test('a small axis ends, and has a few round numbers, whatever the loss', () => {
  expect(ticksTo(topOf([{ x: 0, y: 2.3 }]))).toEqual([0, 1, 2]);
  expect(topOf([{ x: 0, y: NaN }])).toBe(1);
  for (const y of [5e-324, 1e-310, 0.3, 1e9, 1.75e308, Number.MAX_VALUE]) {
    const top = topOf([{ x: 0, y }]);
    expect(Number.isFinite(top) && top >= y).toBe(true);
    expect(ticksTo(top).length).toBeLessThanOrEqual(4);
  }
});

const ticksOf = (min: number, max: number) => {
  const scale = { min, max, ticks: [] as { value: number }[] };
  fillLogTicks(scale);
  return scale.ticks.map(({ value }) => logTick(value));
};

test('a logarithmic axis has figures to read it by, however little of it there is', () => {
  expect(ticksOf(0.01, 20)).toEqual(['0.01', '0.02', '0.05', '0.1', '0.2', '0.5', '1', '2', '5', '10', '20']);
  expect(ticksOf(2.1, 2.302)).toEqual(['2.1', '2.2', '2.3']);
  expect(ticksOf(0.00012, 0.00013).length).toBeGreaterThan(2);
  expect(ticksOf(2, 2)).toEqual(['2']);
});

test('on a logarithmic axis losses at or below 0 are marked and hide none of the others', () => {
  // As of single digits that are read right: −log(1 + 1e-7) of every third.
  const loss = steps(300_000, (step) =>
    step % 3 === 0 ? -1.2e-7 : step % 3 === 1 ? 5.96e-8 : 16 * Math.exp(-step / 1e5),
  );
  const view = { first: 0, last: loss.length - 1, columns: 600, logX: false, logY: true };
  const { line, below } = new Decimation().follow(loss, view);
  expect(Math.min(...line.map(({ y }) => y))).toBe(5.96e-8);
  expect(line).toHaveLength(1200);
  expect(below).toHaveLength(600);
});

test('a loss a hair below 0 does not take the axis far below it', () => {
  const line = (...values: number[]) => [{ points: values.map((y, x) => ({ x, y })) }];
  expect(isHardlyBelow(line(16, -1.2e-7, NaN))).toBe(true);
  expect(isHardlyBelow(line(16, 0))).toBe(false);
  expect(isHardlyBelow(line(16, -3))).toBe(false);
  expect(isHardlyBelow(line(-1.2e-7))).toBe(false);
});

test('the axis of a run that goes on follows it in round steps', () => {
  const ends = (steps: number) =>
    [0, 896, 1000, 1001, 2400, 700_000].map((there) =>
      stepsWithRoom({ state: 'running', experiment: { ...defaultExperiment, steps } }, there),
    );
  expect(ends(1_000_000)).toEqual([1000, 1000, 1000, 2000, 5000, 1_000_000]);
  expect(ends(3000).slice(0, 5)).toEqual([1000, 1000, 1000, 2000, 3000]);
  expect(ends(300)[0]).toBe(300);
  expect(stepsWithRoom({ state: 'stopped', experiment: defaultExperiment }, 896)).toBe(896);
});

test('runs of one colour are told apart by their dashes, the oldest by none', () => {
  const runs = [0, 1, 0, 2, 0].map((color, i) => ({ id: String(i), color }));
  expect([...dashedApart(runs).values()]).toEqual([0, 0, 1, 0, 2]);
});
