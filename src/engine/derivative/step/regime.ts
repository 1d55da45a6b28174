import { numericalDiff, type DiffMethod, type DiffOptions, type ScalarFunction } from '../numericalDiff';
import { curveOf } from './curve';
import { roundingOf, type Best } from './errorByStep';

/** A difference of f at x with step h, beside the derivative; null where that is not known. */
export interface Step {
  f: ScalarFunction;
  x: number;
  h: number;
  exact: { value: number } | null;
}

/** What leaves a difference nothing to tell of f, or none at all. */
export type Lost = 'h is 0' | 'swallowed' | 'no value' | 'overflow' | 'missing' | 'level';

/** What happens at one step. */
export type Regime = Lost | 'kink' | 'exact' | 'lucky' | 'rounding' | 'best' | 'jump' | 'truncation' | 'wide';

/** Where each method asks f, in steps from x; the complex step asks at x ± ih. */
const ends: Readonly<Record<DiffMethod, readonly number[]>> = {
  central: [1, -1],
  forward: [1, 0],
  fivePoint: [1, -1, 2, -2],
  richardson: [1, -1],
  complexStep: [],
};

type Options = Pick<DiffOptions, 'method' | 'dtype'>;

/** x, h and f as a number format has them. */
function inFormat({ f, x, h }: Step, { method = 'central', dtype = 'float64' }: Options) {
  const round = dtype === 'float32' ? Math.fround : (value: number) => value;
  const rounded = dtype === 'float32' ? (f.float32 ?? f) : f;
  const [at, step] = [round(x), round(h)];
  return {
    at,
    step,
    round,
    value: (point: number) => round(rounded(round(point))),
    points: ends[method].map((times) => round(at + times * step)),
  };
}

/** Where a method asks f and gets no finite number: `x − h`, `x + 2h`; null where it gets one everywhere. */
export function missingAt(given: Step, options: Options): string | null {
  const { points, value } = inFormat(given, options);
  const missing = points.findIndex((point) => !Number.isFinite(value(point)));
  if (missing < 0) return null;
  const times = ends[options.method ?? 'central'][missing];
  return `x ${times < 0 ? '−' : '+'} ${Math.abs(times) === 1 ? '' : Math.abs(times)}h`;
}

/**
 * What leaves a difference nothing to tell, in the number format that it is computed in.
 *
 * @returns null where it has something to tell, right or not.
 */
export function lostOf(given: Step, options: Options = {}): Lost | null {
  const { at, step, round, value, points } = inFormat(given, options);
  const { f, x, h, exact } = given;
  if (step === 0) return 'h is 0';
  if (points.length > 0 && points.every((point) => point === at)) return 'swallowed';
  if (!Number.isFinite(value(at))) return 'no value';
  if (!points.every(Number.isFinite) || !Number.isFinite(round(2 * step))) return 'overflow';
  for (const point of points) {
    const reached = value(point);
    if (Number.isFinite(reached)) continue;
    // A pole is infinite at one point; what is too large stays so beside it.
    const beside = value(at + (point - at) * (1 - 1e-6));
    return !Number.isNaN(reached) && !Number.isFinite(beside) ? 'overflow' : 'missing';
  }
  if (points.length === 0) return Number.isFinite(numericalDiff(f, x, { ...options, h })) ? null : 'overflow';
  const values = points.map(value);
  const spread = round(Math.max(...values) - Math.min(...values));
  if (!Number.isFinite(spread)) return 'overflow';
  // An even f is as high on both sides, and that is no loss.
  return exact && spread === 0 && exact.value !== 0 && h < 1e-3 ? 'level' : null;
}

/**
 * What rules the central difference at x with step h.
 *
 * @param best null where the derivative is not known.
 * @returns null where that cannot be told, or nothing is amiss.
 */
export function regimeOf(given: Step, best: Best | null): Regime | null {
  const { f, x, h, exact } = given;
  const lost = lostOf(given);
  if (lost) return lost;
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

/** [with h, with h/10] of the errors of both differences. */
export function tenthOf({ f, x, h }: Step, exact: number): Record<'central' | 'forward', [number, number]> {
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
function jumpsWithin({ f, x, h }: Step): boolean {
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
export function slopesBeside({ f, x }: Step): [number, number] | null {
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
