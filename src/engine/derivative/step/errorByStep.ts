import { numericalDiff, type DiffOptions, type ScalarFunction } from '../numericalDiff';

/** f at x. */
interface Place {
  f: ScalarFunction;
  x: number;
}

/** The differences whose errors are drawn by h, by name. */
export const curves = {
  central: { method: 'central' },
  forward: { method: 'forward' },
  float32: { method: 'central', dtype: 'float32' },
  forward32: { method: 'forward', dtype: 'float32' },
} as const satisfies Record<string, DiffOptions>;
export type Curve = keyof typeof curves;

export const perDecade = 8;
export const smallestExponent = -50;

/** Steps from 1 down to 1e-50, eight a power of ten. */
export const steps: readonly number[] = Array.from(
  { length: -smallestExponent * perDecade + 1 },
  // Whole powers as they are written: 10 ** -4 is not 1e-4 in every engine.
  (_, i) =>
    Number(
      `${(10 ** ((((-i % perDecade) + perDecade) % perDecade) / perDecade)).toPrecision(3)}e${-Math.ceil(i / perDecade)}`,
    ),
);

/** |difference − derivative| at each of `steps`; NaN where the difference is 0/0. */
export const errorsOf = (f: ScalarFunction, x: number, exact: number, curve: Curve): number[] =>
  steps.map((h) => Math.abs(numericalDiff(f, x, { ...curves[curve], h }) - exact));

/**
 * The step that is best to take: a single lucky one beside bad ones is passed over, so that of each step the worst error
 * within half a power of ten counts. Of equals the largest.
 *
 * @returns an index into `steps`.
 */
export function bestStep(errors: readonly number[]): number {
  const reach = perDecade / 2;
  const worst = errors.map((_, i) => {
    const near = errors.slice(Math.max(0, i - reach), i + reach + 1);
    return near.every(Number.isFinite) ? Math.max(...near) : Infinity;
  });
  return worst.indexOf(Math.min(...worst));
}

/** The step that is best for a central difference, and its error there. */
export interface Best {
  h: number;
  error: number;
}

/** @param errors of the central difference, at `steps`. */
export function bestOf(errors: readonly number[]): Best {
  const best = bestStep(errors);
  return { h: steps[best], error: errors[best] };
}

const epsilon = 2 ** -52;

/**
 * Whether the central difference is exact but for rounding even at large steps, as it is of every quadratic: its
 * truncation error begins with f‴.
 *
 * @param errors of the central difference, at `steps`.
 */
export function withoutTruncation(given: Place, errors: readonly number[], exact: number): boolean {
  // Far from 0 the rounding of f and of x ± h hides what smaller steps leave.
  const half = Math.abs(given.x) / 2;
  const isExactAtHalf =
    half <= 1 || Math.abs(numericalDiff(given.f, given.x, { h: half }) - exact) <= roundingOf(given, half);
  return isExactAtHalf && steps.every((h, i) => h < 0.01 || errors[i] <= roundingOf(given, h));
}

/** What rounding alone may leave of a central difference's error, where f itself is computed without cancellation. */
export function roundingOf({ f, x }: Place, h: number): number {
  // Some roundings each, in f and in x ± h.
  const size = Math.abs(f(x + h)) + Math.abs(f(x - h));
  const moved = ((Math.abs(x) + h) * Math.abs(f(x + h) - f(x - h))) / h;
  return (8 * epsilon * (size + moved)) / h;
}
