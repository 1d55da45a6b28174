import * as l10n from '@vscode/l10n';
import { percent } from '../../text/format';
import { isNoNumber, noNumber } from '../../digits/noNumber';
import { TenBars } from '../../digits/tenBars';

/** The network's ten outputs as bars over the label's one-hot vector, class under class. */
export function OutputStrip({ y, label }: { y: readonly number[] | null; label: number }) {
  const words = y && (isNoNumber(y) ? noNumber : y.map((value, k) => `${k}: ${percent(value, 1)}`).join(', '));
  return (
    <div class="output-strip mono">
      <TenBars
        label={`${words ? `${l10n.t('Output y by digit')}. ${words}. ` : ''}${l10n.t('right answer {0}', label)}`}
        heights={y ?? []}
        titleOf={(k) => (y ? `y[${k}] = ${isNoNumber(y) ? noNumber : y[k]}` : undefined)}
        classOf={(k) => (k === label ? 'one' : '')}
        below={(k) => <span class={`t ${k === label ? 'one' : 'dim'}`}>{k === label ? 1 : 0}</span>}
      />
    </div>
  );
}
