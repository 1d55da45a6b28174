import * as l10n from '@vscode/l10n';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Card } from '../components/card';
import { TextField } from '../components/field';
import { recall, remember } from '../host';
import { data, runs } from '../state';
import { DrawCard } from './drawCard';
import { drawn, failure, isDrawing, startDrawing, stopDrawing, version } from './drawing';
import { readFields, type Fields } from './fields';
import { LossesCard } from './lossesCard';
import { SpreadCard } from './spreadCard';
import './batch.css';

const initial: Fields = { seed: '0', sizes: '10, 100, 1000', draws: '2000', replace: true };

/** Which network the losses are of, in words. */
function networkWords(): string {
  const network = drawn.value?.network;
  if (network?.kind !== 'run')
    return l10n.t('The network is untrained, so that every batch says about the same: train one, and draw again.');
  const name = runs.value.find(({ id }) => id === network.runId)?.name ?? network.runId;
  return l10n.t('The cross-entropy of {0} after {1} steps.', name, network.step);
}

function Progress() {
  const { plan, losses } = drawn.value ?? {};
  if (!isDrawing.value || !plan || !losses) return null;
  const done = losses.reduce((sum, values) => sum + values.length, 0) / (plan.draws * plan.sizes.length);
  return (
    <div
      key={version.value}
      class="bar"
      role="progressbar"
      aria-label={l10n.t('Drawing')}
      aria-valuenow={Math.round(done * 100)}
    >
      <div style={{ width: `${done * 100}%` }} />
    </div>
  );
}

/** How well the loss of a mini-batch stands for the loss of all, by the size of the batch. */
export function BatchTab({ visible }: { visible: boolean }) {
  const fields = useSignal<Fields>(recall<{ batch: Fields }>({ batch: initial }).batch);
  const { plan, faults } = readFields(fields.value);
  const set = (change: Partial<Fields>) => {
    fields.value = { ...fields.value, ...change };
    remember({ batch: fields.value });
  };
  const start = () => plan && void startDrawing(plan);
  useEffect(() => {
    // Whoever comes here for the first time sees draws, not a form.
    if (visible && !drawn.value && !isDrawing.value) start();
  }, [visible]);
  const shown = drawn.value;
  return (
    <div class="batch">
      <Card title={l10n.t('Draw mini-batches')} class="draws">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            start();
          }}
        >
          <TextField
            id="batch-sizes"
            label={l10n.t('Batch sizes')}
            value={fields.value.sizes}
            error={faults.sizes}
            onInput={(sizes) => set({ sizes })}
          />
          <TextField
            id="batch-seed"
            label={l10n.t('Seed')}
            value={fields.value.seed}
            error={faults.seed}
            onInput={(seed) => set({ seed })}
          />
          <TextField
            id="batch-draws"
            label={l10n.t('Draws')}
            value={fields.value.draws}
            error={faults.draws}
            onInput={(draws) => set({ draws })}
          />
          <label class="check">
            <input
              type="checkbox"
              checked={fields.value.replace}
              onChange={(event) => set({ replace: event.currentTarget.checked })}
            />
            {l10n.t('with replacement')}
          </label>
          {isDrawing.value ? (
            <button type="button" class="button" onClick={stopDrawing}>
              {l10n.t('Stop')}
            </button>
          ) : (
            <button type="submit" class="button" disabled={!plan}>
              {l10n.t('Draw')}
            </button>
          )}
        </form>
        <Progress />
        {shown && <p class="dim">{networkWords()}</p>}
      </Card>
      {failure.value && (
        <div class="notice bad" role="alert">
          {failure.value}
        </div>
      )}
      {shown ? (
        <div class="batch-body">
          <LossesCard drawn={shown} visible={visible} />
          <div class="side">
            <SpreadCard drawn={shown} visible={visible} />
            <DrawCard drawn={shown} />
          </div>
        </div>
      ) : (
        !failure.value && (
          <p class="empty">
            {data.value.state === 'ready'
              ? l10n.t('Taking the loss of all 60,000 samples …')
              : l10n.t('Unpacking 70,000 digits …')}
          </p>
        )
      )}
    </div>
  );
}
