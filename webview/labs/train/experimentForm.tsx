import * as l10n from '@vscode/l10n';
import { useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { classes, inputs, trainingSamples } from '../../../src/data/mnistShape';
import { defaultExperiment, type Experiment } from '../../../src/runs/experiment/experiment';
import { parameterCount } from '../../../src/runs/experiment/networkBytes';
import { Card } from '../../components/card';
import { Icon } from '../../components/icon';
import { Notice } from '../../components/notice';
import { recall, remember, request } from '../../host/requests';
import { activeRun, experiment, settings } from '../../host/state';
import { count, significant } from '../../text/format';
import { fieldId, FormField } from './formField';
import { arranged, changed } from './fieldOrder';
import { useFormState } from './formState';
import { summaryOf } from './formSummary';
import { ReplacedNotice } from './replacedNotice';
import { RunProgress } from './runProgress';
import { isTrainKey, trainKeyName } from './trainKey';

/** Of many layers the first and the last. */
const shortened = (hidden: readonly number[]) =>
  hidden.length > 6 ? [...hidden.slice(0, 3), '…', ...hidden.slice(-2)] : hidden;

/** How large what is trained is, and how long it goes on. */
function extentOf({ network, batch, steps }: Experiment): string {
  const digits = steps * batch.size;
  return l10n.t(
    '{0} parameters · {1} digits · {2} epochs',
    count(parameterCount([inputs, ...network.hidden, classes])),
    count(digits),
    significant(digits / trainingSamples, 3),
  );
}

/** The settings of the experiment, checked as they are typed, and the button that trains it. */
export function ExperimentForm() {
  const form = useFormState();
  const { values, faults, experiment: ready } = form;
  const { common, rare } = arranged(values);
  const rareChanged = changed(rare, values);
  /** Open or shut by the reader; null while it opens by itself. */
  const more = useSignal<{ isOpen: boolean; news: number } | null>(null);
  const isMoreOpen = more.value?.news === form.news ? more.value.isOpen : rareChanged.length > 0;
  const openMore = (isOpen: boolean) => (more.value = { isOpen, news: form.news });
  const isUnfolded = useSignal(recall('train', { unfolded: false }).unfolded);
  const unfold = (unfolded: boolean) => {
    isUnfolded.value = unfolded;
    remember('train', { unfolded });
  };

  /** The field that is to have the focus as soon as it is there. */
  const wanted = useSignal<string | null>(null);
  // Read while drawing, so that this is drawn anew for it alone.
  const toFocus = wanted.value;
  useLayoutEffect(() => {
    if (toFocus === null) return;
    document.getElementById(fieldId(toFocus))?.focus();
    wanted.value = null;
  }, [toFocus]);
  const train = async () => {
    const place = await form.train();
    if (place === undefined) return;
    if (!document.getElementById('experiment-fields')?.offsetParent) unfold(true);
    if (rare.some((field) => field.place === place)) openMore(true);
    wanted.value = place;
  };
  const run = activeRun.value;
  const sent = useRef<HTMLFormElement>(null);
  const onKey = useRef<(event: KeyboardEvent) => void>(() => undefined);
  onKey.current = (event) => {
    if (!isTrainKey(event)) return;
    event.preventDefault();
    // As Enter in a field does: what is wrong in it is said.
    if (!run) sent.current?.requestSubmit();
    else void request(run.state === 'paused' ? 'resume' : 'pause', {}).catch(() => undefined);
  };
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey.current(event);
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);

  const fields = (shown: typeof common, isRare = false) =>
    shown.map((field) => (
      <FormField
        key={field.place}
        field={field}
        value={values[field.place]}
        error={faults[field.place]}
        isMarked={isRare && rareChanged.includes(field)}
        onChange={(text) => {
          // What is typed in stays open, whatever it comes to.
          if (isRare) openMore(true);
          form.set(field.place, text);
        }}
      />
    ));
  const { network } = ready ?? experiment.value;
  const sizes = [inputs, ...(faults['network.hidden'] ? ['?'] : shortened(network.hidden)), classes];
  const summary = summaryOf(sizes.join(' → '), values, rareChanged);

  return (
    <Card
      title={l10n.t('Experiment')}
      class={`experiment ${isUnfolded.value ? 'unfolded' : ''}`}
      tools={
        <span class="network mono" title={l10n.t('Units of each layer: pixels, hidden units, classes')}>
          {sizes.join(' → ')}
        </span>
      }
    >
      <form
        ref={sent}
        onSubmit={(event) => {
          event.preventDefault();
          void train();
        }}
      >
        <ReplacedNotice onPutBack={form.putBack} />
        <div class="actions">
          {run ? (
            <RunProgress run={run} />
          ) : (
            <>
              <button type="submit" class="button" title={`${l10n.t('Train')} (${trainKeyName})`}>
                <Icon icon="play" />
                {l10n.t('Train')}
              </button>
              <p class="extent dim">{ready ? extentOf(ready) : l10n.t('A field is at fault: see below')}</p>
            </>
          )}
          <button
            type="button"
            class={`summary ${ready ? '' : 'broken'}`}
            aria-expanded={isUnfolded.value}
            aria-controls="experiment-fields"
            title={summary}
            onClick={() => unfold(!isUnfolded.value)}
          >
            <Icon icon={isUnfolded.value ? 'chevron-up' : 'chevron-down'} />
            <span class="visually-hidden">{l10n.t('Settings of the experiment')}: </span>
            <span class="words">{summary}</span>
          </button>
          {form.refusal !== undefined && <Notice>{form.refusal}</Notice>}
        </div>
        <div id="experiment-fields" class="all-fields">
          <div class="fields">{fields(common)}</div>
          <button
            type="button"
            class="link more"
            aria-expanded={isMoreOpen}
            aria-controls="more-fields"
            onClick={() => openMore(!isMoreOpen)}
          >
            <Icon icon={isMoreOpen ? 'chevron-down' : 'chevron-right'} />
            {rareChanged.length === 0 ? l10n.t('More') : l10n.t('More · {0} changed', rareChanged.length)}
          </button>
          <div id="more-fields" class="fields" hidden={!isMoreOpen}>
            {fields(rare, true)}
          </div>
          <p class="form-links">
            <span class="dim">{l10n.t('Reset to')}</span>
            <button type="button" class="link" onClick={() => form.replace(defaultExperiment)}>
              {l10n.t('the book’s')}
            </button>
            <button
              type="button"
              class="link"
              title={l10n.t('What the settings of VS Code ask a new experiment to start from')}
              onClick={() => form.replace(settings.value.experiment)}
            >
              {l10n.t('my settings')}
            </button>
            <button
              type="button"
              class="link save"
              onClick={() => ready && void request('saveExperiment', { experiment: ready }).catch(() => undefined)}
            >
              {l10n.t('Save as experiment file')}
            </button>
          </p>
        </div>
      </form>
    </Card>
  );
}
