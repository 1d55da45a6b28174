import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { pairwiseSum, RandomState } from '../../../src/engine';

type Call =
  | { call: 'random_sample' | 'randn' | 'permutation'; n: number; values: number[] }
  | { call: 'choice' | 'choice_without'; population: number; n: number; values: number[] }
  | { call: 'randint'; low: number; high: number; n: number; values: number[] };

interface Sum {
  seed: number;
  length: number;
  sum: number;
}

const fixture = (name: string): unknown =>
  JSON.parse(readFileSync(join(import.meta.dirname, `../../fixtures/${name}.json`), 'utf8'));

/** What NumPy 1.24 gave; test/fixtures/make_stream_fixtures.py made it. */
const figures = fixture('numpy-stream') as {
  numpy: string;
  stream: { seed: number; calls: Call[] }[];
  sums: Sum[];
  rows: { seed: number; length: number; sums: number[] }[];
};

/** Of two NumPys; test/fixtures/make_sum_fixtures.py made it. */
const sums = fixture('numpy-sums') as { numpy: string; sums: Sum[] }[];

function answer(stream: RandomState, call: Call): ArrayLike<number> {
  switch (call.call) {
    case 'random_sample':
      return stream.randomSample(call.n);
    case 'randn':
      return stream.randn(call.n);
    case 'permutation':
      return stream.permutation(call.n);
    case 'choice':
      return stream.choice(call.population, call.n);
    case 'choice_without':
      return stream.choice(call.population, call.n, false);
    case 'randint':
      return stream.randint(call.low, call.high, call.n);
  }
}

/** The script's values: of both signs, their sizes forty powers of two apart. */
function mixed(seed: number, count: number): Float64Array {
  const stream = new RandomState(seed);
  const values = stream.randomSample(count);
  const exponents = stream.randint(-20, 21, count);
  return values.map((value, i) => (value - 0.5) * 2 ** exponents[i]);
}

describe('calls in any order draw from one stream as NumPy’s do', () => {
  test.each(figures.stream)('seed $seed', ({ seed, calls }) => {
    const stream = new RandomState(seed);
    for (const call of calls) {
      const { values, ...what } = call;
      expect({ ...what, values: Array.from(answer(stream, call)) }).toEqual({ ...what, values });
    }
  });
});

test.each(figures.sums)('np.sum of $length values', ({ seed, length, sum }) => {
  expect(pairwiseSum(mixed(seed, length))).toBe(sum);
});

test('np.sum(axis=1) adds each row by itself', () => {
  for (const { seed, length, sums } of figures.rows) {
    const values = mixed(seed, 5 * length);
    expect(sums.map((_, n) => pairwiseSum(values, n * length, length))).toEqual(sums);
  }
});

describe('np.sum of more values than NumPy buffered at a time', () => {
  const [older, newer] = sums;

  test.each(older.sums)('$length values, as the NumPy of the fixtures has it', ({ seed, length, sum }) => {
    expect(pairwiseSum(mixed(seed, length))).toBe(sum);
  });

  test('a newer one, which adds them in another order, is a rounding away', () => {
    expect([older.numpy, newer.numpy]).toEqual([figures.numpy, '2.4.6']);
    const apart = newer.sums.map(({ seed, length, sum }) => {
      const values = mixed(seed, length);
      const size = values.reduce((total, value) => total + Math.abs(value), 0);
      return Math.abs(pairwiseSum(values) - sum) / size;
    });
    expect(apart[0]).toBe(0);
    expect(Math.max(...apart)).toBeGreaterThan(0);
    expect(Math.max(...apart)).toBeLessThan(2 ** -52);
  });
});
