import { numericalDiff, type DiffOptions } from '../../../src/engine';
import { plain } from '../../../src/engine/numberText';
import type { OneVariable } from './reading';

/** The curves of the picture, by name. */
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

/** A step as one writes it: 0.5, but 4.22e-6 where JavaScript has 0.00000422. */
export const stepText = (h: number): string => plain(h);

/**
 * h on a slider of powers of ten: the least h in full is no number to assistive tools. The slider ends where the picture
 * does, or at an h beyond that was typed.
 */
export function sliderOf(h: number): { value: number; min: number; max: number } {
  const value = Math.round(100 * Math.log10(h)) / 100;
  return { value, min: Math.min(smallestExponent, value), max: Math.max(0, value) };
}

/** The next larger or smaller number of one digit: 1e-4, 2e-4 … 9e-4, 1e-3. @param h a positive number. */
export function byDigit(h: number, up: boolean): number {
  const [digits, exponent] = h.toExponential().split('e');
  const digit = up ? Math.floor(Number(digits)) + 1 : Math.ceil(Number(digits)) - 1;
  const next = Number(digit < 1 ? `9e${Number(exponent) - 1}` : `${digit}e${exponent}`);
  return next > 0 && Number.isFinite(next) ? next : h;
}

/** Ten times more or less. @param h a positive number. */
export function byDecade(h: number, up: boolean): number {
  const [digits, exponent] = h.toExponential().split('e');
  const next = Number(`${digits}e${Number(exponent) + (up ? 1 : -1)}`);
  return next > 0 && Number.isFinite(next) ? next : h;
}

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

const epsilon64 = 2 ** -52;
const epsilon32 = 2 ** -23;

/** Where theory has the best step of each curve for an f and its derivatives of size 1: ∛ε, or √ε. */
export const theoreticalBest: Record<Curve, number> = {
  central: Math.cbrt(epsilon64),
  forward: Math.sqrt(epsilon64),
  float32: Math.cbrt(epsilon32),
  forward32: Math.sqrt(epsilon32),
};

/**
 * Whether the central difference is exact but for rounding even at large steps, as it is of every quadratic: its
 * truncation error begins with f‴.
 *
 * @param errors of the central difference, at `steps`.
 */
export function withoutTruncation(
  given: Pick<OneVariable, 'f' | 'x'>,
  errors: readonly number[],
  exact: number,
): boolean {
  // Far from 0 the rounding of f and of x ± h hides what smaller steps leave.
  const half = Math.abs(given.x) / 2;
  const isExactAtHalf =
    half <= 1 || Math.abs(numericalDiff(given.f, given.x, { h: half }) - exact) <= roundingOf(given, half);
  return isExactAtHalf && steps.every((h, i) => h < 0.01 || errors[i] <= roundingOf(given, h));
}

/** What rounding alone may leave of a central difference's error, where f itself is computed without cancellation. */
export function roundingOf({ f, x }: Pick<OneVariable, 'f' | 'x'>, h: number): number {
  // Some roundings each, in f and in x ± h.
  const size = Math.abs(f(x + h)) + Math.abs(f(x - h));
  const moved = ((Math.abs(x) + h) * Math.abs(f(x + h) - f(x - h))) / h;
  return (8 * epsilon64 * (size + moved)) / h;
}
