import * as l10n from '@vscode/l10n';
import { useSignal, useSignalEffect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { defaultExperiment, type Experiment } from '../../../src/runs/experiment';
import { Card } from '../../components/card';
import { SelectField, TextField } from '../../components/field';
import { Icon } from '../../components/icon';
import { Notice } from '../../components/notice';
import { recall, Refused, remember, request } from '../../host/requests';
import { activeRun, experiment, experimentEdit, memory } from '../../host/state';
import { fieldAt, formOf, normalInit, rateFor, readForm, type FormField, type FormValues } from './formValues';
import { FormEdits } from './formEdits';
import { RunProgress } from './runProgress';

/** Typing rests this long before the host is told. */
const restMs = 250;

const choicesOf = (base: Experiment) =>
  ({
    activation: [
      ['relu', 'ReLU'],
      ['sigmoid', l10n.t('sigmoid')],
      ['tanh', 'tanh'],
    ],
    init: [
      ['normal', l10n.t('normal, std {0}', normalInit(base).std)],
      ['he', 'He'],
      ['xavier', 'Xavier'],
    ],
    optimizer: [
      ['sgd', 'SGD'],
      ['momentum', 'Momentum'],
      ['adagrad', 'AdaGrad'],
      ['adam', 'Adam'],
    ],
    gradient: [
      ['backprop', l10n.t('backpropagation')],
      ['centralDifference', l10n.t('central difference')],
      ['forwardDifference', l10n.t('forward difference')],
    ],
    loss: [
      ['crossEntropy', l10n.t('cross-entropy error')],
      ['sumSquares', l10n.t('sum of squares error')],
    ],
    sampling: [
      ['withReplacement', l10n.t('with replacement')],
      ['withoutReplacement', l10n.t('without replacement')],
      ['shuffle', l10n.t('shuffle each epoch')],
    ],
    dtype: [
      ['float32', 'float32'],
      ['float64', 'float64'],
    ],
    recordLoss: [
      ['before', l10n.t('before the update')],
      ['after', l10n.t('after the update, as the book')],
    ],
  }) as const;

/** Of many layers the first and the last. */
const shortened = (hidden: readonly number[]) =>
  hidden.length > 6 ? [...hidden.slice(0, 3), '…', ...hidden.slice(-2)] : hidden;

/** What was typed, unless the host holds another experiment by now than it was told: a run was opened meanwhile. */
function keptForm(): FormValues {
  const now = experiment.peek();
  const kept = recall<{ form?: FormValues; told?: Experiment }>('train', {});
  const isNews = kept.told && JSON.stringify(kept.told) !== JSON.stringify(now);
  return { ...formOf(now), ...(isNews ? {} : kept.form) };
}

/** The settings of the experiment, checked as they are typed, and the button that trains it. */
export function ExperimentForm() {
  const values = useSignal<FormValues>(keptForm());
  const refusal = useSignal<{ field: FormField | undefined; message: string } | null>(null);
  const { experiment: ready, faults } = readForm(values.value, experiment.value, memory.value);
  const timer = useRef(0);
  const isStarting = useRef(false);
  const edits = useRef(new FormEdits(experiment.peek())).current;

  // A run was opened, or the settings changed: the host's experiment takes the form's place.
  useSignalEffect(() => {
    const next = experiment.value;
    if (!edits.isNews(next, experimentEdit.peek())) return;
    clearTimeout(timer.current);
    const form = formOf(next);
    values.value = form;
    remember('train', { form, told: next });
  });
  useEffect(() => {
    // What was typed just before the page was hidden, and not told any more.
    const { experiment: typed } = readForm(values.peek(), experiment.peek(), memory.peek());
    if (typed) tell(typed);
    return () => clearTimeout(timer.current);
  }, []);

  const set = (field: FormField) => (text: string) => {
    values.value = { ...values.value, [field]: text, ...(field === 'optimizer' ? rateFor(text, values.value) : {}) };
    refusal.value = null;
    remember('train', { form: values.value });
    const { experiment: typed } = readForm(values.value, experiment.value, memory.value);
    clearTimeout(timer.current);
    if (typed) timer.current = window.setTimeout(() => tell(typed), restMs);
  };
  const tell = (typed: Experiment) => {
    clearTimeout(timer.current);
    if (edits.isTold(typed)) return;
    const edit = edits.tell(typed);
    remember('train', { told: typed });
    void request('setExperiment', { experiment: typed, edit }).catch(() => undefined);
  };
  const train = async () => {
    // Of a double click the second is none.
    if (!ready || isStarting.current) return;
    isStarting.current = true;
    refusal.value = null;
    tell(ready);
    try {
      await request('train', { experiment: ready });
    } catch (error) {
      const place = error instanceof Refused ? error.place : '';
      refusal.value = { field: fieldAt(place), message: error instanceof Error ? error.message : String(error) };
    } finally {
      isStarting.current = false;
    }
  };
  const reset = () => {
    values.value = formOf(defaultExperiment);
    refusal.value = null;
    remember('train', { form: values.value });
    tell(defaultExperiment);
  };

  const fault = (field: FormField) =>
    faults[field] ?? (refusal.value?.field === field ? refusal.value.message : undefined);
  const text = (field: FormField, label: string, more: { placeholder?: string; title?: string } = {}) => (
    <TextField
      id={`form-${field}`}
      label={label}
      value={values.value[field]}
      error={fault(field)}
      onInput={set(field)}
      {...more}
    />
  );
  const choices = choicesOf(experiment.value);
  const choice = (field: keyof typeof choices, label: string) => (
    <SelectField
      id={`form-${field}`}
      label={label}
      value={values.value[field]}
      choices={choices[field]}
      error={fault(field)}
      onChange={set(field)}
    />
  );
  const sizes = ['784', ...(faults.hidden ? ['?'] : shortened((ready ?? experiment.value).network.hidden)), '10'];
  const run = activeRun.value;

  return (
    <Card
      title={l10n.t('Experiment')}
      class="experiment"
      tools={
        <button type="button" class="link" onClick={reset}>
          {l10n.t('Reset to the book’s')}
        </button>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void train();
        }}
      >
        <div class="network mono" title={l10n.t('Units of each layer: pixels, hidden units, classes')}>
          {sizes.join(' → ')}
        </div>
        {text('hidden', l10n.t('Hidden layers'), {
          placeholder: l10n.t('none'),
          title: l10n.t('Units of each hidden layer: 50, or 100, 50 for two; empty for none'),
        })}
        {choice('activation', l10n.t('Activation'))}
        {choice('optimizer', l10n.t('Optimizer'))}
        {text('learningRate', l10n.t('Learning rate'))}
        {text('batchSize', l10n.t('Batch size'))}
        {text('steps', l10n.t('Steps'))}
        {text('evaluateEvery', l10n.t('Accuracy every'))}
        {text('seed', l10n.t('Seed'))}
        {choice('dtype', l10n.t('Precision'))}
        {choice('init', l10n.t('First weights'))}
        {choice('sampling', l10n.t('Sampling'))}
        {choice('loss', l10n.t('Loss function'))}
        {choice('gradient', l10n.t('Gradient'))}
        {choice('recordLoss', l10n.t('Record the loss'))}
        <div class="actions">
          {run ? (
            <RunProgress run={run} />
          ) : (
            <button
              type="submit"
              class="button"
              disabled={!ready}
              title={ready ? undefined : l10n.t('A field is at fault: see above')}
            >
              <Icon icon="play" />
              {l10n.t('Train')}
            </button>
          )}
          {refusal.value && !refusal.value.field && <Notice>{refusal.value.message}</Notice>}
        </div>
      </form>
    </Card>
  );
}
