import { describe, expect, test, vi } from 'vitest';
import { contourAt } from '../../../webview/charts/contours';
import { planeWords } from '../../../webview/labs/train/planeWords';
import { levelsBetween, logLosses, refined, valueAt, type Grid } from '../../../webview/labs/train/contours';

const grid = (side: number, of: (x: number, y: number) => number): Grid => ({
  side,
  values: Float64Array.from({ length: side * side }, (_, at) =>
    of((at % side) / (side - 1), Math.floor(at / side) / (side - 1)),
  ),
});

test('levels are round, a handful, and inside', () => {
  expect(levelsBetween(0.248, 4.45)).toEqual([0.3, 0.5, 0.7, 1, 1.5, 2, 3]);
  expect(levelsBetween(0.345, 0.55)).toEqual([0.36, 0.38, 0.4, 0.42, 0.44, 0.46, 0.48, 0.5, 0.52, 0.54]);
  expect(levelsBetween(-1e-7, 16.1).length).toBeLessThan(16);
  for (const [least, most] of [
    [0.1, 0.2],
    [1e-4, 3],
    [2.3, 2.4],
    [1, 900],
    [0, 1e30],
  ]) {
    const levels = levelsBetween(least, most);
    expect(levels.length, `${least} … ${most}`).toBeGreaterThan(3);
    expect(levels.length, `${least} … ${most}`).toBeLessThan(16);
    expect(levels).toEqual([...levels].sort((a, b) => a - b));
    expect(levels.every((level) => level > least && level < most)).toBe(true);
  }
  expect([levelsBetween(2, 2), levelsBetween(NaN, NaN)]).toEqual([[], []]);
});

vi.hoisted(() => vi.stubGlobal('document', { documentElement: { lang: 'en' } }));

/** A contour in fractions of the axes. */
const isoLine = ({ side, values }: Grid, level: number) =>
  contourAt(values, side, level).map((segment) => segment.map((at) => at / (side - 1)));

test('the words on a path’s plane go by the share of the movement that it holds', () => {
  expect(planeWords(0.972, true)).toContain('97.2\u00a0% of their movement: the path is nearly all in the picture');
  expect(planeWords(0.807, true)).toContain('80.7\u00a0% of their movement: the rest leads out of the picture');
  expect(planeWords(0.01, false)).toContain('Only 1.0\u00a0%');
  for (const isAlongPath of [true, false]) expect(planeWords(0, isAlongPath, true)).toContain('did not move');
});

describe('a surface', () => {
  test('is refined without moving what is known, smoothly, and exactly where it is a plane', () => {
    const plane = grid(5, (x, y) => 3 * x - y);
    const fine = refined(plane, 4);
    expect(fine.side).toBe(17);
    for (const [x, y] of [
      [0, 0],
      [0.3, 0.8],
      [1, 1],
      [0.97, 0.02],
    ])
      expect(valueAt(fine, x, y)).toBeCloseTo(3 * x - y, 12);
    const bowl = grid(9, (x, y) => x * x + 2 * y * y);
    expect(valueAt(refined(bowl, 4), 0.25, 0.75)).toBe(0.0625 + 2 * 0.5625);
    expect(valueAt(refined(bowl, 4), 0.4375, 0.6875)).toBeCloseTo(0.4375 ** 2 + 2 * 0.6875 ** 2, 4);
  });

  test('has the iso-line of a circle where the circle is', () => {
    const segments = isoLine(
      refined(
        grid(21, (x, y) => (x - 0.5) ** 2 + (y - 0.4) ** 2),
        4,
      ),
      0.09,
    );
    expect(segments.length).toBeGreaterThan(60);
    let length = 0;
    for (const [x0, y0, x1, y1] of segments) {
      expect(Math.hypot(x0 - 0.5, y0 - 0.4)).toBeCloseTo(0.3, 3);
      length += Math.hypot(x1 - x0, y1 - y0);
    }
    expect(length).toBeCloseTo(2 * Math.PI * 0.3, 2);
  });

  test('parts a saddle in two lines that do not cross', () => {
    const saddle: Grid = { side: 2, values: Float64Array.of(1, 0, 0, 1) };
    const sides = (level: number) => isoLine(saddle, level).map(([x0, y0, x1, y1]) => [x0 + x1, y0 + y1]);
    // Above the middle's 0.5, the corners that are high stand alone; below it, the low ones do.
    for (const [a, b] of sides(0.8)) expect(Math.abs(a - b)).toBeLessThan(0.01);
    for (const [a, b] of sides(0.2)) expect(Math.abs(a - b)).toBeGreaterThan(0.5);
    expect([sides(0.8).length, sides(0.2).length]).toEqual([2, 2]);
  });

  test('is blank where there is no loss, and finite where there is none left', () => {
    const logs = logLosses(Float64Array.of(1, NaN, Infinity, -1e-7));
    expect([logs[0], logs[1], logs[2]]).toEqual([0, NaN, NaN]);
    expect(Number.isFinite(logs[3])).toBe(true);
    expect(isoLine({ side: 2, values: Float64Array.of(0, 2, NaN, 2) }, 1)).toEqual([]);
  });
});
