import * as l10n from '@vscode/l10n';
import { isNoNumber, noNumber } from '../../digits/noNumber';
import { TenBars } from '../../digits/tenBars';
import type { Example } from './source';
import { significant } from '../../text/format';

/** y as bars, the right answer outlined: where the network is sure, and where it ought to be. */
export function OutputBars({ y, label, t }: Example) {
  const words = isNoNumber(y) ? noNumber : y.map((value, k) => `${k}: ${significant(value, 3)}`).join(', ');
  return (
    <TenBars
      class="bars"
      label={`${l10n.t('Output y by digit')}. ${words}. ${t ? `t: ${t.join(', ')}` : l10n.t('right answer {0}', label)}`}
      heights={y}
      titleOf={(k) => `y[${k}] = ${Number.isNaN(y[k]) ? noNumber : y[k]}`}
      target={t ? undefined : label}
      above={(k) => (
        <span class="t" aria-hidden="true">
          {k === label && !t ? 't' : ''}
        </span>
      )}
      inside={(k) => t && <div class="share" style={{ bottom: `${100 * t[k]}%` }} />}
    />
  );
}
