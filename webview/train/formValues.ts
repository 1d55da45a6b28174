import * as l10n from '@vscode/l10n';
import { BadInput } from '../../src/engine';
import { batchFault, checkExperiment, experimentFaults, type Experiment } from '../../src/runs/experiment';
import { sentence } from '../sentence';

/** The form as it is typed: every field's text, however wrong. */
export interface FormValues {
  hidden: string;
  activation: string;
  init: string;
  optimizer: string;
  learningRate: string;
  batchSize: string;
  sampling: string;
  steps: string;
  evaluateEvery: string;
  seed: string;
  dtype: string;
  recordLoss: string;
  loss: string;
  gradient: string;
}
export type FormField = keyof FormValues;

/** Where each field's value goes in an experiment; a fault at or below that place is the field's. */
const places: Record<FormField, string> = {
  hidden: 'network.hidden',
  activation: 'network.activation',
  init: 'network.init',
  optimizer: 'optimizer.kind',
  learningRate: 'optimizer.learningRate',
  batchSize: 'batch.size',
  sampling: 'batch.sampling',
  steps: 'steps',
  evaluateEvery: 'evaluateEvery',
  seed: 'seed',
  dtype: 'dtype',
  recordLoss: 'recordLoss',
  loss: 'loss',
  gradient: 'gradient',
};
const trainingSamples = 60_000;

/** The field that the fault at `place` belongs to. */
export const fieldAt = (place: string): FormField | undefined =>
  (Object.keys(places) as FormField[]).find((field) => `${place}.`.startsWith(`${places[field]}.`));

/** The form shows which loss or gradient it is; options that an experiment file gave it stay as they are. */
const kindOf = (choice: string | { kind: string }): string => (typeof choice === 'string' ? choice : choice.kind);

/** An experiment as the form shows it. */
export const formOf = ({ network, batch, optimizer, ...rest }: Experiment): FormValues => ({
  hidden: network.hidden.join(', '),
  activation: network.activation,
  init: network.init.kind,
  optimizer: optimizer.kind,
  learningRate: String(optimizer.learningRate),
  batchSize: String(batch.size),
  sampling: batch.sampling,
  steps: String(rest.steps),
  evaluateEvery: String(rest.evaluateEvery),
  seed: String(rest.seed),
  dtype: rest.dtype,
  recordLoss: rest.recordLoss,
  loss: kindOf(rest.loss),
  gradient: kindOf(rest.gradient),
});

/** The learning rate that goes with an optimizer: SGD's 0.1 is far too much for Adam. */
export const rateOf = (kind: string): Pick<FormValues, 'learningRate'> => ({
  learningRate: String(checkExperiment({ optimizer: { kind } }).optimizer.learningRate),
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
    loss: values.loss === kindOf(base.loss) ? base.loss : values.loss,
    gradient: values.gradient === kindOf(base.gradient) ? base.gradient : values.gradient,
    batch: { size: number('batchSize'), sampling: values.sampling },
    optimizer: {
      ...(values.optimizer === base.optimizer.kind ? base.optimizer : { kind: values.optimizer }),
      learningRate: number('learningRate'),
    },
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
