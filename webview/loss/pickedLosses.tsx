import * as l10n from '@vscode/l10n';
import { useSignal } from '@preact/signals';
import { crossEntropyError, oneHot } from '../../src/engine';
import type { SampleId } from '../../src/shared/protocol';
import { Card } from '../components/card';
import { IconButton } from '../components/icon';
import { count } from '../format';
import { recall, remember, request } from '../host';
import { DigitPicture } from '../samples/digitPicture';
import { argmax, networkName, rowOf, usePrediction, type Prediction } from '../samples/prediction';
import { sampleName } from '../samples/sampleName';
import { LossCards } from './lossCards';
import { ulpsBetween } from './ulps';

/** Samples predicted at a time, and shown as small pictures. */
const mostPredicted = 1000;
const mostThumbnails = 40;

/** The losses of the picked digits, one at a time, with the network's output as y. */
export function PickedLosses({
  ids,
  labels,
  visible,
}: {
  ids: readonly SampleId[];
  labels: Uint8Array;
  visible: boolean;
}) {
  const shown = ids.slice(0, mostPredicted);
  const at = useSignal(recall({ lossAt: 0 }).lossAt);
  const index = Math.min(at.value, shown.length - 1);
  const go = (to: number) => {
    at.value = (to + shown.length) % shown.length;
    remember({ lossAt: at.value });
  };
  const answer = usePrediction(shown, visible);
  const id = shown[index];
  const label = labels[id];
  return (
    <>
      <Card
        class="picked"
        title={`${sampleName(id)} · ${l10n.t('label {0}', label)}`}
        tools={
          <>
            <span class="dim">{answer && 'prediction' in answer && networkName(answer.prediction.network)}</span>
            {shown.length > 1 && (
              <>
                <IconButton icon="chevron-left" label={l10n.t('Previous digit')} onClick={() => go(index - 1)} />
                <span class="number dim">
                  {count(index + 1)} / {count(shown.length)}
                </span>
                <IconButton icon="chevron-right" label={l10n.t('Next digit')} onClick={() => go(index + 1)} />
              </>
            )}
          </>
        }
      >
        <div class="thumbnails">
          {shown.slice(0, mostThumbnails).map((other, i) => (
            <button
              key={other}
              type="button"
              aria-pressed={i === index}
              title={`${sampleName(other)}, ${l10n.t('label {0}', labels[other])}`}
              onClick={() => go(i)}
            >
              <DigitPicture id={other} />
            </button>
          ))}
        </div>
        {answer && 'prediction' in answer && shown.length > 1 && (
          <BatchMean prediction={answer.prediction} labels={labels} />
        )}
      </Card>
      {answer && 'failure' in answer && (
        <div class="notice bad" role="alert">
          {answer.failure}
        </div>
      )}
      {answer && 'prediction' in answer && <WithSource prediction={answer.prediction} index={index} label={label} />}
    </>
  );
}

function WithSource({ prediction, index, label }: { prediction: Prediction; index: number; label: number }) {
  const y = rowOf(prediction.y, index);
  const best = argmax(y);
  return (
    <>
      {best !== label && (
        <div class="notice">{l10n.t('The network reads a {0} here; the right answer is {1}.', best, label)}</div>
      )}
      <LossCards example={{ y, label }} />
    </>
  );
}

/** The mean loss of all the picked digits in both forms: NumPy groups the sums differently, so they may part. */
function BatchMean({ prediction, labels }: { prediction: Prediction; labels: Uint8Array }) {
  const label = prediction.ids.map((id) => labels[id]);
  const classes = 10;
  const hot = crossEntropyError(prediction.y, { form: 'oneHot', t: oneHot(label, classes) }, { classes });
  const picked = crossEntropyError(prediction.y, { form: 'label', label }, { classes });
  const apart = ulpsBetween(hot, picked);
  return (
    <p class="batch-mean">
      <span class="dim">{l10n.t('Mean cross-entropy of these {0}', count(label.length))}</span>
      <span class="mono">
        {l10n.t('one-hot')} {String(hot)}
      </span>
      <span class="mono">
        {l10n.t('label')} {String(picked)}
      </span>
      <span class="dim">
        {apart === 0
          ? l10n.t('equal to the last bit')
          : l10n.t('{0} apart in the last place: the two forms group the sum differently', apart)}
      </span>
    </p>
  );
}

/** What to do while nothing is picked. */
export const NothingPicked = ({ onExample }: { onExample: () => void }) => (
  <section class="card">
    <div class="empty">
      <p class="title">{l10n.t('How wrong is the network, in one number?')}</p>
      <p>{l10n.t('Pick a digit to see its loss term by term, or start with the notebook’s example.')}</p>
      <div class="actions">
        <button
          type="button"
          class="button"
          onClick={() => void request('open', { tab: 'samples' }).catch(() => undefined)}
        >
          {l10n.t('Pick a digit')}
        </button>
        <button type="button" class="button secondary" onClick={onExample}>
          {l10n.t('Example 1')}
        </button>
      </div>
    </div>
  </section>
);
