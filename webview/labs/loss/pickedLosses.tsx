import * as l10n from '@vscode/l10n';
import { useLayoutEffect, useMemo } from 'preact/hooks';
import { crossEntropyError, oneHot } from '../../../src/engine';
import { classes } from '../../../src/data/mnistShape';
import type { SampleId } from '../../../src/shared/pageProtocol';
import { Card } from '../../components/card';
import { Notice } from '../../components/notice';
import { count, repr } from '../../text/format';
import { request } from '../../host/requests';
import { DigitPicture } from '../../digits/digitPicture';
import { DigitSteps } from '../../digits/digitSteps';
import { cache } from '../../digits/digits';
import { focus, focused } from '../samples/focus';
import { divergedWords, isNoNumber } from '../../digits/noNumber';
import { argmax, dtypeOf, networkName, rowOf, usePrediction, type Prediction } from '../samples/prediction';
import { sampleName } from '../../digits/sampleName';
import { agreementOf } from './agreement';
import { LossCards } from './lossCards';
import { delta } from './delta';

/** Samples predicted at a time, and shown as small pictures. */
const mostPredicted = 1000;
const mostThumbnails = 40;

/** The losses of the picked digits, one at a time, with the network's output as y. */
export function PickedLosses({ ids, labels }: { ids: readonly SampleId[]; labels: Uint8Array }) {
  const shown = ids.slice(0, mostPredicted);
  const index = Math.max(0, focused.value === null ? 0 : shown.indexOf(focused.value));
  const go = (to: number) => focus(shown[(to + shown.length) % shown.length]);
  const answer = usePrediction(shown);
  const prediction = answer && 'prediction' in answer ? answer.prediction : undefined;
  const batch = useMemo(
    () =>
      prediction && prediction.ids.length > 1
        ? { y: prediction.y, label: prediction.ids.map((each) => labels[each]) }
        : undefined,
    [prediction, labels],
  );
  const id = shown[index];
  const label = labels[id];
  const name = sampleName(id);
  return (
    <>
      {shown.length > 1 && (
        <Card
          class="picked"
          title={l10n.t('{0} picked digits', count(ids.length))}
          tools={
            <DigitSteps name={l10n.t('{0}, label {1}{2}', name, label, '')} onStep={(by) => go(index + by)}>
              <span class="number dim">
                {count(index + 1)} / {count(shown.length)}
              </span>
            </DigitSteps>
          }
        >
          <Thumbnails ids={shown.slice(0, mostThumbnails)} index={index} labels={labels} onSelect={go} />
          {answer && 'prediction' in answer && <BatchMean prediction={answer.prediction} labels={labels} />}
        </Card>
      )}
      {answer && 'failure' in answer && <Notice>{answer.failure}</Notice>}
      {answer && 'prediction' in answer && (
        <LossCards
          example={{
            y: rowOf(answer.prediction.y, index),
            label,
            scores: rowOf(answer.prediction.scores, index),
          }}

          batch={batch}
          picture={
            <Card class="picture" title={`${name[0].toUpperCase()}${name.slice(1)}`}>
              <DigitPicture id={id} />
              <Verdict y={rowOf(answer.prediction.y, index)} label={label} />
              <p class="dim">{networkName(answer.prediction.network)}</p>
              {dtypeOf(answer.prediction.network) === 'float32' && (
                <p class="dim">
                  {l10n.t('Its y is float32: of the digits of a loss about seven are the network’s own.')}
                </p>
              )}
            </Card>
          }
        />
      )}
    </>
  );
}

interface ThumbnailsProps {
  ids: readonly SampleId[];
  index: number;
  labels: Uint8Array;
  onSelect: (index: number) => void;
}

function Thumbnails({ ids, index, labels, onSelect }: ThumbnailsProps) {
  // In one request, before each picture asks for its own digit.
  useLayoutEffect(() => {
    cache.want(ids);
  }, [ids.join()]);
  return (
    <div class="thumbnails">
      {ids.map((id, i) => (
        <button
          key={id}
          type="button"
          aria-pressed={i === index}
          title={`${sampleName(id)}, ${l10n.t('label {0}', labels[id])}`}
          onClick={() => onSelect(i)}
        >
          <DigitPicture id={id} />
        </button>
      ))}
    </div>
  );
}

/** What the network reads, and whether that is right. */
function Verdict({ y, label }: { y: readonly number[]; label: number }) {
  if (isNoNumber(y)) return <p class="wrong">{divergedWords}</p>;
  const best = argmax(y);
  return best === label ? (
    <p class="right">{l10n.t('Read as {0}: right.', best)}</p>
  ) : (
    <p class="wrong">{l10n.t('Read as {0}; the right answer is {1}.', best, label)}</p>
  );
}

/** The mean loss of all the picked digits in both forms: NumPy groups the sums differently, so they may part. */
function BatchMean({ prediction, labels }: { prediction: Prediction; labels: Uint8Array }) {
  const label = prediction.ids.map((id) => labels[id]);
  const options = { classes, delta: delta.value };
  const hot = crossEntropyError(prediction.y, { form: 'oneHot', t: oneHot(label, classes) }, options);
  const picked = crossEntropyError(prediction.y, { form: 'label', label }, options);
  const sum = crossEntropyError(prediction.y, { form: 'label', label }, { ...options, reduction: 'sum' });
  const { words } = agreementOf(hot, picked, (ulps) =>
    l10n.t('{0} apart in the last place: the two forms group the sum differently', ulps),
  );
  return (
    <p class="batch-mean">
      <span class="dim">{l10n.t('Mean cross-entropy of these {0}', count(label.length))}</span>
      <span class="mono">
        {l10n.t('one-hot')} {repr(hot)}
      </span>
      <span class="mono">
        {l10n.t('label')} {repr(picked)}
      </span>
      <span class="dim">{words}</span>
      <span class="dim">{l10n.t('Their sum, which grows with the batch:')}</span>
      <span class="mono">{repr(sum)}</span>
    </p>
  );
}

/** What to do while nothing is picked. */
export const NothingPicked = ({ onExample }: { onExample: (example: 'example1' | 'example2') => void }) => (
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
        <button type="button" class="button secondary" onClick={() => onExample('example1')}>
          {l10n.t('example 1')}
        </button>
        <button type="button" class="button secondary" onClick={() => onExample('example2')}>
          {l10n.t('example 2')}
        </button>
      </div>
    </div>
  </section>
);
