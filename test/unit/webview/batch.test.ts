import { describe, expect, test } from 'vitest';
import { defaultExperiment } from '../../../src/runs/experiment/experiment';
import { untrainedSource } from '../../../src/shared/pageProtocol';
import { readFields, type Fields } from '../../../webview/labs/batch/fields';
import { networkWords } from '../../../webview/labs/batch/networkWords';
import { binsOf, densityOf, momentsOf, rangeOf, tellApart } from '../../../webview/labs/batch/histogram';

const good: Fields = { seed: ' 0 ', sizes: '10, 100 1000', draws: '2000', replacement: 'both' };

describe('what is typed', () => {
  test('is read', () => {
    const { plan, faults } = readFields(good);
    expect(plan).toMatchObject({ seed: 0, sizes: [10, 100, 1000], draws: 2000 });
    expect(plan?.series.map(({ size, replace, color }) => `${size} ${replace} ${color}`)).toEqual([
      '10 true --s1',
      '10 false --s1',
      '100 true --s2',
      '100 false --s2',
      '1000 true --s3',
      '1000 false --s3',
    ]);
    expect(readFields({ ...good, sizes: '5', replacement: 'without' }).plan?.series).toEqual([
      { size: 5, replace: false, color: '--s1' },
    ]);
    expect(faults).toEqual({});
  });

  test('is read as it is printed', () => {
    expect(readFields({ ...good, seed: '1,000', draws: '２，０００' }).plan).toMatchObject({ seed: 1000, draws: 2000 });
  });

  test.each(['10, 100', '10;100', '10 100', '[10, 100]'])('reads the list %s', (sizes) => {
    expect(readFields({ ...good, sizes }).plan?.sizes).toEqual([10, 100]);
  });

  test.each([
    ['sizes', '', 'Expected 1 to 4 batch sizes, got nothing.'],
    ['sizes', '1 2 3 4 5', 'Expected 1 to 4 batch sizes, got 5.'],
    ['sizes', '10,100', '“10,100” can be read in two ways: write 10100 for one number, 10, 100 for several.'],
    ['sizes', '10, 10', 'Expected every batch size once, got 10 again.'],
    ['sizes', '10, 60001', 'Expected a whole number from 1 to 60,000, got 60001.'],
    ['sizes', 'a, b', 'Expected a whole number from 1 to 60,000, got a.'],
    ['sizes', '010, 10', 'Expected every batch size once, got 10 again.'],
    ['sizes', '1.5', 'Expected a whole number from 1 to 60,000, got 1.5.'],
    ['seed', '-1', 'Expected a whole number from 0 to 4,294,967,295, got -1.'],
    ['seed', '4294967296', 'Expected a whole number from 0 to 4,294,967,295, got 4294967296.'],
    ['draws', '1e400', 'Expected a whole number from 2 to 100,000, got 1e400.'],
    ['draws', 'NaN', 'Expected a whole number from 2 to 100,000, got NaN.'],
  ] as const)('%s: "%s" is answered at its field', (field, text, sentence) => {
    expect(readFields({ ...good, [field]: text })).toEqual({ faults: { [field]: sentence } });
  });
});

describe('the histogram', () => {
  test('is a density: its area is the share within the picture', () => {
    const values = Array.from({ length: 500 }, (_, i) => (i * 7919) % 1000);
    const bins = binsOf(500);
    const points = densityOf(values, [0, 1000], bins);
    expect(points).toHaveLength(bins + 1);
    expect(points.reduce((area, { y }) => area + (y * 1000) / bins, 0)).toBeCloseTo(1, 12);
    const half = densityOf(values, [0, 500], bins).reduce((area, { y }) => area + (y * 500) / bins, 0);
    expect(half).toBeCloseTo(values.filter((value) => value < 500).length / 500, 12);
  });

  test('has fewer columns for fewer draws', () => {
    expect([2, 100, 2000, 100_000].map(binsOf)).toEqual([16, 28, 72, 72]);
  });

  test('its numbers can be told apart', () => {
    expect([tellApart(2.302585, 1e-3), tellApart(0.3329, 0.02), tellApart(12.3, 100)]).toEqual([
      '2.3026',
      '0.333',
      '12',
    ]);
    expect(tellApart(2.302585, 0)).toBe('2.3026');
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

describe('the note on the network', () => {
  const untrained = untrainedSource(defaultExperiment);

  test('speaks of ln 10 only where the mean loss is close to it, and gives both', () => {
    expect(networkWords(untrained, 2.30251, '')).toMatch(/mean loss of 2\.303 is close to ln 10 = 2\.303/);
    expect(networkWords(untrained, 2.52, '')).toMatch(/2\.520 is close to ln 10/);
    expect(networkWords(untrained, 2.56, '')).toMatch(/2\.560 is above ln 10 .* sure of itself/);
    expect(networkWords(untrained, NaN, '')).toBe('The network is untrained.');
  });

  test('names the run', () => {
    const source = { kind: 'run', runId: 'a', step: 300 } as const;
    expect(networkWords(source, 2.3, '300 steps')).toBe('The cross-entropy after 300 steps of the run “300 steps”.');
  });
});
