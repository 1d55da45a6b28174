import { numericalDiff } from '../../../src/engine';
import { curveOf } from './curve';
import { roundingOf } from './errorCurve';
import type { OneVariable, TwoVariables } from './reading';

/** What happens at one step, the reader's own. */
export type Regime =
  | 'swallowed'
  | 'overflow'
  | 'left missing'
  | 'right missing'
  | 'kink'
  | 'level'
  | 'exact'
  | 'lucky'
  | 'rounding'
  | 'best'
  | 'jump'
  | 'truncation'
  | 'wide';

/** The step that is best for a central difference, and its error there. */
export interface Best {
  h: number;
  error: number;
}

type Given = Pick<OneVariable, 'f' | 'x' | 'h' | 'exact'>;

/**
 * What rules the central difference at x with step h.
 *
 * @param best null where the derivative is not known.
 * @returns null where that cannot be told, or nothing is amiss.
 */
export function regimeOf(given: Given, best: Best | null): Regime | null {
  const { f, x, h, exact } = given;
  if (x + h === x && x - h === x) return 'swallowed';
  const unusable = notFinite(given);
  if (unusable) return unusable;
  if (exact && f(x + h) - f(x - h) === 0 && exact.value !== 0 && h < 1e-3) return 'level';
  // Without a derivative an even f cannot be told from one whose change is lost.
  if (!exact || best === null) return slopesBeside(given) ? 'kink' : jumpsWithin(given) ? 'jump' : null;
  const error = Math.abs(numericalDiff(f, x, { h }) - exact.value);
  if (error === 0) return 'exact';
  const byRounding = error <= roundingOf(given, h);
  if (!byRounding && jumpsWithin(given)) return 'jump';
  // Far worse than the best, no step is about as good.
  if (h >= best.h / 10 && h <= best.h * 10 && !(error > 1e4 * best.error && h > best.h)) return 'best';
  // Errors scatter: one that is this small so far from the best step is small by chance.
  if (error <= best.error) return 'lucky';
  if (h < best.h) return 'rounding';
  if (byRounding) return null;
  const { central } = tenthOf(given, exact.value);
  // Down to what rounding leaves, the tenth need not be a hundredth.
  return central[1] * 10 <= central[0] || central[1] <= 10 * best.error ? 'truncation' : 'wide';
}

/** f along each of its axes through the start. */
export const axesOf = ({ text, f, start, h, exact }: TwoVariables): OneVariable[] =>
  start.map((x, axis) => {
    const slope = exact[axis];
    return {
      kind: 'one',
      text,
      f: (at) => f(start.map((value, i) => (i === axis ? at : value))),
      x,
      h,
      exact: slope === null ? null : { text: '', value: slope },
    };
  });

/** Whether h is lost in x in float32, where it is not in float64: then the float32 difference is 0. */
export function isLostInFloat32({ x, h }: Pick<Given, 'x' | 'h'>): boolean {
  const [at, step] = [Math.fround(x), Math.fround(h)];
  const isLost = Math.fround(at + step) === at && Math.fround(at - step) === at;
  return step !== 0 && isLost && !(x + h === x && x - h === x);
}

/** The largest number may be passed by x ± h, by f there, or by their difference; or f has no value there. */
function notFinite({ f, x, h }: Given): Regime | null {
  if (![x + h, x - h, 2 * h].every(Number.isFinite)) return 'overflow';
  for (const side of [-1, 1]) {
    const value = f(x + side * h);
    if (Number.isFinite(value)) continue;
    // A pole is infinite at one point; what is too large stays so beside it.
    const beside = f(x + side * h * (1 - 1e-6));
    if (!Number.isNaN(value) && !Number.isFinite(beside)) return 'overflow';
    return side < 0 ? 'left missing' : 'right missing';
  }
  return Number.isFinite(f(x + h) - f(x - h)) ? null : 'overflow';
}

/** [with h, with h/10] of the errors of both differences. */
export function tenthOf({ f, x, h }: Given, exact: number): Record<'central' | 'forward', [number, number]> {
  const error = (method: 'central' | 'forward', step: number) =>
    Math.abs(numericalDiff(f, x, { h: step, method }) - exact);
  return {
    central: [error('central', h), error('central', h / 10)],
    forward: [error('forward', h), error('forward', h / 10)],
  };
}

/** Whether the errors fall as theory has them fall, to a hundredth and a tenth or nearly so. */
export const isByTheory = ({ central, forward }: ReturnType<typeof tenthOf>): boolean =>
  central[0] > 50 * central[1] &&
  central[0] < 200 * central[1] &&
  forward[0] > 5 * forward[1] &&
  forward[0] < 20 * forward[1];

/** Whether f jumps, goes to infinity or has no value somewhere between x − h and x + h. */
function jumpsWithin({ f, x, h }: Given): boolean {
  const size = (points: readonly { y: number }[]) => {
    const sorted = Float64Array.from(points, ({ y }) => y)
      .filter(Number.isFinite)
      .sort();
    const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))];
    // Not the stairs that rounding makes of any f.
    return Math.max((at(0.95) - at(0.05)) * 0.2, 2 ** -36 * Math.max(Math.abs(at(0)), Math.abs(at(1))));
  };
  return curveOf(f, x - h, x + h, size).some(({ y }) => Number.isNaN(y));
}

/** The slopes on the left and on the right of x where f has a kink there; null where it has none, or they do not settle. */
export function slopesBeside({ f, x }: Given): [number, number] | null {
  const slopes = [1e-4, 1e-6].map((share) => {
    const d = share * Math.max(1, Math.abs(x));
    return [
      numericalDiff((at) => -f(-at), -x, { h: d, method: 'forward' }),
      numericalDiff(f, x, { h: d, method: 'forward' }),
    ];
  });
  const [[farLeft, farRight], [left, right]] = slopes;
  const apart = Math.abs(right - left);
  const settled = Math.abs(farLeft - left) + Math.abs(farRight - right) < apart / 100;
  return settled && apart > 1e-3 * Math.max(Math.abs(left), Math.abs(right)) ? [left, right] : null;
}
