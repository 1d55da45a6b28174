import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { numericalDiff } from '../../../src/engine';
import { Expression } from '../../../src/functions/expression';

const complexStep = (f: string, x: number, h = 1e-50) =>
  numericalDiff(Expression.parse(f).asScalarFunction(), x, { h, method: 'complexStep' });
const valueOf = (f: string, x: number) => Expression.parse(f).evaluate({ x });
const slopeOf = (f: string, x: number) => Expression.parse(f).derivative().evaluate({ x });

/** How close two ways to the same number come that each round a few times. */
const fewRoundings = 16 * 2 ** -52;
/** h² of h = 1e-50, and room for the third derivative that it is multiplied by. */
const squareOfStep = 1e-80;

describe('h = 1e-50, where every difference is 0, is exact to rounding', () => {
  const inside = [-0.9, -0.5, -1e-3, 1e-3, 0.3, 0.9];
  const positive = [1e-5, 0.3, 1, 2.5, 40];
  const anywhere = [-7, -1.2, ...inside, ...positive];
  test.each([
    ['acos(x)', inside],
    ['asin(x)', inside],
    ['atan(x)', anywhere],
    ['cos(x)', anywhere],
    ['cosh(x)', anywhere],
    ['exp(x)', anywhere],
    ['log(x)', positive],
    ['log10(x)', positive],
    ['log2(x)', positive],
    ['sec(x)', anywhere],
    ['sin(x)', anywhere],
    ['sinh(x)', anywhere],
    ['sqrt(x)', positive],
    ['tan(x)', anywhere],
    ['tanh(x)', anywhere],
    ['sech(x)', anywhere],
    ['x^3', [...anywhere, 0]],
    ['x^-2', anywhere],
    ['x^101', anywhere],
    ['x^2.5', positive],
    ['2^x', [...anywhere, 0]],
    ['x^x', positive],
    ['-1/(x-3)', [...anywhere, 0]],
  ])('%s', (f, points) => {
    for (const x of points) {
      const exact = slopeOf(f, x);
      expect(Math.abs(complexStep(f, x) - exact), `x = ${x}`).toBeLessThanOrEqual(
        fewRoundings * Math.abs(exact) + squareOfStep,
      );
    }
  });

  test('the book’s parabola', () => {
    expect(complexStep('0.01*x^2+0.1*x', 5)).toBeCloseTo(0.2, 16);
    expect(complexStep('x^2', 3)).toBe(6);
  });
});

/** A formula with its value, and with how large the terms of its derivative are before they cancel. */
interface Formula {
  text: string;
  terms: (x: number) => number;
}
const functionNames = 'acos asin atan cos cosh exp log log10 log2 sec sin sinh sqrt tan tanh sech'.split(' ');
const constant = (value: number): Formula => ({ text: `(${value})`, terms: () => 0 });
const sum = (op: string, u: Formula, v: Formula): Formula => ({
  text: `(${u.text} ${op} ${v.text})`,
  terms: (x) => u.terms(x) + v.terms(x),
});
const times = (u: Formula, v: Formula): Formula => ({
  text: `(${u.text} * ${v.text})`,
  terms: (x) => Math.abs(valueOf(u.text, x)) * v.terms(x) + Math.abs(valueOf(v.text, x)) * u.terms(x),
});
const of = (outer: string, u: Formula): Formula => ({
  text: outer.replace(/\bx\b/, u.text),
  terms: (x) => Math.abs(slopeOf(outer, valueOf(u.text, x))) * u.terms(x),
});
const { formula } = fc.letrec<{ formula: Formula }>((tie) => ({
  formula: fc.oneof(
    { maxDepth: 4, depthSize: 'medium' },
    fc.constant<Formula>({ text: 'x', terms: () => 1 }),
    fc.integer({ min: -30, max: 30 }).map((n) => constant(n / 10)),
    fc.tuple(fc.constantFrom('+', '-'), tie('formula'), tie('formula')).map(([op, u, v]) => sum(op, u, v)),
    fc.tuple(tie('formula'), tie('formula')).map(([u, v]) => times(u, v)),
    fc.tuple(tie('formula'), tie('formula')).map(([u, v]) => times(u, of('1/(x)', v))),
    fc.tuple(fc.constantFrom(...functionNames), tie('formula')).map(([name, u]) => of(`${name}(x)`, u)),
    fc.tuple(tie('formula'), fc.integer({ min: -2, max: 3 })).map(([u, n]) => of(`(x)^(${n})`, u)),
    tie('formula').map((u) => of('-(x)', u)),
  ),
}));

/** Off the tenths that the formulas have, so that x less a constant is never all rounding. */
const points = fc.integer({ min: -4000, max: 4000 }).map((n) => n / 1000 + 0.00037);

test('is the symbolic derivative for every formula of analytic functions, at every point', () => {
  fc.assert(
    fc.property(formula, points, ({ text, terms }, x) => {
      const exact = slopeOf(text, x);
      const scale = terms(x);
      fc.pre(Number.isFinite(valueOf(text, x)) && Number.isFinite(exact) && scale < 1e100);
      expect(Math.abs(complexStep(text, x) - exact)).toBeLessThanOrEqual(1e-9 * scale + squareOfStep);
    }),
    { numRuns: 400 },
  );
});

test('a step that is not small leaves the error of its square', () => {
  const error = (h: number) => Math.abs(complexStep('exp(x)*sin(x)', 1, h) - slopeOf('exp(x)*sin(x)', 1));
  expect(error(1e-1) / error(1e-2)).toBeCloseTo(100, -1);
  // Im (1 + 0.5i)³ / 0.5 = 3 − 0.25
  expect(complexStep('x^3', 1, 0.5)).toBeCloseTo(2.75, 14);
  expect(complexStep('x^3', -1, 0.5)).toBeCloseTo(2.75, 14);
  // Left of 0 the angle is near π, whose rounding, times 3 and divided by h, would show.
  expect(complexStep('x^3', -3, 1e-6)).toBeCloseTo(27, 10);
  // Im (1 + 2i)^(-2) / 2, with |1 + 2i|⁴ = 25 and Im (1 − 2i)² = −4
  expect(complexStep('x^-2', 1, 2)).toBeCloseTo(-4 / 25 / 2, 15);
  expect(complexStep('1/x', 1, 2)).toBeCloseTo(-1 / 5, 15);
});

test('every function agrees with its inverse over complex numbers', () => {
  // The derivative of f(f⁻¹(x)) is 1 for any step, if both are right off the real line.
  for (const f of [
    'sin(asin(x))',
    'cos(acos(x))',
    'tan(atan(x))',
    'exp(log(x))',
    'sqrt(x)^2',
    '10^log10(x)',
    '2^log2(x)',
  ])
    for (const h of [0.9, 0.3, 1e-4]) expect(complexStep(f, 0.4, h), `${f}, h = ${h}`).toBeCloseTo(1, 13);
  for (const h of [0.9, 0.3, 1e-4]) {
    expect(complexStep('cosh(x)^2-sinh(x)^2+x', 0.4, h)).toBeCloseTo(1, 13);
    expect(complexStep('tanh(x)-sinh(x)*sech(x)+x', 0.4, h)).toBeCloseTo(1, 13);
    expect(complexStep('tan(x)-sin(x)*sec(x)+x', 0.4, h)).toBeCloseTo(1, 13);
  }
});

test('NaN where f is not real, and where float32 rounds h to 0', () => {
  for (const f of ['log(x)^2', 'sqrt(x)', 'x^0.5', 'x^x', 'asin(x)', '1/(x+2)']) expect(complexStep(f, -2)).toBeNaN();
  const square = Expression.parse('x^2').asScalarFunction();
  expect(numericalDiff(square, 3, { h: 1e-50, method: 'complexStep', dtype: 'float32' })).toBeNaN();
  expect(numericalDiff(square, 3, { h: 1e-30, method: 'complexStep', dtype: 'float32' })).toBe(6);
});

test.each(['abs(x)', 'x*sign(x)', 'sin(abs(2*x))'])('%s is refused', (f) => {
  const name = f.includes('abs') ? 'abs' : 'sign';
  expect(() => complexStep(f, 1)).toThrow(
    `f: the complex step needs a function that is analytic; ${name} is not: over complex numbers it has no derivative.`,
  );
});

test('a constant may use what is not analytic', () => {
  expect(complexStep('abs(-3)*x', 1)).toBe(3);
});

test('a function that is real only is refused', () => {
  expect(() => numericalDiff(Math.sin, 1, { method: 'complexStep' })).toThrow(
    /^f: the complex step needs f over complex/,
  );
});
