import * as l10n from '@vscode/l10n';
import { gradientFault, lostOf, regimeOf, regimeWords, type Best, type Regime } from '../../../src/engine';
import { say } from '../../text/sentence';
import { stepText } from './errorCurve';
import type { OneVariable, TwoVariables } from './reading';

/** A sentence on an h that gives no gradient of two variables at the start. */
export function GradientNote({ given }: { given: TwoVariables }) {
  const fault = gradientFault({ ...given, x: given.start }, given.variables, say);
  if (fault === null) return null;
  return (
    <p class="regime" role="status">
      <b class="mono">h = {stepText(given.h)}</b> {fault}
    </p>
  );
}

/** These say that this h misses f itself: what is true of f at small steps is no comfort then. */
const misses: readonly (Regime | null)[] = ['overflow', 'missing', 'jump', 'wide', 'truncation'];
/** What float32 loses that float64 has. */
const lostInFloat32: readonly (Regime | null)[] = ['h is 0', 'swallowed'];

interface RegimeNoteProps {
  given: OneVariable;
  /** The best step of a central difference; null where there is no derivative to tell it by. */
  best: Best | null;
  /** Whether f has no truncation error here. */
  quadratic: boolean;
}

/** A sentence or two on what happens at this h. */
export function RegimeNote({ given, best, quadratic }: RegimeNoteProps) {
  const regime = regimeOf(given, best);
  const single = { dtype: 'float32' } as const;
  const lost = lostOf(given, single);
  const said = [
    ...(regime && !(quadratic && regime === 'best') ? regimeWords(regime, given, say) : []),
    ...(lost && lost !== regime && lostInFloat32.includes(lost) ? regimeWords(lost, given, say, single) : []),
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
      <b class="mono">h = {stepText(given.h)}</b> {said.join(' ')}
    </p>
  );
}
