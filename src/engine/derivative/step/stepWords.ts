import type { Say } from '../../badInput';
import { plain, repr32, significant } from '../../numberText';
import type { DiffMethod, DiffOptions } from '../numericalDiff';
import { axesOf, type MultivariateFunction } from '../numericalGradientOf';
import { bestOf, errorsOf } from './errorByStep';
import { isByTheory, lostOf, missingAt, regimeOf, slopesBeside, tenthOf, type Regime, type Step } from './regime';
import { spacing, spacing32 } from './spacing';

type Options = Pick<DiffOptions, 'method' | 'dtype'>;

const short = (value: number) => significant(value, 2);

/** What each method divides by its step. */
const numerators: Readonly<Record<DiffMethod, string>> = {
  central: 'f(x+h) − f(x−h)',
  forward: 'f(x+h) − f(x)',
  fivePoint: 'f(x−2h) − 8f(x−h) + 8f(x+h) − f(x+2h)',
  richardson: 'f(x+h) − f(x−h)',
  complexStep: 'Im f(x+ih)',
};

/** What an h ten times smaller does to both errors here: measured, since theory need not have begun to hold. */
function measured(given: Step, say: Say): string[] {
  if (!given.exact) return [];
  const tenth = tenthOf(given, given.exact.value);
  const { central, forward } = tenth;
  return [
    say(
      'Measured with h/10: the central error goes from {0} to {1}, the forward one from {2} to {3}.',
      ...[...central, ...forward].map(short),
    ),
    ...(isByTheory(tenth) ? [say('That is theory’s hundredth and tenth, or nearly so.')] : []),
  ];
}

/** [left, right, their mean] */
function kinkOf(given: Step): number[] {
  const [left, right] = slopesBeside(given) ?? [NaN, NaN];
  return [left, right, left / 2 + right / 2];
}

/** A sentence or two on what happens at a step, each by itself. */
export function regimeWords(regime: Regime, given: Step, say: Say, options: Options = {}): string[] {
  const { method = 'central', dtype = 'float64' } = options;
  const single = dtype === 'float32';
  switch (regime) {
    case 'h is 0':
      return [say('In float32 h itself is 0, and 0/0 is not a number.')];
    case 'swallowed':
      return [
        say(
          'In {0} {1} + h is {1}: the next number is {2} away. So {3} is exactly 0, and so is the “derivative”.',
          dtype,
          plain(single ? Number(repr32(given.x)) : given.x),
          short(single ? spacing32(given.x) : spacing(given.x)),
          numerators[method],
        ),
      ];
    case 'no value':
      return [say('f is not a finite number at x itself: it has no derivative there.')];
    case 'overflow':
      return [
        say(
          'This h is too large for {0}: what is computed with it is beyond the largest number, {1}, and becomes ∞. A smaller h is better.',
          dtype,
          single ? '3.4e38' : '1.8e308',
        ),
      ];
    case 'missing':
      return [
        say(
          'f is not a finite number at {0}: with this h there is no such difference.',
          missingAt(given, options) ?? '',
        ),
      ];
    case 'kink':
      return [
        say(
          'f has a kink here: on the left of x its slope is {0}, on the right {1}, so there is no derivative. The central difference with a small h gives their mean, {2}, all the same.',
          ...kinkOf(given).map((slope) => plain(slope, 5)),
        ),
      ];
    case 'jump':
      return [
        say(
          'Between x − h and x + h f jumps, goes to infinity or has no value: the secant joins two branches and says nothing of the slope at x. Take an h that stays on this side.',
        ),
      ];
    case 'level':
      return [
        say(
          'f is the same number in {0} wherever this h takes it: {1} is exactly 0, and so is the “derivative”. A larger h is better.',
          dtype,
          numerators[method],
        ),
      ];
    case 'exact':
      return [say('Exactly right at this h, to the last bit: whatever error there was has rounded away or cancelled.')];
    case 'lucky':
      return [say('No worse here than at the best h, but by chance: at the steps beside it the error is larger.')];
    case 'rounding':
      return [
        say(
          'Rounding dominates: f(x+h) and f(x−h) agree in their first digits, which cancel, and dividing by a small h magnifies what rounding left of the rest. A larger h is better.',
        ),
      ];
    case 'truncation':
      return [
        say('Truncation dominates: the secant still cuts across the bend of the curve.'),
        ...measured(given, say),
      ];
    case 'wide':
      return [
        say(
          'This h is wider than what f does within it: between x − h and x + h the curve turns or bends, and no rule tells the error yet.',
        ),
        ...measured(given, say),
      ];
    case 'best':
      return [say('About the best h: truncation and rounding are of one size here.')];
  }
}

/** At these a difference is none to go by, whatever its digits. */
const misleading: readonly (Regime | null)[] = ['kink', 'jump', 'wide'];

/** Why a difference with this step does not give the derivative, in a sentence or two; null where it does, more or less. */
export function stepFault(given: Step, say: Say, options: Options = {}): string | null {
  const said = (regime: Regime) => regimeWords(regime, given, say, options).join(' ');
  const lost = lostOf(given, options);
  if (lost) return said(lost);
  const { f, x, exact } = given;
  const regime = regimeOf(given, exact && bestOf(errorsOf(f, x, exact.value, 'central')));
  // A complex step goes round what lies between x − h and x + h.
  const isTold = options.method === 'complexStep' ? regime === 'wide' : misleading.includes(regime);
  return regime && isTold ? said(regime) : null;
}

/** f of several variables at a point, its step, and its partial derivatives there, null for one that is not known. */
export interface GradientStep {
  f: MultivariateFunction;
  /** (n,) */
  x: readonly number[];
  h: number;
  /** (n,) */
  exact: readonly (number | null)[];
}

/** f along each of its axes through x. */
export const stepsOf = ({ f, x, h, exact }: GradientStep, { dtype }: Options = {}): Step[] =>
  axesOf(f, x, dtype).map((along, i) => {
    const slope = exact[i];
    return { f: along, x: x[i], h, exact: slope === null ? null : { value: slope } };
  });

/** `stepFault` along each axis, said of which it is; null where there is none. @param names (n,), those of the variables. */
export function gradientFault(
  given: GradientStep,
  names: readonly string[],
  say: Say,
  options: Options = {},
): string | null {
  const said = stepsOf(given, options).flatMap((step, i) => {
    const fault = stepFault(step, say, options);
    return fault === null ? [] : [`${names[i]}: ${fault}`];
  });
  return said.length > 0 ? said.join(' ') : null;
}
