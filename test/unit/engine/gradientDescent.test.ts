import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { gradientDescent, numericalGradientOf, type MultivariateFunction } from '../../../src/engine';
import { Expression } from '../../../src/functions/expression';

/** What NumPy 1.24 computed; test/fixtures/make_gradient_fixtures.py made it. */
const figures = JSON.parse(readFileSync(join(import.meta.dirname, '../../fixtures/numpy-gradient.json'), 'utf8')) as {
  gradients: { f: string; x: number[]; h: number; gradient: number[] }[];
  descents: { f: string; init_x: number[]; lr: number; step_num: number; path: number[][]; values: number[] }[];
};

const typed = (f: string) => Expression.parseMultivariate(f).asMultivariateFunction();
const bowl: MultivariateFunction = (x) => x[0] * x[0] + x[1] * x[1];
const numbers = (values: ArrayLike<number>) => Array.from(values);

describe('the gradient of a function of several variables', () => {
  test.each(figures.gradients)('is NumPy’s to the last bit: $f at $x, h = $h', ({ f, x, h, gradient }) => {
    expect(numbers(numericalGradientOf(typed(f), x, { h }))).toEqual(gradient);
  });

  test('is the book’s', () => {
    expect(numbers(numericalGradientOf(bowl, [3, 4]))).toEqual([6.00000000000378, 7.999999999999119]);
    expect(numbers(numericalGradientOf(bowl, [0, 2]))).toEqual([0, 4.000000000004]);
    expect(numbers(numericalGradientOf(bowl, [3, 0]))).toEqual([6.000000000012662, 0]);
  });

  test('takes a sum of squares apart, whatever the method, and leaves x as it is', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 6 }),
        fc.constantFrom('forward', 'central', 'fivePoint', 'richardson', 'complexStep'),
        (integers, method) => {
          const x = Float64Array.from(integers, (value) => value / 10);
          const f = typed(integers.map((_, i) => `${i + 1}*x${i}^2`).join('+'));
          numericalGradientOf(f, x, { method }).forEach((value, i) => {
            expect(Math.abs(value - 2 * (i + 1) * x[i])).toBeLessThan(method === 'forward' ? 1e-3 : 1e-6);
          });
          expect(numbers(x)).toEqual(integers.map((value) => value / 10));
        },
      ),
    );
  });

  test('by the complex step is exact to rounding', () => {
    const f = 'exp(x0*x1)/(1+x2^2)';
    const x = [0.3, -1.2, 2];
    const exact = Expression.parseMultivariate(f).exactGradient(x) as number[];
    numericalGradientOf(typed(f), x, { method: 'complexStep', h: 1e-50 }).forEach((value, i) => {
      expect(value / exact[i]).toBeCloseTo(1, 14);
    });
  });

  test('in float32 rounds every coordinate, and h = 1e-50 is 0', () => {
    const seen: number[] = [];
    const f: MultivariateFunction = (x) => {
      seen.push(...numbers(x));
      return bowl(x);
    };
    const gradient = numericalGradientOf(f, [0.1, 0.7], { dtype: 'float32', h: 1e-2 });
    expect(seen.every((value) => Math.fround(value) === value)).toBe(true);
    expect(gradient[1]).toBe(Math.fround(gradient[1]));
    expect(gradient[1]).toBeCloseTo(1.4, 4);
    expect(numbers(numericalGradientOf(bowl, [3, 4], { dtype: 'float32', h: 1e-50 }))).toEqual([NaN, NaN]);
    expect(numbers(numericalGradientOf(bowl, [3, 4], { h: 1e-50 }))).toEqual([0, 0]);
  });
});

describe('gradient descent', () => {
  test.each(figures.descents)('is NumPy’s to the last bit: $f from $init_x, η = $lr', (descent) => {
    const start = Float64Array.from(descent.init_x);
    const { x, path, values, reason } = gradientDescent(typed(descent.f), start, {
      learningRate: descent.lr,
      stepNum: descent.step_num,
    });
    expect(path.map(numbers)).toEqual(descent.path);
    expect(values).toEqual(descent.values);
    expect(x).toBe(path.at(-1));
    expect(reason).toBe('completed');
    expect(numbers(start)).toEqual(descent.init_x);
  });

  test('the book’s three learning rates', () => {
    const end = (learningRate: number) => gradientDescent(bowl, [-3, 4], { learningRate }).x;
    expect(numbers(end(0.1))).toEqual([-6.111107928998789e-10, 8.148143905314271e-10]);
    expect(numbers(end(10))).toEqual([-25898374737328.363, -1295248616896.5398]);
    expect(numbers(end(1e-10))).toEqual([-2.999999939999995, 3.9999999199999934]);
  });

  test.each<[string, MultivariateFunction, number[], number, string]>([
    ['the value overflows', (x) => -Math.exp(x[0]), [1], 1, 'valueNotFinite'],
    ['the start has no value', (x) => Math.log(x[0]), [-1], 0.1, 'valueNotFinite'],
    ['the step reaches beyond the domain', (x) => Math.sqrt(x[0]), [0], 0.1, 'gradientNotFinite'],
    ['x overflows where f does not', (x) => Math.min(0, -1e5 * x[0]), [1], 1e308, 'pointNotFinite'],
  ])('ends where %s, and says so', (_, f, start, learningRate, reason) => {
    const descent = gradientDescent(f, start, { learningRate, stepNum: 50 });
    expect(descent.reason).toBe(reason);
    expect(descent.path.length).toBeLessThanOrEqual(50);
    expect(descent.values).toHaveLength(descent.path.length);
    expect(descent.values.slice(0, -1).every(Number.isFinite)).toBe(true);
    expect(Number.isFinite(descent.values.at(-1))).toBe(reason === 'gradientNotFinite');
  });

  test('a last step out of the finite is said as well', () => {
    const f: MultivariateFunction = (x) => (x[0] < 0 ? NaN : x[0]);
    const { reason, path } = gradientDescent(f, [1], { learningRate: 2, stepNum: 1 });
    expect({ reason, points: path.length }).toEqual({ reason: 'valueNotFinite', points: 2 });
  });
});

describe('bad input is named', () => {
  test.each([
    [() => numericalGradientOf(bowl, [3, 4], { h: 0 }), 'h: expected a positive number, got 0.'],
    [() => numericalGradientOf(bowl, [3, 4], { h: NaN }), 'h: expected a positive number, got NaN.'],
    [() => numericalGradientOf(bowl, [3, 4], { h: Infinity }), 'h: expected a positive number, got ∞.'],
    [() => numericalGradientOf(bowl, []), 'x: expected at least one number, got none.'],
    [() => numericalGradientOf(bowl, [3, NaN]), 'x[1]: expected a finite number, got NaN.'],
    [
      () => numericalGradientOf(typed('x0^2+x1^2'), [3, 4, 5]),
      'x: expected a value for each of the 2 variables of f, got 3.',
    ],
    [
      () => numericalGradientOf(bowl, [3, 4], { method: 'complexStep' }),
      'f: the complex step needs f over complex numbers, which this function is not.',
    ],
    [() => gradientDescent(bowl, []), 'initX: expected at least one number, got none.'],
    [() => gradientDescent(bowl, [Infinity, 0]), 'initX[0]: expected a finite number, got ∞.'],
    [() => gradientDescent(bowl, [3, 4], { learningRate: NaN }), 'learningRate: expected a finite number, got NaN.'],
    [() => gradientDescent(bowl, [3, 4], { learningRate: Infinity }), 'learningRate: expected a finite number, got ∞.'],
    [() => gradientDescent(bowl, [3, 4], { stepNum: 0 }), 'stepNum: expected a whole number from 1, got 0.'],
    [() => gradientDescent(bowl, [3, 4], { stepNum: 1.5 }), 'stepNum: expected a whole number from 1, got 1.5.'],
    [() => gradientDescent(bowl, [3, 4], { stepNum: NaN }), 'stepNum: expected a whole number from 1, got NaN.'],
    [() => gradientDescent(bowl, [NaN, 4], { h: 0 }), 'initX[0]: expected a finite number, got NaN.'],
    [() => gradientDescent(bowl, [3, 4], { h: 0 }), 'h: expected a positive number, got 0.'],
  ])('%#', (call, sentence) => {
    expect(call).toThrow(expect.objectContaining({ name: 'BadInput', message: sentence }));
  });
});
