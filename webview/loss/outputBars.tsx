import * as l10n from '@vscode/l10n';
import type { Example } from './source';

/** y as bars, the right answer outlined: where the network is sure, and where it ought to be. */
export function OutputBars({ y, label }: Example) {
  const words = y.map((value, k) => `${k}: ${value.toPrecision(3)}`).join(', ');
  return (
    <div
      class="bars"
      role="img"
      aria-label={`${l10n.t('Output y by digit')}. ${words}. ${l10n.t('right answer {0}', label)}`}
    >
      {y.map((value, k) => (
        <div key={k} class={k === label ? 'target' : undefined} title={`y[${k}] = ${value}`}>
          <span class="t" aria-hidden="true">
            {k === label ? 't' : ''}
          </span>
          <div class="column">
            <div class="y" style={{ height: `${100 * Math.min(1, Math.max(0, value))}%` }} />
          </div>
          <span class="mono">{k}</span>
        </div>
      ))}
    </div>
  );
}
