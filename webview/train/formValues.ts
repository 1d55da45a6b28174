import * as l10n from '@vscode/l10n';
import { BadInput } from '../../src/engine';
import { batchFault, checkExperiment, experimentFaults, type Experiment } from '../../src/runs/experiment';
import { sentence } from '../sentence';

/** The form as it is typed: every field's text, however wrong. */
export interface FormValues {
  hidden: string;
  activation: string;
  init: string;
  learningRate: string;
  batchSize: string;
  sampling: string;
  steps: string;
  evaluateEvery: string;
  seed: string;
  dtype: string;
  recordLoss: string;
  loss: string;
}
export type FormField = keyof FormValues;

/** Where each field's value goes in an experiment; a fault at or below that place is the field's. */
const places: Record<FormField, string> = {
  hidden: 'network.hidden',
  activation: 'network.activation',
  init: 'network.init',
  learningRate: 'optimizer.learningRate',
  batchSize: 'batch.size',
  sampling: 'batch.sampling',
  steps: 'steps',
  evaluateEvery: 'evaluateEvery',
  seed: 'seed',
  dtype: 'dtype',
  recordLoss: 'recordLoss',
  loss: 'loss',
};
const trainingSamples = 60_000;

/** The field that the fault at `place` belongs to. */
export const fieldAt = (place: string): FormField | undefined =>
  (Object.keys(places) as FormField[]).find((field) => `${place}.`.startsWith(`${places[field]}.`));

/** The form shows which loss it is; its options, if an experiment file has any, stay as they are. */
const lossName = (loss: Experiment['loss']): string => (typeof loss === 'string' ? loss : loss.kind);

/** An experiment as the form shows it. */
export const formOf = ({ network, batch, optimizer, ...rest }: Experiment): FormValues => ({
  hidden: network.hidden.join(', '),
  activation: network.activation,
  init: network.init.kind,
  learningRate: String(optimizer.learningRate),
  batchSize: String(batch.size),
  sampling: batch.sampling,
  steps: String(rest.steps),
  evaluateEvery: String(rest.evaluateEvery),
  seed: String(rest.seed),
  dtype: rest.dtype,
  recordLoss: rest.recordLoss,
  loss: lossName(rest.loss),
});

const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

function readNumber(text: string, place: string): number {
  const trimmed = text.trim();
  const value = Number(trimmed);
  if (!decimal.test(trimmed) || !Number.isFinite(value))
    throw new BadInput(place, '{0}: expected {1}, got {2}.', [place, 'a number', trimmed === '' ? 'nothing' : trimmed]);
  return value;
}

const readSizes = (text: string) =>
  text.trim() === ''
    ? []
    : text
        .split(/[,\s]+/)
        .filter(Boolean)
        .map((part) => readNumber(part, places.hidden));

/** At its own field a fault need not name its place again. */
const atField = (fault: BadInput): string =>
  fault.template === '{0}: expected {1}, got {2}.'
    ? sentence(new BadInput(fault.place, 'Expected {0}, got {1}.', fault.values.slice(1)))
    : sentence(fault).replace(`${fault.place}: `, '');

export interface ReadForm {
  /** Undefined while a field is at fault. */
  experiment?: Experiment;
  faults: Partial<Record<FormField, string>>;
}

/** @param base what the form does not show is taken from here. */
export function readForm(values: FormValues, base: Experiment): ReadForm {
  const faults: ReadForm['faults'] = {};
  const note = (fault: BadInput) => {
    const field = fieldAt(fault.place);
    if (field) faults[field] ??= atField(fault);
  };
  const number = (field: FormField): unknown => {
    try {
      return field === 'hidden' ? readSizes(values.hidden) : readNumber(values[field], places[field]);
    } catch (error) {
      if (error instanceof BadInput) note(error);
      return undefined;
    }
  };
  const init = values.init === base.network.init.kind ? base.network.init : { kind: values.init };
  const wanted = {
    ...base,
    network: { hidden: number('hidden'), activation: values.activation, init },
    loss: values.loss === lossName(base.loss) ? base.loss : values.loss,
    batch: { size: number('batchSize'), sampling: values.sampling },
    optimizer: { ...base.optimizer, learningRate: number('learningRate') },
    steps: number('steps'),
    evaluateEvery: number('evaluateEvery'),
    seed: number('seed'),
    dtype: values.dtype,
    recordLoss: values.recordLoss,
  };
  experimentFaults(wanted).forEach(note);
  if (Object.keys(faults).length > 0) return { faults };
  const experiment = checkExperiment(wanted);
  const tooLarge = batchFault(experiment, trainingSamples);
  if (tooLarge)
    return {
      faults: {
        batchSize: l10n.t(
          'Expected at most the {0} training samples, got {1}.',
          trainingSamples,
          experiment.batch.size,
        ),
      },
    };
  return { experiment, faults };
}
