import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ulps } from '../engine/numpy';
import { Bench, builds } from './builds';

/** Fixed-point numbers with this many binary places. */
const places = 1400n;
const one = 1n << places;

function fixed(x: number): bigint {
  const bits = new BigUint64Array(new Float64Array([Math.abs(x)]).buffer)[0];
  const exponent = (bits >> 52n) & 0x7ffn;
  const mantissa = exponent === 0n ? bits : (bits & 0xfffffffffffffn) | 0x10000000000000n;
  const shift = places + (exponent === 0n ? 1n : exponent) - 1075n;
  const size = shift >= 0n ? mantissa << shift : mantissa >> -shift;
  return x < 0 ? -size : size;
}

/** eˣ by its series after eight halvings, exactly but for some hundred places behind the last that a double has. */
function exact(x: number): bigint {
  const halved = fixed(x) >> 12n;
  let sum = one;
  let power = one;
  for (let k = 1n; power !== 0n && k < 400n; k++) {
    power = (power * halved) / (k * one);
    sum += power;
  }
  for (let i = 0; i < 12; i++) sum = (sum * sum) >> places;
  return sum;
}

/** How far y is from the exact value, in units of y's last place. */
function error(y: number, value: bigint): number {
  const [below, above] = [fixed(y), fixed(y) + unit(y)];
  return Number(((value - below) * 1_000_000n) / (above - below)) / 1_000_000;
}

const unit = (y: number) => {
  const bits = new BigInt64Array(new Float64Array([Math.abs(y)]).buffer);
  bits[0]++;
  return fixed(new Float64Array(bits.buffer)[0]) - fixed(Math.abs(y));
};

describe.each(builds)('the exponential and the logarithm of $name', (build) => {
  const bench = new Bench(build, 'float64');
  const at = bench.reserve(4096);
  const apply = (kernel: 'expEach' | 'logEach', values: number[]) => {
    bench.elements.set(values, at / 8);
    bench.kernels[kernel](at, values.length);
    return Array.from(bench.elements.subarray(at / 8, at / 8 + values.length));
  };

  test('eˣ is within 1 unit in the last place', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.double({ min: -1, max: 1, noNaN: true }), fc.double({ min: -700, max: 709, noNaN: true })),
        (x) => {
          expect(Math.abs(error(apply('expEach', [x])[0], exact(x)))).toBeLessThan(1);
        },
      ),
      { numRuns: 300 },
    );
  });

  test(
    'log x is within 1 unit in the last place: e to the numbers on either side encloses x',
    { timeout: 60_000 },
    () => {
      const around = (y: number, by: bigint) => {
        const bits = new BigInt64Array(new Float64Array([y]).buffer);
        bits[0] += by;
        return new Float64Array(bits.buffer)[0];
      };
      const x = fc.oneof(
        fc.double({ min: 1e-7, max: 2, noNaN: true }),
        fc.double({ min: 1e-300, max: 1e300, noNaN: true }),
      );
      fc.assert(
        fc.property(x, (value) => {
          fc.pre(value !== 1);
          const y = apply('logEach', [value])[0];
          const ends = [exact(around(y, -1n)), exact(around(y, 1n))];
          const inside = fixed(value);
          expect(ends.some((end) => end <= inside) && ends.some((end) => end >= inside)).toBe(true);
        }),
        { numRuns: 300 },
      );
    },
  );

  test('the ends of the range', () => {
    const special = apply('expEach', [0, -0, -Infinity, Infinity, NaN, 710, -746, 709.782712893384]);
    expect(special.slice(0, 7)).toEqual([1, 1, 0, Infinity, NaN, Infinity, 0]);
    expect(ulps(special[7], Math.exp(709.782712893384))).toBeLessThanOrEqual(1);
    expect(apply('logEach', [1, 0, -1, Infinity, NaN, -Infinity])).toEqual([0, -Infinity, NaN, Infinity, NaN, NaN]);
    for (const x of [5e-324, 1e-310, 2.2250738585072014e-308])
      expect(ulps(apply('logEach', [x])[0], Math.log(x))).toBeLessThanOrEqual(1);
    for (const x of [-745.1, -720, -708.5]) expect(ulps(apply('expEach', [x])[0], Math.exp(x))).toBeLessThanOrEqual(1);
  });
});
