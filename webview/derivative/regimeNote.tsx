import * as l10n from '@vscode/l10n';
import { significant } from '../format';
import { regimeOf, spacing } from './errorCurve';
import type { OneVariable } from './reading';

function words({ x, h }: OneVariable, best: number): string {
  switch (regimeOf(x, h, best)) {
    case 'float32Zero':
      return l10n.t(
        'In float64 {0} + h is {0}: the next number is {1} away. So f(x+h) − f(x−h) is exactly 0, and so is the “derivative”. In float32 h itself is 0, and 0/0 is not a number.',
        x,
        significant(spacing(x), 2),
      );
    case 'swallowed':
      return l10n.t(
        'In float64 {0} + h is {0}: the next number is {1} away. So f(x+h) − f(x−h) is exactly 0, and so is the “derivative”.',
        x,
        significant(spacing(x), 2),
      );
    case 'rounding':
      return l10n.t(
        'Rounding rules: f(x+h) and f(x−h) agree in their first digits, which cancel, and dividing by a small h magnifies what rounding left of the rest. A larger h is better.',
      );
    case 'truncation':
      return l10n.t(
        'Truncation rules: the secant still cuts across the bend of the curve. Ten times smaller an h makes the central difference a hundred times better, the forward one ten times.',
      );
    case 'best':
      return l10n.t('About the best h: truncation and rounding are of one size here.');
  }
}

/** One sentence on what happens at this h. */
export const RegimeNote = ({ given, best }: { given: OneVariable; best: number }) => (
  <p class="regime" role="status">
    <b class="mono">h = {given.h}</b> {words(given, best)}
  </p>
);
