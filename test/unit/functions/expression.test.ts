import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { numericalDiff, numericalGradientOf } from '../../../src/engine';
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

/** What NumPy 2 computed; test/fixtures/make_float32_fixtures.py made it. */
const float32 = JSON.parse(readFileSync(join(import.meta.dirname, '../../fixtures/numpy-float32.json'), 'utf8')) as {
  differences: { f: string; x: number; h: number; forward: number; central: number }[];
};

test.each(float32.differences)('$f at $x, h = $h is NumPy’s in float32 throughout', ({ f, x, h, ...figures }) => {
  const typed = Expression.parse(f).asScalarFunction();
  const several = Expression.parseMultivariate(f.replaceAll('x', 'x0')).asMultivariateFunction();
  for (const method of ['forward', 'central'] as const) {
    expect(numericalDiff(typed, x, { h, method, dtype: 'float32' })).toBe(figures[method]);
    expect(numericalGradientOf(several, [x], { h, method, dtype: 'float32' })[0]).toBe(figures[method]);
  }
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

test('a derivative is simplified to be read', () => {
  expect(Expression.parse('0.01*x**2+0.1*x').derivative().simplified()).toBe('0.02 * x + 0.1');
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
  expect(f.exactGradient([3, 4, 0])).toEqual([24, 9, 1]);
  expect(Expression.parseMultivariate('x*y').exactGradient([3, 4])).toEqual([4, 3]);
});

test('a point of another number of values, or an unknown variable, is refused', () => {
  const f = Expression.parseMultivariate('x0+x1');
  const sentence = 'x: expected a value for each of the 2 variables of f, got 3.';
  expect(() => f.asMultivariateFunction()([1, 2, 3])).toThrow(sentence);
  expect(() => f.exactGradient([1, 2, 3])).toThrow(sentence);
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
  ['2 +', /something is missing at the end, after “2 \+”/],
  ['y^2', /unknown symbol y/],
  ['foo(x)', /there is no function foo/],
  ['import("fs")', /there is no function import|expected an expression/],
  ['constructor', /unknown symbol constructor/],
  ['"a"', /expected an expression/],
  ['x!', /expected an expression/],
])('%j is refused', (text, sentence) => {
  expect(() => Expression.parse(text)).toThrow(sentence);
});

test.each([
  ['(x', 'f: a parenthesis ( is not closed.'],
  ['sin(x', 'f: a parenthesis ( is not closed.'],
  ['2*(x+1', 'f: a parenthesis ( is not closed.'],
  ['x^2 +', 'f: something is missing at the end, after “x^2 +”.'],
  ['x)', 'f: the ) at character 2 closes nothing.'],
  ['2x ** * x', 'f: a number or a variable is missing before “*” at character 7.'],
  ['x²+*2', 'f: a number or a variable is missing before “*” at character 4.'],
  ['x @ 2', 'f: did not expect “@” at character 3.'],
  ['1..2', 'f: did not expect “.” at character 3.'],
  ['x, 1', 'f: did not expect “,” at character 2.'],
  ['√', 'f: did not expect “√” at character 1.'],
  ['x + √-1', 'f: did not expect “√” at character 5.'],
  ['x²3', 'f: did not expect “3” at character 3.'],
  ['3₁', 'f: did not expect “₁” at character 2.'],
  ['x½', 'f: “x½” can be read in two ways: write x*½ for a product, x^½ for a power.'],
  ['2x₁ ½', 'f: “x₁½” can be read in two ways: write x₁*½ for a product, x₁^½ for a power.'],
  ['x¹½', 'f: “x¹½” can be read in two ways: write x¹*½ for a product, x¹^½ for a power.'],
  ['(x+1)½', 'f: “( … )½” can be read in two ways: write ( … )*½ for a product, ( … )^½ for a power.'],
  ['1 + ∛x', 'f: “∛” is not known; that root is written x^(1/3).'],
  ['0b1', 'f: unknown symbol b1; the variable is x.'],
  ['x # 2', 'f: did not expect “#” at character 3.'],
  ['#x', 'f: did not expect “#” at character 1.'],
  [';', 'f: expected an expression of numbers, variables and + − * / ^ ( ), got nothing.'],
  ['undefined', 'f: expected an expression of numbers, variables and + − * / ^ ( ), got nothing.'],
  ['sin x', 'f: sin needs parentheses: sin(x).'],
  ['x(x+1)', 'f: x is no function; did you mean x * ( … )?'],
  ['x = 3', 'f: expected an expression, got an assignment (=).'],
  ['f(x) = x', 'f: expected an expression, got an assignment (=).'],
  ['x; x', 'f: expected an expression, got several expressions (;).'],
  ['[1, 2]', 'f: expected an expression, got a list ([ ]).'],
  ['x > 1 ? 2 : 3', 'f: expected an expression, got a condition (? :).'],
  ['x.cos(x)', 'f: did not expect “x.cos” before “(”: only np. / Math. may stand before the name of a function.'],
  [
    'constructor.sin(x)',
    'f: did not expect “constructor.sin” before “(”: only np. / Math. may stand before the name of a function.',
  ],
  [
    'foo.np.sin(x)',
    'f: did not expect “foo.np.sin” before “(”: only np. / Math. may stand before the name of a function.',
  ],
  ['np.foo(x)', /^f: there is no function foo; there are abs, .*, ln\.$/],
  ['2.sin(x)', 'f: “2.” right before a name can be read in two ways; for a product write 2*.'],
  ['x + 12.x', 'f: “12.” right before a name can be read in two ways; for a product write 12*.'],
  ['|x|', 'f: “|” is not known; the absolute value is written abs(x).'],
  ['1/0*x', 'f: “1 / 0” is no finite number, whatever the variables are.'],
  ['1e400*x', 'f: “Infinity” is no finite number, whatever the variables are.'],
  ['NaN', 'f: “NaN” is no finite number, whatever the variables are.'],
  ['x*'.repeat(150) + 'x', 'f: expected at most 300 characters, got 301.'],
  ['x^'.repeat(60) + 'x', 'f: expected at most 50 operators and functions, got 60.'],
  ['sin()', 'f: the function sin takes one argument, got 0.'],
  ['max(x)', 'f: the function max takes two arguments or more, got 1.'],
])('what is wrong in %j is said without the parser’s own words', (text, sentence) => {
  expect(() => Expression.parse(text).checkConstants()).toThrow(
    expect.objectContaining({
      message: typeof sentence === 'string' ? sentence : (expect.stringMatching(sentence) as string),
    }) as Error,
  );
});

test.each([
  ['x² − 3·x ÷ 2', 4 - 3],
  ['２*（x＋1）', 6],
  ['x**-1', 0.5],
  ['2π', 2 * Math.PI],
  ['floor(x/3) + ceil(x/3)', 1],
  ['max(0, x, 1) + min(x, -1)', 1],
  ['np.exp(0) + Math.cos(0) + np.pi/np.pi', 3],
  ['ln(x)/log(x) + ln (e)', 2],
  ['2.e0*x + 6', 10],
  ['relu(x) + relu(-x)', 2],
  ['sigmoid(x - 2)', 0.5],
])('%s is read as it is meant', (text, value) => {
  expect(at(text, 2)).toBe(value);
});

test.each([
  ['x²³', 'x ^ 23'],
  ['x⁰ + x¹²³⁴ + x⁵⁶⁷ + x⁸⁹', 'x ^ 0 + x ^ 1234 + x ^ 567 + x ^ 89'],
  ['x⁻¹', 'x ^ (-1)'],
  ['x⁽²⁺¹⁾', 'x ^ (2 + 1)'],
  ['2eˣ', '2 * e ^ x'],
  ['x₁ + x₀ + x₁₂', 'x1 + x0 + x12'],
  ['x₁² + x₂', 'x1 ^ 2 + x2'],
  ['log₂(x) + log₁₀(x)', 'log2(x) + log10(x)'],
  ['½x + ¾', '1 / 2 * x + 3 / 4'],
  ['x^⅓', 'x ^ (1 / 3)'],
  ['2½x', '(2 + 1 / 2) * x'],
  ['¹⁄₂x + 3⁄4', '1 / 2 * x + 3 / 4'],
  ['√x', 'sqrt(x)'],
  ['√(x+1)', 'sqrt(x + 1)'],
  ['2√2x', '2 * sqrt(2) * x'],
  ['x√√x', 'x * sqrt(sqrt(x))'],
  ['√sin(x)²', 'sqrt(sin(x)) ^ 2'],
  ['x\u3000+\u20091\u200b2', 'x + 12'],
  ['\ufeffx\u00a0+ 1', 'x + 1'],
  [' x\n', 'x'],
  ['ｘ＋１２．５', 'x + 12.5'],
  ['ｓｉｎ（ｘ）', 'sin(x)'],
  ['𝑥² + 𝟐', 'x ^ 2 + 2'],
  ['2∙x•3·x×4', '2 * x * 3 * x * 4'],
  ['x∕2÷3', 'x / 2 / 3'],
  ['x—1–2−3', 'x - 1 - 2 - 3'],
  ['5.*x', '5 * x'],
  ['5.**x + 5./x', '5 ^ x + 5 / x'],
  ['0x1', '0 * x1'],
  ['0x', '0 * x'],
  ['x/2x', 'x / (2 * x)'],
  ['1/2x', '1 / 2 * x'],
  ['9(x+1)/(1*9)(x+2)', '9 * (x + 1) / (1 * 9 * (x + 2))'],
  ['-x²', '-x ^ 2'],
  ['x-(1-x)', 'x - (1 - x)'],
])('%j is read as %s', (text, read) => {
  const expression = Expression.parseMultivariate(text);
  expect(expression.toString()).toBe(read);
  expect(Expression.parse(read, expression.variables).toString()).toBe(read);
});

/** Formulas of numbers, x and every operator and function that has a derivative. */
const formulas = fc.letrec<{ formula: string }>((tie) => ({
  formula: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'formula' },
    fc.constantFrom('x', 'x', '2', '0.5', '3', '1.7'),
    fc.tuple(tie('formula'), fc.constantFrom('+', '-', '*', '/', '^'), tie('formula')).map((parts) => parts.join('')),
    fc
      .tuple(tie('formula'), fc.constantFrom('+', '-', '*', '/', '^'), tie('formula'))
      .map(([a, op, b]) => `(${a})${op}(${b})`),
    fc.tuple(fc.constantFrom('2', '3', '0.5'), tie('formula')).map(([number, a]) => `${number}(${a})`),
    tie('formula').map((a) => `-(${a})`),
    fc.tuple(fc.constantFrom('sin', 'exp', 'sqrt', 'log', 'tanh', 'abs'), tie('formula')).map(([f, a]) => `${f}(${a})`),
  ),
})).formula;
const places = [-7.3, -2, -1, -0.4, 0.4, 1, 2, 7.3];

test('a formula is shown with the parentheses it was read with', () => {
  fc.assert(
    fc.property(formulas, (text) => {
      const read = Expression.parse(text);
      const again = Expression.parse(read.toString());
      for (const x of places) {
        const value = read.evaluate({ x });
        // (a + b) + c is shown without its parentheses, and a + (b + c) too.
        if (Number.isFinite(value))
          expect(Math.abs(again.evaluate({ x }) - value)).toBeLessThanOrEqual(1e-9 * (1 + Math.abs(value)));
      }
    }),
    { numRuns: 300 },
  );
});

test('a derivative that is simplified is the derivative, left of 0 too', () => {
  fc.assert(
    fc.property(formulas, (text) => {
      const slope = Expression.parse(text).derivativeOrNull();
      if (!slope) return;
      const shown = slope.simplified();
      expect(shown).not.toMatch(/NaN|Infinity/);
      for (const x of places) {
        const value = slope.evaluate({ x });
        if (Number.isFinite(value))
          expect(Math.abs(Expression.parse(shown).evaluate({ x }) - value)).toBeLessThanOrEqual(
            1e-6 * (1 + Math.abs(value)),
          );
      }
    }),
    { numRuns: 60 },
  );
}, 30_000);

test.each([
  ['(x^2)^0.5', 'x / (x ^ 2) ^ 0.5'],
  ['(-x)^0.5', '-0.5 * (-x) ^ (-0.5)'],
  ['(x^3)^(1/3)', 'x ^ 2 / (x ^ 3) ^ 0.6666666666666667'],
  ['(-x)^2', '2 * x'],
])('the derivative of %s is no rule’s of positive numbers', (text, slope) => {
  expect(Expression.parse(text).derivative().simplified()).toBe(slope);
});

test('an exact slope is only where f has a value', () => {
  const exact = (text: string, x: number) => Expression.parseMultivariate(text).exactGradient([x])[0];
  // C's pow, and NumPy's, say 1 of NaN ^ 0 and of 1 ^ NaN.
  for (const text of ['(log(x))^0', '1^(log(x))', '2+1^(log(x))', '(1/(x+2))^0'])
    expect([text, exact(text, -2)]).toEqual([text, null]);
  expect([exact('(log(x))^0', 2), exact('1^(log(x))', 2)]).toEqual([0, 0]);
  expect([exact('log(x)', -2), exact('log(x)', 2), exact('(x^2)^0.5', -2), exact('(-x)^0.5', -4)]).toEqual([
    null,
    0.5,
    -1,
    -0.25,
  ]);
  for (const text of ['max(0, x)', 'floor(x)', 'sign(x)', 'min(x, 3) + x']) expect(exact(text, 2)).toBeNull();
  expect(Expression.parseMultivariate('max(x0, 1) + x1^2').exactGradient([2, 3])).toEqual([null, 6]);
});

test('the derivatives of a network’s activations are known', () => {
  const slope = (text: string, x: number) => Expression.parse(text).derivative().evaluate({ x });
  expect([slope('relu(2*x)', 3), slope('relu(2*x)', -3), slope('relu(x)', 0)]).toEqual([2, 0, NaN]);
  expect(slope('sigmoid(x)', 0)).toBe(0.25);
  expect(slope('sigmoid(x)', -800)).toBe(0);
  const { complex } = Expression.parse('sigmoid(x)').asScalarFunction();
  expect(complex!({ re: 0, im: 1e-20 }).im / 1e-20).toBeCloseTo(0.25, 15);
  expect(complex!({ re: -800, im: 1e-20 }).re).toBeCloseTo(0, 15);
});

test('a long derivative is not simplified for minutes', () => {
  const text = Expression.parse(`x${'+x'.repeat(50)}`)
    .derivative()
    .simplified();
  expect(text.length).toBeGreaterThan(100);
});

test.each([
  [{ h: 0 }, /^h: expected a positive number, got 0/],
  [{ h: NaN }, /^h: expected a positive number, got NaN/],
])('%j is refused', (options, sentence) => {
  expect(() => numericalDiff(Math.sin, 1, options)).toThrow(sentence);
});
