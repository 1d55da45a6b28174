import * as l10n from '@vscode/l10n';
import { isNoNumber, noNumber } from '../../digits/noNumber';
import type { Example } from './source';
import { significant } from '../../text/format';

/** y as bars, the right answer outlined: where the network is sure, and where it ought to be. */
export function OutputBars({ y, label, t }: Example) {
  const words = isNoNumber(y) ? noNumber : y.map((value, k) => `${k}: ${significant(value, 3)}`).join(', ');
  return (
    <div
      class="bars"
      role="img"
      aria-label={`${l10n.t('Output y by digit')}. ${words}. ${t ? `t: ${t.join(', ')}` : l10n.t('right answer {0}', label)}`}
    >
      {y.map((value, k) => (
        <div
          key={k}
          class={k === label && !t ? 'target' : undefined}
          title={`y[${k}] = ${Number.isNaN(value) ? noNumber : value}`}
        >
          <span class="t" aria-hidden="true">
            {k === label && !t ? 't' : ''}
          </span>
          <div class="column">
            {t && <div class="share" style={{ bottom: `${100 * t[k]}%` }} />}
            <div class="y" style={{ height: `${100 * Math.min(1, Math.max(0, value))}%` }} />
          </div>
          <span class="mono">{k}</span>
        </div>
      ))}
    </div>
  );
}
