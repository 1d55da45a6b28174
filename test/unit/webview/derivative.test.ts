import { describe, expect, test } from 'vitest';
import {
  bestOf,
  bestStep,
  errorsOf,
  errorSteps as steps,
  lostOf,
  numericalDiff,
  regimeOf,
  withoutTruncation,
} from '../../../src/engine';
import { isByTheory, slopesBeside, tenthOf } from '../../../src/engine/derivative/step/regime';
import { spacing, spacing32 } from '../../../src/engine/derivative/step/spacing';
import { stepsOf } from '../../../src/engine/derivative/step/stepWords';
import { contourAt } from '../../../webview/charts/contours';
import { leftOf, ticksOf } from '../../../webview/labs/derivative/descentAxes';
import { levelsOf } from '../../../webview/labs/derivative/levels';
import { descents, gradientField, leaving, windowOf } from '../../../webview/labs/derivative/descent';
import { byDecade, byDigit, sliderOf, theoreticalBest } from '../../../webview/labs/derivative/errorCurve';
import { fateOf } from '../../../webview/labs/derivative/fate';
import { readTyped, type OneVariable, type TwoVariables } from '../../../webview/labs/derivative/reading';
import { closeTick, secantPicture } from '../../../webview/labs/derivative/secant';

const one = (f: string, x: string, h = '1e-4') => readTyped({ f, x, h }).read as OneVariable;
const two = (f: string, x: string) => readTyped({ f, x, h: '1e-4' }).read as TwoVariables;

describe('what is typed', () => {
  test('x0 alone is x by another name', () => {
    const { f, exact } = one('x0^3', '2');
    expect([f(2), exact?.value]).toEqual([8, 12]);
    expect(one('x₀³', '2').f(2)).toBe(8);
    // Not a number in base 16, once the name is another.
    expect(one('0x0 + x0', '2').exact?.value).toBe(1);
  });

  test.each([
    [{ f: '' }, 'f', 'f: expected an expression such as 0.01*x^2, got nothing.'],
    [{ f: 'x0 + x1 + x2' }, 'f', 'f: expected one or two variables, got 3.'],
    [{ x: '' }, 'x', 'x: expected a number, got nothing.'],
    [{ x: '1 2' }, 'x', 'x: expected one number, got 2.'],
    [{ x: '1e400' }, 'x', 'x: expected a finite number, got 1e400.'],
    [{ f: 'log(x)', x: '0' }, 'x', 'f is not a finite number at x = 0: choose another x.'],
    [{ x: '1e-400' }, 'x', 'x: 1e-400 is too small for float64, which would take it for 0.'],
    [{ h: '1e-400' }, 'h', 'h: 1e-400 is too small for float64, which would take it for 0.'],
    [{ f: '1/0*x' }, 'f', 'f: “1 / 0” is no finite number, whatever the variables are.'],
    [{ h: '-1' }, 'h', 'h: expected a positive number, got -1.'],
    [{ h: 'process.exit()' }, 'h', 'h: expected a finite number, got process.exit().'],
  ] as const)('%j is answered at its field', (change, field, sentence) => {
    const { read, faults } = readTyped({ f: 'x^2', x: '1', h: '1e-4', ...change });
    expect(read).toBeUndefined();
    expect(faults).toEqual({ [field]: sentence });
  });
});

test('a formula that was read otherwise than it stands there is shown', () => {
  const read = (f: string) => readTyped({ f, x: '2', h: '1e-4' }).readOtherwise;
  expect([read('x/2x'), read('x²'), read('0.01*x**2 +0.1*x'), read('x +')]).toEqual([
    'x / (2 * x)',
    'x ^ 2',
    null,
    null,
  ]);
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

  test.each([
    ['sin(x)', '1', '1e-20', 'swallowed'],
    ['sin(x)', '1', '1e-10', 'rounding'],
    ['sin(x)', '1', '1e-5', 'best'],
    ['sin(x)', '1', '0.5', 'truncation'],
    // At 0 there is room for any h, but not in what f gives.
    ['exp(x)', '0', '1e-50', 'level'],
    ['x^2', '0', '1e-4', 'exact'],
    ['3', '2', '1e-4', 'exact'],
    // Without a derivative only what h does to x can be told.
    ['floor(x)+x', '1.5', '1e-20', 'swallowed'],
    ['floor(x)+x', '1.5', '1e-4', null],
    ['abs(x)', '0', '1e-4', 'kink'],
    ['max(x, 0) + x', '0', '1e-50', 'kink'],
    ['floor(x)+x', '1.5', '0.5', 'jump'],
    // Over a pole, and over a place without a value: no rule of a bend holds.
    ['tan(x)', '1.5', '0.3', 'jump'],
    ['tan(x)', '1.5', '0.01', 'truncation'],
    ['1/(x-1.3)^2', '1', '0.5', 'jump'],
    ['sin(1/x)', '0.01', '0.1', 'wide'],
    ['sin(1/x)', '0.01', '0.005', 'wide'],
    ['sign(x)', '0', '1e-4', 'jump'],
    ['sin(x)', '1', '40', 'wide'],
    // More turns than there are numbers: no jump.
    ['sin(x)', '1', '1e16', 'wide'],
    ['sin(x)', '1', '1e20', 'wide'],
    ['sin(x)', '1', '1e300', 'wide'],
    ['sign(x)+1e-17*sin(x)', '0', '1e20', 'jump'],
    ['abs(x)', '5', '10', 'truncation'],
    ['x^5', '0', '0.5', 'truncation'],
    ['x^2', '3', '1e200', 'overflow'],
    ['x', '1e300', '1e308', 'overflow'],
    ['exp(x)', '700', '50', 'overflow'],
    ['sqrt(x)', '1', '2', 'missing'],
    ['1/x', '0.5', '0.5', 'missing'],
    // A quadratic far from its best step is as good as rounding lets it be.
    ['0.7*x^2', '3.3', '777', null],
  ] as const)('%s at %s, h = %s', (f, x, h, regime) => {
    const given = one(f, x, h);
    const errors = given.exact && errorsOf(given.f, given.x, given.exact.value, 'central');
    expect(regimeOf(given, errors && bestOf(errors))).toBe(regime);
  });

  test('what a tenth of h does is measured, and is not always what theory says', () => {
    const measured = (f: string, x: string, h: string) => {
      const given = one(f, x, h);
      return tenthOf(given, given.exact!.value);
    };
    expect(isByTheory(measured('sin(x)', '1', '0.5'))).toBe(true);
    // f″(0) is 0: the forward one falls to a hundredth too.
    expect(isByTheory(measured('sin(x)', '0', '0.5'))).toBe(false);
    const { central } = measured('tan(x)', '1.5', '0.3');
    expect(central[0] / central[1]).toBeLessThan(20);
  });

  test('a kink has two slopes, anything else has none', () => {
    expect(slopesBeside(one('abs(x) + 2*x', '0'))!.map((slope) => Number(slope.toFixed(6)))).toEqual([1, 3]);
    for (const f of ['floor(x)', 'sqrt(abs(x))', 'x^2', 'max(x, -1)']) expect(slopesBeside(one(f, '0'))).toBeNull();
  });

  test('an error as small as the best one’s, far from it, is luck', () => {
    const given = one('sin(x)', '1', '1e-10');
    const error = Math.abs(numericalDiff(given.f, 1, { h: 1e-10 }) - given.exact!.value);
    expect(regimeOf(given, { h: 1e-5, error })).toBe('lucky');
    expect(regimeOf(given, { h: 1e-5, error: error / 2 })).toBe('rounding');
  });

  test('the spacing of doubles', () => {
    expect([spacing(1), spacing(-10), spacing(0)]).toEqual([2 ** -52, 2 ** -49, 5e-324]);
    expect([spacing32(1), spacing32(-4096), spacing32(0.1)]).toEqual([2 ** -23, 2 ** -11, 2 ** -27]);
  });

  test('h lost in float32 is told, alone and with float64', () => {
    const lost = (x: string, h: string) =>
      (['float32', 'float64'] as const).map((dtype) => lostOf(one('x^2', x, h), { dtype }));
    expect([lost('4096', '1e-4'), lost('4096', '1e-3'), lost('4096', '1e-20'), lost('1', '1e-50')]).toEqual([
      ['swallowed', null],
      [null, null],
      ['swallowed', 'swallowed'],
      ['h is 0', 'swallowed'],
    ]);
    expect(numericalDiff(one('x^2', '4096').f, 4096, { h: 1e-4, dtype: 'float32' })).toBe(0);
  });

  test('what h does to a gradient is told along each axis', () => {
    const along = (f: string, x: string, h: string) => {
      const given = readTyped({ f, x, h }).read as TwoVariables;
      return stepsOf({ ...given, x: given.start }).map((step) => regimeOf(step, null));
    };
    expect(along('x0^2 + x1^2', '-3, 4', '1e-50')).toEqual(['swallowed', 'swallowed']);
    expect(along('x0^2 + x1^2', '1e-40, 4', '1e-50')).toEqual(['level', 'swallowed']);
    expect(along('exp(x0) + x1^2', '0, 4', '1e-20')).toEqual(['level', 'swallowed']);
    expect(along('x0^2 + x1^2', '-3, 4', '1e200')).toEqual(['overflow', 'overflow']);
    expect(along('sqrt(x0) + x1^2', '1, 4', '2')).toEqual(['missing', null]);
    expect(along('x0^2 + x1^2', '-3, 4', '1e-4')).toEqual([null, null]);
  });

  test.each([
    ['0.01*x^2+0.1*x', '5', true],
    ['3*x', '1e6', true],
    ['(x-1)^2', '1000', true],
    ['sin(x)', '1', false],
    ['x^2+1e-6*x^3', '5', false],
    ['abs(x)', '5', true],
    // Where rounding hides it at every step up to 1.
    ['x^3', '1e6', false],
    ['1/x', '1e6', false],
    ['log(x)', '1e7', false],
    ['sqrt(x)', '1e9', false],
    ['sigmoid(x)', '40', false],
    ['tanh(x)', '20', false],
  ] as const)('%s at %s has no truncation error: %s', (text, at, expected) => {
    const given = one(text, at);
    const exact = given.exact!.value;
    expect(withoutTruncation(given, errorsOf(given.f, given.x, exact, 'central'), exact)).toBe(expected);
  });

  test('theory’s best steps are near the measured ones', () => {
    const { f, x, exact } = one('exp(x)', '0.5');
    for (const curve of ['central', 'forward', 'float32', 'forward32'] as const) {
      const best = steps[bestStep(errorsOf(f, x, exact!.value, curve))];
      expect(Math.abs(Math.log10(best / theoreticalBest[curve]))).toBeLessThan(1);
    }
  });

  test('keys change the first digit or the power of ten', () => {
    expect([byDigit(1e-4, true), byDigit(9e-4, true), byDigit(1e-4, false), byDigit(3.16e-7, false)]).toEqual([
      2e-4, 1e-3, 9e-5, 3e-7,
    ]);
    expect([byDecade(5e-4, true), byDecade(1e-323, false)]).toEqual([5e-3, 1e-323]);
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

  /** [left end, right end] of every stretch without a break. */
  const stretches = (f: string, x: string, h = '1e-4') => {
    const { curve } = secantPicture(one(f, x, h), 'central');
    const found: [number, number][] = [];
    let open = false;
    for (const point of curve) {
      if (Number.isNaN(point.y)) open = false;
      else if (open) found[found.length - 1][1] = point.x;
      else {
        found.push([point.x, point.x]);
        open = true;
      }
    }
    return found;
  };

  test.each([
    ['1/x', '1', [0]],
    ['tan(x)', '1', [Math.PI / 2]],
    ['1/(x-1.3)^2', '1', [1.3]],
    ['sign(x-0.71)', '1', [0.71]],
  ] as const)('%s is not joined across its jump', (f, x, [jump]) => {
    const [left, right, ...more] = stretches(f, x);
    expect(more).toEqual([]);
    expect(left[1]).toBeLessThanOrEqual(jump);
    expect(right[0]).toBeGreaterThanOrEqual(jump);
    expect(right[0] - left[1]).toBeLessThan(0.02);
  });

  test('what is only steep is one line', () => {
    for (const f of ['x^21', 'tanh(1000*(x-0.4))', 'sin(30*x)', 'exp(x)']) expect(stretches(f, '1')).toHaveLength(1);
  });

  test('a curve begins where f does, and the rest is said to be without a value', () => {
    const picture = secantPicture(one('sqrt(x)', '0.5'), 'central');
    expect(stretches('sqrt(x)', '0.5')[0][0]).toBeCloseTo(0, 12);
    expect(picture.gap?.[0]).toBe(-1);
    expect(secantPicture(one('sqrt(x)', '0.5', '1'), 'central')).toMatchObject({ missing: 'x − h', secant: [] });
  });

  test('an f that turns often is shown where single turns can be told', () => {
    const [from, to] = secantPicture(one('sin(x)', '1e8', '0.5'), 'central').x;
    expect([to - from > 10, to - from < 200]).toEqual([true, true]);
    // h decides where it is wider; a plain f keeps 0 in view.
    expect(secantPicture(one('sin(x)', '1e8', '1000'), 'central').x).toEqual([1e8 - 1250, 1e8 + 1250]);
    expect(secantPicture(one('x^2', '1e8', '0.5'), 'central').x[0]).toBe(0);
  });

  test('numbers of an axis that share their first digits are written out', () => {
    expect(closeTick([1e8 - 50, 1e8 + 50])!(99999980)).toBe('99,999,980');
    expect(closeTick([-0.5, 2.5])).toBeNull();
  });

  test('any x and h is within the picture, and every end is a number', () => {
    for (const [f, x, h] of [
      ['x', '1e308', '1e-4'],
      ['x', '-1.7e308', '1'],
      ['sin(x)', '0', '1e20'],
      ['x^2', '2', '50'],
      ['exp(x)', '700', '0.5'],
    ]) {
      const given = one(f, x, h);
      const { x: across, y, curve, secant } = secantPicture(given, 'central');
      expect(across[0]).toBeLessThanOrEqual(given.x - Math.min(given.h, 1e300));
      expect(across[1]).toBeGreaterThanOrEqual(given.x + Math.min(given.h, 1e300));
      expect([...across, ...y, across[1] - across[0], y[1] - y[0]].every(Number.isFinite)).toBe(true);
      expect([...curve, ...secant].every((point) => Number.isFinite(point.x) && Math.abs(point.y) !== Infinity)).toBe(
        true,
      );
    }
  });

  test('points that fall together are said to', () => {
    expect(secantPicture(one('x^2', '1', '0.5'), 'central').coincide).toBe(false);
    expect(secantPicture(one('x^2', '1', '1e-4'), 'central').coincide).toBe(true);
  });

  test('a pole does not flatten the picture', () => {
    const { y } = secantPicture(one('1/x', '1'), 'forward');
    expect(y[1] - y[0]).toBeLessThan(100);
  });
});

describe('descents', () => {
  const book = two('x0^2 + x1^2', '-3, 4');

  test('end at the book’s figures', () => {
    const [good, large, small] = descents(book, [0.1, 10, 1e-10], 100);
    expect([...good.x]).toEqual([-6.111107928998789e-10, 8.148143905314271e-10]);
    expect([...large.x]).toEqual([-25898374737328.363, -1295248616896.5398]);
    expect([...small.x]).toEqual([-2.999999939999995, 3.9999999199999934]);
    expect([good.flewAt, large.flewAt, small.flewAt]).toEqual([null, 1, null]);
  });

  test.each([
    ['x0^2 + x1^2', '-3, 4', 0.1, 'went down'],
    ['x0^2 + x1^2', '-3, 4', 10, 'too large a rate: it flew off at step 1'],
    ['x0^2 + x1^2', '-3, 4', 1e-10, 'too small a rate: it has hardly moved'],
    // Over the valley and back, a hundred times: it ends where it began.
    ['x0^2 + x1^2', '-3, 4', 1, 'too large a rate: it jumps to and fro and gets no lower'],
    // From so near that it hardly moves, and all the way.
    ['x0^2 + x1^2', '1e-5, 1e-5', 0.1, 'went down'],
    ['x0^2 + x1^2', '0, 0', 0.1, 'it does not move: the gradient is 0 at the start, or lost in rounding'],
    ['x0^2 - x1^2', '0.1, 0.1', 0.1, 'went down, far out of the picture'],
    ['x*y', '2, 3', 0.1, 'went down, far out of the picture'],
    // Its first step goes up; in the end h is lost in x, and the gradient is 0.
    ['x*y', '2, 3', 10, 'too large a rate: it flew off at step 2'],
    ['sin(x0)*cos(x1)', '1, 1', 10, 'too large a rate: it jumps about and does not settle'],
    ['sin(x0)*cos(x1)', '1, 1', 2.5, 'too large a rate: it jumps to and fro and gets no lower'],
    ['sin(x0)*cos(x1)', '1, 1', 1, 'went down'],
    ['x0^2/20 + x1^2', '-7, 2', 0.95, 'went down'],
    ['(1 - x0)^2 + 100*(x1 - x0^2)^2', '-1.2, 1', 0.001, 'went down'],
    ['x0^2 + x1^2', '-3, 4', -0.1, 'a negative rate climbs: it goes along the gradient, uphill'],
    ['x0^2 + x1^2', '-3, 4', 0, 'it does not move: the rate is 0'],
    ['log(x0) + log(x1)', '0.5, 0.5', 10, 'stopped at step 1: f has no value there'],
  ] as const)('what becomes of %s from %s at %s', (f, start, rate, said) => {
    const given = two(f, start);
    const [descent] = descents(given, [rate], 100);
    expect(fateOf(descent, windowOf(given.start))).toBe(said);
  });

  test('the picture holds the paths that stay, and not those that fly off', () => {
    expect(windowOf(book.start, descents(book, [0.1, 10], 100))).toBe(5);
    const away = two('(x0-10)^2 + x1^2', '1, 1');
    expect(windowOf(away.start, descents(away, [0.1], 100))).toBe(12);
    const product = two('x*y', '2, 3');
    expect(windowOf(product.start, descents(product, [0.1, 10, 1e-10], 100))).toBe(3.8);
    const farAway = two('(x0-100)^2 + x1^2', '1, 1');
    expect(windowOf(farAway.start, descents(farAway, [0.1], 100))).toBe(120);
  });

  test('a step out of the picture is drawn to its edge', () => {
    expect(leaving([-3, 4], [57, 4], 5)).toEqual([5, 4]);
    expect(leaving([0, 0], [-20, 10], 5)).toEqual([-5, 2.5]);
    expect(leaving([1, 1], [1e300, -1e300], 5)).toEqual([5, -5]);
    expect(leaving([1, 1], [-Infinity, NaN], 5)).toEqual([-5, 0]);
  });

  test('arrows point downhill', () => {
    for (const { x, y, dx, dy } of gradientField(two('x0^2 + x1^2', '1, 1'), 1.25)) {
      expect(dx).toBeCloseTo(-2 * x, 8);
      expect(dy).toBeCloseTo(-2 * y, 8);
    }
  });

  test.each([
    [{ f: 'log(x0) + x1', x: '0, 1' }, 'x', 'f is not a finite number at the start (0, 1): choose another.'],
    [{ h: '0' }, 'h', 'h: expected a positive number, got 0.'],
    [{ x: '-3' }, 'x', 'x: expected a value for each of the 2 variables of f, got 1.'],
  ] as const)('%j is answered at its field', (change, field, sentence) => {
    const { read, faults } = readTyped({ f: 'x0^2 + x1^2', x: '-3, 4', h: '1e-4', ...change });
    expect([read, faults]).toEqual([undefined, { [field]: sentence }]);
  });
});

test('the slider of h reaches an h that was typed, and otherwise as far as the picture', () => {
  expect(sliderOf(1e-4)).toEqual({ value: -4, min: -50, max: 0 });
  expect(sliderOf(5)).toEqual({ value: 0.7, min: -50, max: 0.7 });
  expect(sliderOf(1e-300)).toEqual({ value: -300, min: -300, max: 0 });
});

describe('contours', () => {
  const size = 41;
  const grid = (f: (x: number, y: number) => number) =>
    Float64Array.from({ length: size * size }, (_, i) => f((i % size) - 20, Math.floor(i / size) - 20));

  test('of a cone are circles', () => {
    const segments = contourAt(grid(Math.hypot), size, 10);
    expect(segments.length).toBeGreaterThan(60);
    for (const [x, y, toX, toY] of segments) {
      expect(Math.hypot(x - 20, y - 20)).toBeCloseTo(10, 1);
      expect(Math.hypot(toX - 20, toY - 20)).toBeCloseTo(10, 1);
      expect(Math.hypot(toX - x, toY - y)).toBeLessThan(1.5);
    }
  });

  test('part at a saddle, and leave out what is not a number', () => {
    const saddle = contourAt(Float64Array.of(1, 0, 0, 1), 2, 0.4);
    // The middle, 0.5, is on the side of the ones: the zeros are cut off.
    expect(saddle).toEqual([
      [0.6, 0, 1, 0.4],
      [0.4, 1, 0, 0.6],
    ]);
    expect(contourAt(Float64Array.of(1, 0, 0, NaN), 2, 0.5)).toEqual([]);
    expect(levelsOf(Float64Array.of(2, 2, 2, 2), 4)).toEqual([]);
  });
});

test('the widest number of the picture of descents has room, whatever it is', () => {
  const widthOf = (text: string) => 7 * text.length;
  expect(ticksOf(1.3e6)).toEqual([-1e6, 0, 1e6]);
  expect(leftOf(['-5', '0', '5'], widthOf)).toBe(44);
  // −1.0e+6, the gap beside it and the name of the axis.
  expect(leftOf(['-1.0e+6', '0'], widthOf)).toBeGreaterThanOrEqual(7 * 7 + 6 + 13);
});
