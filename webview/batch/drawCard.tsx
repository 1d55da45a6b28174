import * as l10n from '@vscode/l10n';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { SampleId } from '../../src/shared/protocol';
import { Card } from '../components/card';
import { Chip } from '../components/chip';
import { repr } from '../format';
import { request } from '../host';
import { DigitPicture } from '../samples/digitPicture';
import type { Drawn } from './drawing';
import { sizeColor } from './lossesCard';

/** Digits shown before the rest is only counted. */
const mostShown = 40;

/** The first batch of the stream, digit by digit: what NumPy draws from this seed. */
export function DrawCard({ drawn }: { drawn: Drawn }) {
  const { plan, losses } = drawn;
  const chosen = useSignal(0);
  const ids = useSignal<SampleId[]>([]);
  const at = Math.min(chosen.value, plan.sizes.length - 1);
  const size = plan.sizes[at];
  const { seed, replace } = plan;
  useEffect(() => {
    let isLatest = true;
    request('draw', { seed, size, replace }).then(
      (answer) => {
        if (isLatest) ids.value = answer.ids;
      },
      // The losses come from the same thread and say what is wrong.
      () => undefined,
    );
    return () => {
      isLatest = false;
    };
  }, [seed, size, replace]);
  const times = new Map<SampleId, number>();
  for (const id of ids.value) times.set(id, (times.get(id) ?? 0) + 1);
  const again = [...times.values()].filter((n) => n > 1).length;
  return (
    <Card
      class="draw-card"
      title={l10n.t('The first draw')}
      tools={plan.sizes.map((words, i) => (
        <Chip key={words} pressed={i === at} onClick={() => (chosen.value = i)}>
          <span class="dot" style={{ background: `var(${sizeColor(i)})` }} />
          {words}
        </Chip>
      ))}
    >
      <code>
        np.random.seed({seed}); np.random.choice(60000, {size}
        {replace ? '' : ', replace=False'})
      </code>
      <div class="drawn-digits">
        {ids.value.slice(0, mostShown).map((id, i) => (
          <figure key={`${i} ${id}`} class={(times.get(id) ?? 0) > 1 ? 'twice' : undefined}>
            <DigitPicture id={id} />
            <figcaption class="mono">{id}</figcaption>
          </figure>
        ))}
      </div>
      <p class="dim">
        {ids.value.length > mostShown && l10n.t('… and {0} more.', ids.value.length - mostShown)}{' '}
        {again > 0 && l10n.t('{0} of them came more than once', again)}
      </p>
      <p>
        {l10n.t('The loss of this batch')} <b class="mono">{repr(losses[at][0])}</b>
      </p>
      <div>
        <button
          type="button"
          class="button quiet"
          onClick={() => {
            void request('pick', { ids: [...new Set(ids.value)] }).catch(() => undefined);
            void request('open', { tab: 'samples' }).catch(() => undefined);
          }}
        >
          {l10n.t('Pick these digits')}
        </button>
      </div>
    </Card>
  );
}
