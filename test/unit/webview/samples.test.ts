import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  byLoss,
  confusionOf,
  countDigits,
  countUnread,
  filterSamples,
  type Filter,
} from '../../../webview/labs/samples/filter';
import { repr32 } from '../../../src/engine/numberText';
import { unread } from '../../../webview/digits/noNumber';
import { readingWords } from '../../../webview/labs/samples/readingWords';
import { indexAt, layOut, moved, placeOf, rowsInView, scrolledTo } from '../../../webview/digits/gridLayout';

describe('the filter', () => {
  const labels = Uint8Array.of(5, 0, 4, 1, 9, 7, 2, 1);
  const train = 5;
  /** 0 is read as 6, the last 1 as 7; the rest right. */
  const readings = {
    predicted: Uint8Array.of(5, 6, 4, 1, 9, 7, 2, 7),
    losses: Float64Array.of(0.5, 3, 0.1, 0.5, 0.2, 0.3, NaN, 7),
  };
  const any = { split: 'all', digits: [], answer: 'any', cell: null } as const;
  const shown = (change: Partial<Filter>, order?: Uint32Array) =>
    filterSamples(labels, train, { ...any, ...change }, readings, order);

  test('shows a split', () => {
    expect(shown({ split: 'all', digits: [] })).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(shown({ split: 'train', digits: [] })).toEqual([0, 1, 2, 3, 4]);
    expect(shown({ split: 'test', digits: [] })).toEqual([5, 6, 7]);
  });

  test('shows the digits asked for, in the order of the samples', () => {
    expect(shown({ split: 'all', digits: [9, 1] })).toEqual([3, 4, 7]);
    expect(shown({ split: 'test', digits: [5] })).toEqual([]);
  });

  test('shows what is read right, or wrong', () => {
    expect(shown({ answer: 'wrong' })).toEqual([1, 7]);
    expect(shown({ answer: 'right', split: 'test' })).toEqual([5, 6]);
  });

  test('shows a cell of the confusion matrix, or a column of it', () => {
    expect(shown({ cell: { label: 1, predicted: 7 } })).toEqual([7]);
    expect(shown({ cell: { label: null, predicted: 7 } })).toEqual([5, 7]);
  });

  test('sorts by loss: what is no number is the largest, equals stay as they are stored', () => {
    expect(Array.from(byLoss(readings.losses, 'largest'))).toEqual([6, 7, 1, 0, 3, 5, 4, 2]);
    expect(Array.from(byLoss(readings.losses, 'smallest'))).toEqual([2, 4, 5, 0, 3, 1, 7, 6]);
    expect(shown({ split: 'test' }, byLoss(readings.losses, 'largest'))).toEqual([6, 7, 5]);
  });

  test('counts what is taken for what', () => {
    const counts = confusionOf(labels, train, 'all', readings.predicted);
    expect(counts.reduce((sum, n) => sum + n)).toBe(8);
    expect([counts[6], counts[17], counts[11], counts[55]]).toEqual([1, 1, 1, 1]);
    expect(confusionOf(labels, train, 'test', readings.predicted)[6]).toBe(0);
  });

  test('counts what a diverged network gave no number for, and puts it in no cell', () => {
    const predicted = Uint8Array.of(5, unread, 4, 1, 9, unread, unread, 7);
    expect(countUnread(labels, train, 'all', predicted)).toBe(3);
    expect(countUnread(labels, train, 'test', predicted)).toBe(2);
    expect(confusionOf(labels, train, 'all', predicted).reduce((sum, n) => sum + n)).toBe(5);
  });

  test('counts each digit of a split', () => {
    expect(countDigits(labels, train, 'all')).toEqual([1, 2, 1, 0, 1, 1, 0, 1, 0, 1]);
    expect(countDigits(labels, train, 'test')).toEqual([0, 1, 1, 0, 0, 0, 0, 1, 0, 0]);
  });
});

describe('the grid', () => {
  const grids = fc.record({
    length: fc.integer({ min: 1, max: 70_000 }),
    width: fc.integer({ min: 100, max: 4000 }),
    size: fc.integer({ min: 16, max: 112 }),
  });

  test('fits its columns into the width, rings at the edges included', () => {
    fc.assert(
      fc.property(grids, ({ length, width, size }) => {
        const layout = layOut(length, width, size);
        const lastColumn = placeOf(layout, layout.columns - 1);
        expect(placeOf(layout, 0).x).toBeGreaterThanOrEqual(2);
        if (layout.columns > 1) expect(lastColumn.x + size).toBeLessThanOrEqual(width - 2);
        expect(placeOf(layout, length - 1).y + size + 2).toBe(layout.height);
      }),
    );
  });

  test('finds every digit where it put it', () => {
    fc.assert(
      fc.property(grids, fc.nat(), ({ length, width, size }, at) => {
        const layout = layOut(length, width, size);
        const index = at % length;
        const { x, y } = placeOf(layout, index);
        expect(indexAt(layout, length, x, y)).toBe(index);
        expect(indexAt(layout, length, x + size - 1, y + size - 1)).toBe(index);
      }),
    );
  });

  test('finds nothing beside the digits', () => {
    const layout = layOut(10, 200, 36);
    expect(layout.columns).toBe(5);
    expect(indexAt(layout, 10, 0, placeOf(layout, 5).y)).toBe(-1);
    expect(indexAt(layout, 10, 100, layout.height + 50)).toBe(-1);
    expect(indexAt(layOut(3, 210, 112), 3, 200, 10)).toBe(-1);
    expect(indexAt(layOut(8, 200, 36), 8, 199 - 20, 60)).toBe(-1);
  });

  test('scrolls no further than it takes to have a digit wholly in view', () => {
    fc.assert(
      fc.property(grids, fc.nat(), fc.nat(), fc.integer({ min: 150, max: 2000 }), (grid, at, scrolled, height) => {
        const layout = layOut(grid.length, grid.width, grid.size);
        const from = scrolled % (layout.height + 1);
        const index = at % grid.length;
        const to = scrolledTo(layout, index, from, height);
        const { y } = placeOf(layout, index);
        expect(y).toBeGreaterThanOrEqual(to);
        expect(y + grid.size).toBeLessThanOrEqual(to + height);
        expect(scrolledTo(layout, index, to, height)).toBe(to);
        const { first, last } = rowsInView(layout, to, height);
        const row = Math.floor(index / layout.columns);
        expect(first <= row && row <= last).toBe(true);
      }),
    );
  });

  test('has no rows in view when it has none', () => {
    const { first, last } = rowsInView(layOut(0, 500, 36), 0, 400);
    expect(last).toBeLessThan(first);
  });

  test.each([
    ['ArrowLeft', 24],
    ['ArrowRight', 26],
    ['ArrowUp', 15],
    ['ArrowDown', 35],
    ['PageUp', 0],
    ['PageDown', 55],
    ['Home', 0],
    ['End', 99],
    ['Tab', undefined],
    ['toString', undefined],
  ])('%s moves from 25 to %s', (key, to) => {
    expect(moved(key, 25, 100, 10, 3)).toBe(to);
  });

  test('a key never moves past either end', () => {
    expect(moved('ArrowLeft', 0, 100, 10, 3)).toBe(0);
    expect(moved('ArrowDown', 95, 100, 10, 3)).toBe(99);
  });
});

// The digits of np.float32(p) / np.float32(255) in NumPy 1.24.
test.each([
  [0, '0'],
  [1, '0.003921569'],
  [51, '0.2'],
  [128, '0.5019608'],
  [253, '0.99215686'],
  [255, '1'],
])('pixel %i is %s of ink', (pixel, digits) => {
  expect(repr32(pixel / 255)).toBe(digits);
});

describe('how well a network reads', () => {
  const read = { split: 'test', all: 200, share: 0.975, unread: 0 } as const;

  test('is its accuracy, or that it guesses', () => {
    expect(readingWords(read, true)).toBe('reads 97.50\u00a0% of the test digits right');
    expect(readingWords(read, false)).toBe('It guesses: 97.50\u00a0% right.');
  });

  test('is no accuracy where it gives no number', () => {
    expect(readingWords({ ...read, share: 0, unread: 200 }, true)).toMatch(/^gives no number \(NaN\) for any digit/);
    expect(readingWords({ ...read, share: 0, unread: 200 }, false)).toMatch(/first weights are too large/);
    expect(readingWords({ ...read, unread: 3 }, true)).toMatch(/97\.50\u00a0% .*; for 3 it gives no number/);
  });
});
