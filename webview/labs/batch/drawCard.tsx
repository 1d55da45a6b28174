import * as l10n from '@vscode/l10n';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { SampleId } from '../../../src/shared/pageProtocol';
import { Card } from '../../components/card';
import { Choice } from '../../components/choice';
import { count, repr, repr32 } from '../../text/format';
import { kept } from '../../host/kept';
import { request } from '../../host/requests';
import { DigitPicture } from '../../digits/digitPicture';
import { timesOf } from '../samples/drawing';
import { dtypeOf } from '../samples/prediction';
import { noNumber } from '../../digits/noNumber';
import { visit } from '../../host/visit';
import type { DrawnLosses } from './drawing';
import { SizeMark } from './sizeMark';

/** Digits shown before the rest is only counted. */
const mostShown = 20;

function Digits({ ids, times }: { ids: readonly SampleId[]; times: ReadonlyMap<SampleId, number> }) {
  return (
    <div class="drawn-digits">
      {ids.map((id, i) => {
        const n = times.get(id) ?? 1;
        return (
          <figure key={`${i} ${id}`} class={n > 1 ? 'twice' : undefined}>
            <DigitPicture id={id} />
            {n > 1 && (
              <span class="times" title={l10n.t('drawn {0} times', n)}>
                ×{n}
              </span>
            )}
            <figcaption class="mono">{id}</figcaption>
          </figure>
        );
      })}
    </div>
  );
}

/** Which of the series. */
const fields = kept('batch', { chosen: 0 });

/** The first batch of the stream, digit by digit: what NumPy draws from this seed. */
export function DrawCard({ drawn }: { drawn: DrawnLosses }) {
  const { plan, losses, network } = drawn;
  const isFloat32 = dtypeOf(network) === 'float32';
  const ids = useSignal<SampleId[]>([]);
  const at = Math.min(fields.value.chosen, plan.series.length - 1);
  const { size, replace } = plan.series[at];
  const { seed } = plan;
  useEffect(() => {
    let isLatest = true;
    request('draw', { seed, size, replace }).then(
      (answer) => {
        if (isLatest) ids.value = answer.ids;
      },
      // What is wrong with the fields is said at them.
      () => undefined,
    );
    return () => {
      isLatest = false;
    };
  }, [seed, size, replace]);
  const times = timesOf(ids.value);
  const again = [...times].filter(([, n]) => n > 1).map(([id]) => id);
  const hidden = ids.value.length - mostShown;
  return (
    <Card
      class="draw-card"
      title={l10n.t('The first draw')}
      tools={
        <Choice
          label={l10n.t('Batch size')}
          options={plan.series.map((series, i) => ({
            value: i,
            words: (
              <>
                <SizeMark {...series} />
                {count(series.size)}
              </>
            ),
            title: series.replace ? l10n.t('with replacement') : l10n.t('without replacement'),
          }))}
          chosen={at}
          onChoose={(chosen) => fields.set({ chosen })}
        />
      }
    >
      <code>
        np.random.seed({seed})<br />
        np.random.choice(60000, {size}
        {replace ? '' : ', replace=False'})
      </code>
      <Digits ids={ids.value.slice(0, mostShown)} times={times} />
      {hidden > 0 && <p class="dim">{l10n.t('… and {0} more.', count(hidden))}</p>}
      {again.length > 0 && (
        <>
          <p>{l10n.t('{0} of them came more than once', count(again.length))}</p>
          {hidden > 0 && <Digits ids={again.slice(0, mostShown)} times={times} />}
        </>
      )}
      {ids.value.length > 0 && again.length === 0 && <p class="dim">{l10n.t('None of them came more than once.')}</p>}
      <p class="loss">
        {l10n.t('The loss of this batch')}{' '}
        <b class="mono">
          {Number.isNaN(losses[at][0]) ? noNumber : isFloat32 ? repr32(losses[at][0]) : repr(losses[at][0])}
        </b>
        {isFloat32 && <span class="dim"> float32</span>}
      </p>
      <div>
        <button
          type="button"
          class="button secondary"
          onClick={() => {
            visit({ draw: { seed, size, replace } });
            void request('open', { tab: 'samples' }).catch(() => undefined);
          }}
        >
          {l10n.t('Pick these digits')}
        </button>
      </div>
    </Card>
  );
}
