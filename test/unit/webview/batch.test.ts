import { describe, expect, test } from 'vitest';
import { readFields, type Fields } from '../../../webview/batch/fields';
import { bins, densityOf, momentsOf, rangeOf } from '../../../webview/batch/histogram';

const good: Fields = { seed: ' 0 ', sizes: '10, 100 1000', draws: '2000', replace: false };

describe('what is typed', () => {
  test('is read', () => {
    const { plan, faults } = readFields(good);
    expect(plan).toEqual({ seed: 0, sizes: [10, 100, 1000], draws: 2000, replace: false });
    expect(faults).toEqual({});
  });

  test.each([
    ['sizes', '', 'Expected one to 4 batch sizes, got 0.'],
    ['sizes', '1 2 3 4 5', 'Expected one to 4 batch sizes, got 5.'],
    ['sizes', '10, 10', 'Each batch size once.'],
    ['sizes', '10, 60001', 'Expected a whole number from 1 to 60,000.'],
    ['sizes', '1.5', 'Expected a whole number from 1 to 60,000.'],
    ['seed', '-1', 'Expected a whole number from 0 to 4,294,967,295.'],
    ['seed', '4294967296', 'Expected a whole number from 0 to 4,294,967,295.'],
    ['draws', '1e400', 'Expected a whole number from 2 to 100,000.'],
    ['draws', 'NaN', 'Expected a whole number from 2 to 100,000.'],
  ] as const)('%s: "%s" is answered at its field', (field, text, sentence) => {
    expect(readFields({ ...good, [field]: text })).toEqual({ faults: { [field]: sentence } });
  });
});

describe('the histogram', () => {
  test('is a density: its area is the share within the picture', () => {
    const values = Array.from({ length: 500 }, (_, i) => (i * 7919) % 1000);
    const points = densityOf(values, [0, 1000]);
    expect(points).toHaveLength(bins + 1);
    expect(points.reduce((area, { y }) => area + (y * 1000) / bins, 0)).toBeCloseTo(1, 12);
    const half = densityOf(values, [0, 500]).reduce((area, { y }) => area + (y * 500) / bins, 0);
    expect(half).toBeCloseTo(values.filter((value) => value < 500).length / 500, 12);
  });

  test('holds equal values, and none at all', () => {
    const [low, high] = rangeOf([[2.3, 2.3]]);
    expect(low).toBeLessThan(2.3);
    expect(high).toBeGreaterThan(2.3);
    expect(rangeOf([[], []])).toEqual([0, 1]);
  });

  test('its moments are those of the population', () => {
    expect(momentsOf([1, 2, 3, 4])).toEqual({ mean: 2.5, deviation: Math.sqrt(1.25) });
  });
});
