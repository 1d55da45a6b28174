import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Decimation } from '../../../webview/charts/decimation';
import { countGrown, countOutside } from '../../../webview/charts/outliers';

const loss = fc.oneof(
  { weight: 5, arbitrary: fc.integer({ min: -9, max: 9 }) },
  fc.constantFrom(NaN, Infinity, -Infinity),
);
const view = fc
  .record({
    first: fc.nat(30),
    length: fc.integer({ min: -1, max: 120 }),
    columns: fc.integer({ min: 1, max: 40 }),
    logX: fc.boolean(),
    logY: fc.boolean(),
  })
  .map(({ length, ...seen }) => ({ ...seen, last: seen.first + length }));

test('a line that has grown, piece by piece, is that of all its values', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(loss, { maxLength: 30 }), { maxLength: 8 }),
      fc.array(view, { minLength: 1, maxLength: 2 }),
      (pieces, views) => {
        const growing = new Decimation();
        let values: number[] = [];
        for (const [i, piece] of pieces.entries()) {
          values = [...values, ...piece];
          const seen = views[Math.floor((i * views.length) / pieces.length)];
          expect(growing.follow(values, seen)).toEqual(new Decimation().follow(values, seen));
        }
      },
    ),
  );
});

test('what was drawn before stays as it was, and is the same again where nothing has come', () => {
  const growing = new Decimation();
  const all = { first: 0, last: 99, columns: 10, logX: false, logY: false };
  const values = Array.from({ length: 100 }, (_, i) => (i === 50 ? NaN : Math.sin(i)));
  const half = growing.follow(values.slice(0, 55), all);
  const copy = structuredClone(half);
  expect(growing.follow(values.slice(0, 55), all)).toBe(half);
  growing.follow(values, all);
  expect(half).toEqual(copy);
  // Fewer values are others.
  expect(growing.follow(values.slice(0, 20), all)).toEqual(new Decimation().follow(values.slice(0, 20), all));
});

test('a line looks at what has grown, and not at the rest', () => {
  let looked = 0;
  const counting = (length: number) =>
    new Proxy(
      { length },
      {
        get: (_, key) => {
          if (key === 'length') return length;
          looked++;
          return 1 + 0.01 * Math.sin(Number(key));
        },
      },
    );
  const all = { first: 0, last: 999_999, columns: 800, logX: false, logY: false };
  const growing = new Decimation();
  growing.follow(counting(100_000), all);
  looked = 0;
  growing.follow(counting(100_010), all);
  expect(looked).toBeLessThan(10_000);
});

test('the lowest and the highest that an axis has a place for are there of every column, and every column with a step that is not finite', () => {
  fc.assert(
    fc.property(fc.array(loss, { minLength: 1, maxLength: 200 }), view, (values, seen) => {
      const { line, broken, below } = new Decimation().follow(values, seen);
      expect(line.length).toBeLessThanOrEqual(3 * seen.columns);
      const start = seen.logX ? Math.max(1, seen.first) : seen.first;
      const inView = values.slice(start, seen.last + 1);
      const finite = inView.filter(Number.isFinite);
      const placed = finite.filter((value) => !seen.logY || value > 0);
      const drawn = line.map(({ y }) => y).filter(Number.isFinite);
      if (placed.length > 0) {
        expect(Math.min(...drawn)).toBe(Math.min(...placed));
        expect(Math.max(...drawn)).toBe(Math.max(...placed));
      }
      expect(broken.length > 0).toBe(finite.length < inView.length);
      expect(below.length > 0).toBe(placed.length < finite.length);
      for (const step of below) expect(values[step]).toBeLessThanOrEqual(0);
      for (const { x, y } of line) expect(Number.isNaN(y) ? !Number.isFinite(values[x]) : values[x] === y).toBe(true);
    }),
  );
});

test('what lies outside of a growing series is counted once, and anew where the picture is another', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(loss, { maxLength: 20 }), { maxLength: 6 }),
      view,
      fc.constantFrom(0, -3),
      (pieces, seen, low) => {
        const of = {};
        let values: number[] = [];
        for (const piece of pieces) {
          values = [...values, ...piece];
          expect(countGrown(of, values, seen, [low, 5])).toBe(countOutside([values], seen, [low, 5]));
        }
        expect(countGrown(of, values, seen, [1, 2])).toBe(countOutside([values], seen, [1, 2]));
        expect(countGrown(of, values.slice(0, 3), seen, [1, 2])).toBe(countOutside([values.slice(0, 3)], seen, [1, 2]));
      },
    ),
  );
});
