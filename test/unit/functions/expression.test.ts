import { describe, expect, test } from 'vitest';
import { numericalDiff } from '../../../src/engine';
import { Expression } from '../../../src/functions/expression';
import { numpy } from '../engine/numpy';

const at = (text: string, x: number) => Expression.parse(text).evaluate({ x });

describe.each(numpy.numerical_diff)('NumPy’s numerical derivative of $f at $x, h = $h', ({ f, x, h, ...figures }) => {
  const expression = Expression.parse(f.includes('x') && f !== 'exp' ? f : `${f}(x)`);
  const exactly = f.includes('*') && h >= 1e-8;
  // sin, exp and, for some x, even C's pow(x, 2) are a last digit off the rounded value: two of them, divided by h.
  const lastDigits = { float64: 2 ** -51 / h, float32: 2 ** -21 / h };

  test.each(['float64', 'float32'] as const)('%s', (dtype) => {
    for (const method of ['forward', 'central'] as const) {
      const expected = figures[dtype][method];
      const value = numericalDiff((point) => expression.evaluate({ x: point }), x, { h, method, dtype });
      if (expected === null) expect(value).toBeNaN();
      else if (exactly) expect(value).toBe(expected);
      else expect(Math.abs(value - expected)).toBeLessThanOrEqual(lastDigits[dtype]);
    }
  });
});

test('the notebook’s h = 1e-50 gives exactly 0, and in float32 h itself is 0', () => {
  const square = (x: number) => x * x;
  expect(numericalDiff(square, 3, { h: 1e-50, method: 'forward' })).toBe(0);
  expect(numericalDiff(square, 3, { h: 1e-50, method: 'forward', dtype: 'float32' })).toBeNaN();
});

test('higher methods come closer', () => {
  const error = (method: 'forward' | 'central' | 'fivePoint' | 'richardson') =>
    Math.abs(numericalDiff(Math.sin, 1, { h: 1e-2, method }) - Math.cos(1));
  expect(error('central')).toBeLessThan(error('forward') / 100);
  expect(error('fivePoint')).toBeLessThan(error('central') / 1000);
  expect(error('richardson')).toBeLessThan(1e-13);
});

test('the symbolic derivative is the exact one', () => {
  expect(Expression.parse('0.01*x**2+0.1*x').derivative().evaluate({ x: 5 })).toBe(0.2);
  expect(Expression.parse('tanh(x)').derivative().evaluate({ x: 0 })).toBe(1);
});

test('mathjs’s missing derivative of log2 is made up for', () => {
  expect(Expression.parse('log2(x)').derivative().evaluate({ x: 4 })).toBeCloseTo(0.25 / Math.LN2, 15);
  // d/dx log2(1 + log2(x)) = 1 / (x (1 + log2 x) ln² 2)
  const nested = Expression.parse('log2(1+log2(x))').derivative().evaluate({ x: 2 });
  expect(nested).toBeCloseTo(1 / (4 * Math.LN2 ** 2), 15);
});

test.each([
  ['x^2', ['x']],
  ['2', ['x']],
  ['x*y', ['x', 'y']],
  ['sin(y)', ['x', 'y']],
  ['x0', ['x0']],
  ['x1*exp(x3)', ['x0', 'x1', 'x2', 'x3']],
  ['pi*x0+e', ['x0']],
])('the variables of %s are %j', (text, variables) => {
  expect(Expression.parseMultivariate(text).variables).toEqual(variables);
});

test('the gradient is of the symbolic partial derivatives', () => {
  const f = Expression.parseMultivariate('x0^2*x1+sin(x2)');
  expect(f.asMultivariateFunction()([3, 4, 0])).toBe(36);
  expect(Array.from(f.gradient()([3, 4, 0]))).toEqual([24, 9, 1]);
  expect(Array.from(Expression.parseMultivariate('x*y').gradient()([3, 4]))).toEqual([4, 3]);
});

test('a point of another number of values, or an unknown variable, is refused', () => {
  const f = Expression.parseMultivariate('x0+x1');
  const sentence = 'x: expected a value for each of the 2 variables of f, got 3.';
  expect(() => f.asMultivariateFunction()([1, 2, 3])).toThrow(sentence);
  expect(() => f.gradient()([1, 2, 3])).toThrow(sentence);
  expect(() => f.asScalarFunction()).toThrow('x: expected a value for each of the 2 variables of f, got 1.');
  expect(() => Expression.parseMultivariate('x+x0')).toThrow('f: unknown symbol x; the variable is x0.');
  expect(() => Expression.parseMultivariate('x9+x1000')).toThrow(
    'f: unknown symbol x1000; the variable is x0, x1 … x9.',
  );
  expect(() => Expression.parseMultivariate('x01')).toThrow('f: unknown symbol x01; the variable is x.');
});

test('powers are rounded once: x^2 is x * x', () => {
  for (const x of [0.1, 1.1, 5.0001, 1e-170, -3.3]) expect(at('x^2', x)).toBe(x * x);
  expect(at('x^3', 0.1)).toBe(0.0010000000000000002);
  expect(at('x^-1', 4)).toBe(0.25);
  expect(at('2^0.5', 0)).toBe(Math.SQRT2);
  expect(at('x^3', 1e150)).toBe(Infinity);
});

test.each([
  ['', /expected an expression such as/],
  ['2 +', /does not parse/],
  ['y^2', /unknown symbol y/],
  ['foo(x)', /there is no function foo/],
  ['x = 3', /expected an expression/],
  ['import("fs")', /there is no function import|expected an expression/],
  ['[1, 2]', /expected an expression/],
  ['x; x', /expected an expression/],
  ['constructor', /unknown symbol constructor/],
  ['"a"', /expected an expression/],
  ['x!', /expected an expression/],
])('%j is refused', (text, sentence) => {
  expect(() => Expression.parse(text)).toThrow(sentence);
});

test.each([
  [{ h: 0 }, /^h: expected a positive number, got 0/],
  [{ h: NaN }, /^h: expected a positive number, got NaN/],
])('%j is refused', (options, sentence) => {
  expect(() => numericalDiff(Math.sin, 1, options)).toThrow(sentence);
});
