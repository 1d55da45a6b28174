import * as l10n from '@vscode/l10n';
import { plain, significant } from '../../text/format';
import { stepText } from './errorCurve';
import type { OneVariable, TwoVariables } from './reading';
import { axesOf, isByTheory, isLostInFloat32, regimeOf, slopesBeside, tenthOf, type Best, type Regime } from './regime';
import { spacing, spacing32 } from './spacing';

const short = (value: number) => significant(value, 2);

/** What an h ten times smaller does to both errors here: measured, since theory need not have begun to hold. */
function measured(given: OneVariable): string[] {
  if (!given.exact) return [];
  const tenth = tenthOf(given, given.exact.value);
  const { central, forward } = tenth;
  return [
    l10n.t(
      'Measured with h/10: the central error goes from {0} to {1}, the forward one from {2} to {3}.',
      ...[...central, ...forward].map(short),
    ),
    ...(isByTheory(tenth) ? [l10n.t('That is theory’s hundredth and tenth, or nearly so.')] : []),
  ];
}

function words(regime: Regime, given: OneVariable): string[] {
  const { x } = given;
  switch (regime) {
    case 'swallowed':
      return [
        l10n.t(
          'In float64 {0} + h is {0}: the next number is {1} away. So f(x+h) − f(x−h) is exactly 0, and so is the “derivative”.',
          x,
          short(spacing(x)),
        ),
      ];
    case 'overflow':
      return [
        l10n.t(
          'This h is too large for float64: what is computed at x ± h is beyond the largest number, 1.8e308, and becomes ∞. A smaller h is better.',
        ),
      ];
    case 'left missing':
    case 'right missing':
      return [
        l10n.t(
          'f is not a finite number at {0}: with this h there is no central difference.',
          regime === 'left missing' ? 'x − h' : 'x + h',
        ),
      ];
    case 'kink':
      return [
        l10n.t(
          'f has a kink here: on the left of x its slope is {0}, on the right {1}, so there is no derivative. The central difference with a small h gives their mean, {2}, all the same.',
          ...kinkOf(given).map((slope) => plain(slope, 5)),
        ),
      ];
    case 'jump':
      return [
        l10n.t(
          'Between x − h and x + h f jumps, goes to infinity or has no value: the secant joins two branches and says nothing of the slope at x. Take an h that stays on this side.',
        ),
      ];
    case 'level':
      return [
        l10n.t(
          'f(x+h) and f(x−h) are the same number in float64: their difference is exactly 0, and so is the “derivative”. A larger h is better.',
        ),
      ];
    case 'exact':
      return [
        l10n.t('Exactly right at this h, to the last bit: whatever error there was has rounded away or cancelled.'),
      ];
    case 'lucky':
      return [l10n.t('No worse here than at the best h, but by chance: at the steps beside it the error is larger.')];
    case 'rounding':
      return [
        l10n.t(
          'Rounding dominates: f(x+h) and f(x−h) agree in their first digits, which cancel, and dividing by a small h magnifies what rounding left of the rest. A larger h is better.',
        ),
      ];
    case 'truncation':
      return [l10n.t('Truncation dominates: the secant still cuts across the bend of the curve.'), ...measured(given)];
    case 'wide':
      return [
        l10n.t(
          'This h is wider than what f does within it: between x − h and x + h the curve turns or bends, and no rule tells the error yet.',
        ),
        ...measured(given),
      ];
    case 'best':
      return [l10n.t('About the best h: truncation and rounding are of one size here.')];
  }
}

/** What a step that leaves no gradient does along each axis. */
const withoutGradient: readonly (Regime | null)[] = ['swallowed', 'overflow', 'left missing', 'right missing', 'level'];

/** A sentence on an h that gives no gradient of two variables at the start. */
export function GradientNote({ given }: { given: TwoVariables }) {
  const said = axesOf(given).flatMap((axis, i) => {
    const regime = regimeOf(axis, null);
    const told = regime !== null && withoutGradient.includes(regime);
    return told ? [`${given.variables[i]}: ${words(regime, axis).join(' ')}`] : [];
  });
  if (said.length === 0) return null;
  return (
    <p class="regime" role="status">
      <b class="mono">h = {stepText(given.h)}</b> {said.join(' ')}
    </p>
  );
}

/** [left, right, their mean] */
function kinkOf(given: OneVariable): number[] {
  const [left, right] = slopesBeside(given) ?? [NaN, NaN];
  return [left, right, left / 2 + right / 2];
}

/** These say that this h misses f itself: what is true of f at small steps is no comfort then. */
const misses: readonly (Regime | null)[] = ['overflow', 'left missing', 'right missing', 'jump', 'wide', 'truncation'];

interface RegimeNoteProps {
  given: OneVariable;
  /** The best step of a central difference; null where there is no derivative to tell it by. */
  best: Best | null;
  /** Whether f has no truncation error here. */
  quadratic: boolean;
}

/** A sentence or two on what happens at this h. */
export function RegimeNote({ given, best, quadratic }: RegimeNoteProps) {
  const { x, h } = given;
  const regime = regimeOf(given, best);
  const said = [
    ...(regime && !(quadratic && regime === 'best') ? words(regime, given) : []),
    ...(Math.fround(h) === 0 ? [l10n.t('In float32 h itself is 0, and 0/0 is not a number.')] : []),
    ...(isLostInFloat32(given)
      ? [
          l10n.t(
            'In float32 h is lost: {0} + h is {0}, as the next number is {1} away, and the difference is 0.',
            Math.fround(x),
            short(spacing32(x)),
          ),
        ]
      : []),
    ...(quadratic && !misses.includes(regime)
      ? [
          l10n.t(
            'A central difference of this f has no truncation error: that begins with the third derivative, which is 0. So its curve has no right branch, and h = 1 is as good as any.',
          ),
        ]
      : []),
  ];
  if (said.length === 0) return null;
  return (
    <p class="regime" role="status">
      <b class="mono">h = {stepText(h)}</b> {said.join(' ')}
    </p>
  );
}
