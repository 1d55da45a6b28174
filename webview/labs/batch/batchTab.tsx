import * as l10n from '@vscode/l10n';
import { useEffect } from 'preact/hooks';
import { defaultExperiment } from '../../../src/runs/experiment/experiment';
import type { NetworkSource } from '../../../src/shared/pageProtocol';
import { Card } from '../../components/card';
import { SelectField, TextField } from '../../components/field';
import { Form } from '../../components/form';
import { Notice } from '../../components/notice';
import { Progress } from '../../components/progress';
import { count, percent, time } from '../../text/format';
import { kept } from '../../host/kept';
import { data, presentNetwork, runs } from '../../host/state';
import { onVisit } from '../../host/visit';
import { costOf } from './cost';
import { DrawCard } from './drawCard';
import {
  comeBack,
  drawing,
  drawn,
  isNumber,
  measured,
  progress,
  startDrawing,
  startUnasked,
  stopDrawing,
} from './drawing';
import { readFields, type Fields, type Replacement } from './fields';
import { LossesCard } from './lossesCard';
import { NetworkNote } from './networkNote';
import { SpreadCard } from './spreadCard';
import './batch.css';

const initial: Fields = { seed: '0', sizes: '10, 100, 1000', draws: '2000', replacement: 'with' };

/** The layers of the network that would answer. */
const layersOf = (source: NetworkSource) =>
  source.kind === 'run'
    ? (runs.value.find(({ id }) => id === source.runId)?.experiment.network ?? defaultExperiment.network)
    : source.network;

const fields = kept<Fields>('batch', initial);

onVisit('batch', ({ replace, ...typed }) => {
  // What is typed from then on is the reader's own.
  fields.set({ ...typed, replacement: replace ? 'with' : 'without' });
  const { plan } = readFields(fields.value);
  if (plan) void startDrawing(plan);
});

function Drawing() {
  if (!drawing.isUnderWay) return null;
  const isMeasuring = measured.value < 1;
  const { draws, of, share, secondsLeft } = progress.value ?? { draws: 0, of: 0, share: 0, secondsLeft: null };
  const drawnText = of > 0 ? l10n.t('{0} of {1} mini-batches drawn', count(draws), count(of)) : l10n.t('Drawing');
  const left = secondsLeft === null ? '' : ` · ${l10n.t('about {0} left', time(secondsLeft))}`;
  const text = isMeasuring
    ? `${l10n.t('Taking the loss of all 60,000 samples …')} ${percent(measured.value, 0)}`
    : `${drawnText}${left}`;
  return (
    <div class="drawing">
      <Progress label={l10n.t('Drawing')} done={isMeasuring ? measured.value : share} text={text} />
      <p class="dim number">{text}</p>
    </div>
  );
}

/** How well the loss of a mini-batch stands for the loss of all, by the size of the batch. */
export function BatchTab() {
  const { plan, faults } = readFields(fields.value);
  const start = () => {
    if (plan) void startDrawing(plan);
  };
  const cost = plan && costOf(plan, layersOf(presentNetwork.value));
  useEffect(() => {
    void comeBack(() => plan && cost && startUnasked(plan, cost));
  }, []);
  const shown = drawn.value;
  const isOther = shown !== null && JSON.stringify(shown.plan) !== JSON.stringify(plan);
  return (
    <div class="cards batch">
      <Card title={l10n.t('Draw mini-batches')} class="draws">
        <Form onSubmit={start}>
          <TextField
            id="batch-sizes"
            label={l10n.t('Batch sizes')}
            value={fields.value.sizes}
            error={faults.sizes}
            onInput={(sizes) => fields.set({ sizes })}
          />
          <TextField
            id="batch-seed"
            label={l10n.t('Seed')}
            value={fields.value.seed}
            error={faults.seed}
            onInput={(seed) => fields.set({ seed })}
          />
          <TextField
            id="batch-draws"
            label={l10n.t('Draws')}
            value={fields.value.draws}
            error={faults.draws}
            onInput={(draws) => fields.set({ draws })}
          />
          <SelectField
            id="batch-replacement"
            label={l10n.t('Sampling')}
            value={fields.value.replacement}
            choices={[
              ['with', l10n.t('with replacement')],
              ['without', l10n.t('without replacement')],
              ['both', l10n.t('both, side by side')],
            ]}
            onChange={(replacement) => fields.set({ replacement: replacement as Replacement })}
          />
          {drawing.isUnderWay ? (
            <button
              type="button"
              class="button"
              onClick={(event) => {
                // By the click's default action this is the button that submits, and would start all over.
                event.preventDefault();
                stopDrawing();
              }}
            >
              {l10n.t('Stop')}
            </button>
          ) : (
            <button type="submit" class="button">
              {l10n.t('Draw')}
            </button>
          )}
        </Form>
        <Drawing />
        {shown && <NetworkNote drawn={shown} onDraw={start} />}
        {isOther && plan && !drawing.isUnderWay && (
          <p class="dim" role="status">
            {l10n.t(
              'The pictures are of other settings (batch sizes {0}; seed {1}; {2} draws): draw for those above.',
              shown.plan.sizes.join(', '),
              shown.plan.seed,
              count(shown.plan.draws),
            )}
          </p>
        )}
      </Card>
      {drawing.failure.value && <Notice>{drawing.failure.value.message}</Notice>}
      {shown && !isNumber(shown.all) ? (
        <div class={isOther ? 'batch-nan stale' : 'batch-nan'}>
          <Notice kind="warning">
            {l10n.t(
              'The network diverged: it gives no number (NaN), so that there is no loss to estimate. Train it again with a smaller learning rate, or smaller first weights.',
            )}
          </Notice>
          <DrawCard drawn={shown} />
        </div>
      ) : shown ? (
        <div class={isOther ? 'batch-body stale' : 'batch-body'} aria-disabled={isOther}>
          <LossesCard drawn={shown} />
          <div class="side">
            <SpreadCard drawn={shown} />
            <DrawCard drawn={shown} />
          </div>
        </div>
      ) : (
        !drawing.failure.value && (
          <div class="empty">
            {drawing.isUnderWay ? (
              <p>
                {data.value.state === 'ready'
                  ? l10n.t('Taking the loss of all 60,000 samples …')
                  : l10n.t('Unpacking 70,000 digits …')}
              </p>
            ) : (
              <>
                <p>{l10n.t('Nothing is drawn yet.')}</p>
                {cost && (
                  <p>
                    {l10n.t(
                      'The loss of all 60,000 samples, in a network of {0} parameters, and the draws take about {1}.',
                      count(cost.parameters),
                      time(cost.seconds),
                    )}
                  </p>
                )}
              </>
            )}
          </div>
        )
      )}
    </div>
  );
}
