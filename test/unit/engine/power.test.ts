import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { power } from '../../../src/engine';

/** Exact powers, rounded once; test/fixtures/make_power_fixtures.py made them. */
const fixtures = JSON.parse(readFileSync(join(import.meta.dirname, '../../fixtures/powers.json'), 'utf8')) as Record<
  string,
  { powers: [base: number, exponent: number, value: number][] }
>;

test.each(Object.entries(fixtures))('%s: every power is the nearest number', (_, { powers }) => {
  expect(powers.map(([base, exponent]) => power(base, exponent))).toEqual(powers.map(([, , value]) => value));
});

// IEC 60559, F.10.4.4 of the C standard.
test.each([
  [1, Infinity, 1],
  [1, NaN, 1],
  [NaN, 0, 1],
  [NaN, -0, 1],
  [-1, Infinity, 1],
  [-1, -Infinity, 1],
  [-1, NaN, NaN],
  [-0, -1, -Infinity],
  [-0, -3, -Infinity],
  [0, -1, Infinity],
  [-0, -2, Infinity],
  [-0, -0.5, Infinity],
  [-0, 3, -0],
  [-0, 2, 0],
  [-0, 0.5, 0],
  [0.5, -Infinity, Infinity],
  [0.5, Infinity, 0],
  [-2, Infinity, Infinity],
  [Infinity, -1, 0],
  [-Infinity, -1, -0],
  [-Infinity, 3, -Infinity],
  [-Infinity, 0.5, Infinity],
  [-8, 1 / 3, NaN],
  [-2, -1, -0.5],
  [2, 1024, Infinity],
  [-2, 1025, -Infinity],
  [2, -1074, 5e-324],
  // Half way to the least number: to the even one.
  [2, -1075, 0],
  [1.5, 1e300, Infinity],
  [1.5, -1e300, 0],
  [1 + 2 ** -52, 1e300, Infinity],
  [Number.MAX_VALUE, 1, Number.MAX_VALUE],
  [5e-324, 0.5, 2.2227587494850775e-162],
  [9, 1.5, 27],
  [10, 22, 1e22],
  [10, -5, 1e-5],
])('%d to the power %d is %d, as in C', (base, exponent, value) => {
  expect(power(base, exponent)).toBe(value);
});

test('what rounding is known for is met everywhere', () => {
  const any = fc.double({ noNaN: true });
  fc.assert(
    fc.property(any, (x) => {
      expect(power(x, 2)).toBe(x * x);
      expect(power(x, 1)).toBe(x);
      if (x !== 0) expect(power(x, -1)).toBe(1 / x);
      if (x > 0) expect(power(x, 0.5)).toBe(Math.sqrt(x));
    }),
    { numRuns: 1000 },
  );
});
