import { numericalDiff, type DiffOptions } from '../../src/engine';
import type { OneVariable } from './reading';

/** The three curves of the picture, by name. */
export const curves = {
  central: { method: 'central' },
  forward: { method: 'forward' },
  float32: { method: 'central', dtype: 'float32' },
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
export const errorsOf = (f: OneVariable['f'], x: number, exact: number, curve: Curve): number[] =>
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

/** What happens at one step, the reader's own. */
export type Regime = 'float32Zero' | 'swallowed' | 'rounding' | 'best' | 'truncation';

/** Which error rules a central difference with step `h`, where `best` is the best step. */
export function regimeOf(x: number, h: number, best: number): Regime {
  if (x + h === x && x - h === x) return Math.fround(h) === 0 ? 'float32Zero' : 'swallowed';
  if (h < best / 10) return 'rounding';
  return h > best * 10 ? 'truncation' : 'best';
}

/** The distance from |x| to the next larger double. */
export function spacing(x: number): number {
  const double = new Float64Array([Math.abs(x)]);
  const bits = new BigUint64Array(double.buffer);
  bits[0]++;
  return double[0] - Math.abs(x);
}
