import * as l10n from '@vscode/l10n';
import { percent } from '../../text/format';
import { isNoNumber, noNumber } from '../../digits/noNumber';

/** In percent; a diverged network's NaN is no height. */
const height = (probability = 0) => (Number.isNaN(probability) ? 0 : 100 * probability);

/** The network's ten outputs as bars over the label's one-hot vector, class under class. */
export function OutputStrip({ y, label }: { y: readonly number[] | null; label: number }) {
  const words = y && (isNoNumber(y) ? noNumber : y.map((value, k) => `${k}: ${percent(value, 1)}`).join(', '));
  return (
    <div
      class="output-strip mono"
      role="img"
      aria-label={`${words ? `${l10n.t('Output y by digit')}. ${words}. ` : ''}${l10n.t('right answer {0}', label)}`}
    >
      <span class="dim">y</span>
      {Array.from({ length: 10 }, (_, k) => (
        <span
          key={k}
          class={`column ${k === label ? 'one' : ''}`}
          title={y ? `y[${k}] = ${isNoNumber(y) ? noNumber : y[k]}` : undefined}
        >
          <span class="y" style={{ height: `${height(y?.[k])}%` }} />
        </span>
      ))}
      <span />
      {Array.from({ length: 10 }, (_, k) => (
        <span key={k} class="dim">
          {k}
        </span>
      ))}
      <span class="dim">t</span>
      {Array.from({ length: 10 }, (_, k) => (
        <span key={k} class={`t ${k === label ? 'one' : 'dim'}`}>
          {k === label ? 1 : 0}
        </span>
      ))}
    </div>
  );
}
