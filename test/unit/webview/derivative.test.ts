import { describe, expect, test } from 'vitest';
import { descents, gradientField } from '../../../webview/derivative/descent';
import { bestStep, errorsOf, regimeOf, spacing, steps } from '../../../webview/derivative/errorCurve';
import { readTyped, type OneVariable, type TwoVariables } from '../../../webview/derivative/reading';
import { secantPicture } from '../../../webview/derivative/secant';

const one = (f: string, x: string, h = '1e-4') => readTyped({ f, x, h }).read as OneVariable;
const two = (f: string, x: string) => readTyped({ f, x, h: '1e-4' }).read as TwoVariables;

describe('what is typed', () => {
  test('x0 alone is x by another name', () => {
    const { f, exact } = one('x0^3', '2');
    expect([f(2), exact?.value]).toEqual([8, 12]);
  });

  test.each([
    [{ f: '' }, 'f', 'f: expected an expression such as 0.01*x^2, got nothing.'],
    [{ f: 'x0 + x1 + x2' }, 'f', 'f: expected one or two variables, got 3.'],
    [{ x: '' }, 'x', 'x: expected a value for each of the 1 variables of f, got 0.'],
    [{ x: '1 2' }, 'x', 'x: expected a value for each of the 1 variables of f, got 2.'],
    [{ x: '1e400' }, 'x', 'x: expected a finite number, got 1e400.'],
    [{ f: 'log(x)', x: '0' }, 'x', 'f is not a finite number at x = 0: choose another x.'],
    [{ h: '-1' }, 'h', 'h: expected a positive number, got -1.'],
    [{ h: 'process.exit()' }, 'h', 'h: expected a finite number, got process.exit().'],
  ] as const)('%j is answered at its field', (change, field, sentence) => {
    const { read, faults } = readTyped({ f: 'x^2', x: '1', h: '1e-4', ...change });
    expect(read).toBeUndefined();
    expect(faults).toEqual({ [field]: sentence });
  });
});

describe('the error by h', () => {
  test('the steps are eight a power of ten, and powers are what one types', () => {
    expect(steps).toHaveLength(401);
    expect([steps[0], steps[8], steps[32], steps[400]]).toEqual([1, 1e-1, 1e-4, 1e-50]);
    expect(steps.every((step, i) => i === 0 || step < steps[i - 1])).toBe(true);
  });

  test.each([
    ['central', 1e-6, 3e-5],
    ['forward', 1e-9, 1e-7],
    ['float32', 1e-3, 3e-2],
  ] as const)('sin at 1: %s is best where theory has it', (curve, low, high) => {
    const { f, x, exact } = one('sin(x)', '1');
    const best = steps[bestStep(errorsOf(f, x, exact!.value, curve))];
    expect(best).toBeGreaterThan(low);
    expect(best).toBeLessThan(high);
  });

  test('what rules is told from x, h and the best step', () => {
    expect(regimeOf(1, 1e-50, 1e-5)).toBe('float32Zero');
    expect(regimeOf(1, 1e-20, 1e-5)).toBe('swallowed');
    expect(regimeOf(1, 1e-10, 1e-5)).toBe('rounding');
    expect(regimeOf(1, 1e-5, 1e-5)).toBe('best');
    expect(regimeOf(1, 0.5, 1e-5)).toBe('truncation');
    // At 0 there is room for any h.
    expect(regimeOf(0, 1e-50, 1e-5)).toBe('rounding');
    expect([spacing(1), spacing(-10), spacing(0)]).toEqual([2 ** -52, 2 ** -49, 5e-324]);
  });
});

describe('the secant', () => {
  test('goes through the curve at x ± h', () => {
    const { cuts, secant, slope } = secantPicture(one('x^2', '1', '0.5'), 'central');
    expect(cuts).toEqual([
      { x: 0.5, y: 0.25 },
      { x: 1.5, y: 2.25 },
    ]);
    expect(slope).toBe(2);
    expect(secant.map(({ x, y }) => y - (0.25 + 2 * (x - 0.5)))).toEqual([0, 0]);
  });

  test('a pole does not flatten the picture', () => {
    const { y } = secantPicture(one('1/x', '1'), 'forward');
    expect(y[1] - y[0]).toBeLessThan(100);
  });
});

describe('descents', () => {
  test('end at the book’s figures', () => {
    const given = two('x0^2 + x1^2', '-3, 4');
    const [good, large, small] = descents(given, [0.1, 10, 1e-10], 1e-4).map(({ x }) => [...x]);
    expect(good).toEqual([-6.111107928998789e-10, 8.148143905314271e-10]);
    expect(large).toEqual([-25898374737328.363, -1295248616896.5398]);
    expect(small).toEqual([-2.999999939999995, 3.9999999199999934]);
  });

  test('arrows point downhill', () => {
    for (const { x, y, dx, dy } of gradientField(two('x0^2 + x1^2', '1, 1'), 1.25, 1e-4)) {
      expect(dx).toBeCloseTo(-2 * x, 8);
      expect(dy).toBeCloseTo(-2 * y, 8);
    }
  });
});
