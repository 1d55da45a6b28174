import * as l10n from '@vscode/l10n';
import { BadInput, phrase, type Value } from '../../../src/engine';
import { checkExperiment, experimentFaults, type Experiment } from '../../../src/runs/experiment';
import { gigabytes, memoryShare, networkBytes } from '../../../src/runs/networkBytes';
import { classes, inputs, trainingSamples } from '../../../src/data/mnistShape';
import { twoWays, typedNumber, typedWords } from '../../../src/functions/typedNumber';
import { quoted } from '../../text/quoted';
import { sentence } from '../../text/sentence';

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

/** What "normal" stands for in the form: an opened run's own spread, or else the book's. */
export const normalInit = ({ network }: Experiment) =>
  network.init.kind === 'normal' ? network.init : ({ kind: 'normal', std: 0.01 } as const);

const usualRate = (kind: string) => String(checkExperiment({ optimizer: { kind } }).optimizer.learningRate);

/**
 * The learning rate that goes with another optimizer, as SGD's 0.1 is far too much for Adam; one that the reader typed
 * stays.
 */
export const rateFor = (kind: string, { optimizer, learningRate }: FormValues): Pick<FormValues, 'learningRate'> => ({
  learningRate: typedNumber(learningRate) === Number(usualRate(optimizer)) ? usualRate(kind) : learningRate,
});

/** What was typed where the fault at `place` is. */
function typedAt(values: FormValues, field: FormField, place: string): string {
  const index = place.slice(places[field].length + 1);
  return field === 'hidden' && index !== '' ? typedWords(values.hidden)[Number(index)] : values[field];
}

/** For a whole number of samples, and with what was typed: as every other field of the page says it. */
const wholeUpToAll = phrase('a whole number from 1 to 60,000');
const expected = (what: Value, typed: string) =>
  sentence(new BadInput('', 'Expected {0}, got {1}.', [what, quoted(typed)]));

const smallest = checkExperiment({ batch: { size: 1 } });

export interface ReadForm {
  /** Undefined while a field is at fault. */
  experiment?: Experiment;
  faults: Partial<Record<FormField, string>>;
}

const tooLarge = (bytes: number, memory: number) =>
  l10n.t(
    'Expected a network of at most {0} GB, half of the memory, got one of {1} GB.',
    gigabytes(memory * memoryShare),
    gigabytes(bytes),
  );

/**
 * @param base what the form does not show is taken from here.
 * @param memory bytes there are for the network.
 */
export function readForm(values: FormValues, base: Experiment, memory = Infinity): ReadForm {
  const faults: ReadForm['faults'] = {};
  const note = ({ place, template, values: said }: BadInput) => {
    const field = fieldAt(place);
    if (!field) return;
    // At its own field a fault need not name its place, and quotes what stands there.
    faults[field] ??=
      template === '{0}: expected {1}, got {2}.'
        ? expected(field === 'batchSize' ? wholeUpToAll : said[1], typedAt(values, field, place))
        : sentence(new BadInput(place, template, said)).replace(`${place}: `, '');
  };
  const question = twoWays(values.hidden);
  if (question) faults.hidden = sentence(question);
  const init = values.init === 'normal' ? normalInit(base) : { kind: values.init };
  const batchSize = typedNumber(values.batchSize);
  const wanted = {
    ...base,
    network: { hidden: typedWords(values.hidden).map(typedNumber), activation: values.activation, init },
    loss: values.loss === kindOf(base.loss) ? base.loss : values.loss,
    gradient: values.gradient === kindOf(base.gradient) ? base.gradient : values.gradient,
    batch: { size: batchSize, sampling: values.sampling },
    optimizer: {
      ...(values.optimizer === base.optimizer.kind ? base.optimizer : { kind: values.optimizer }),
      learningRate: typedNumber(values.learningRate),
    },
    steps: typedNumber(values.steps),
    evaluateEvery: typedNumber(values.evaluateEvery),
    seed: typedNumber(values.seed),
    dtype: values.dtype,
    recordLoss: values.recordLoss,
  };
  experimentFaults(wanted).forEach(note);
  if (batchSize > trainingSamples) faults.batchSize ??= expected(wholeUpToAll, values.batchSize);
  // Whatever else is at fault: how large the network is, the layers say, for the smallest batch at least.
  if (!faults.hidden) {
    const { batch, optimizer, dtype } = Object.keys(faults).length > 0 ? smallest : checkExperiment(wanted);
    const sized = { ...base, network: { ...base.network, hidden: wanted.network.hidden }, batch, optimizer, dtype };
    const bytes = networkBytes(sized, inputs, classes);
    if (bytes > memory * memoryShare) faults.hidden = tooLarge(bytes, memory);
  }
  return Object.keys(faults).length > 0 ? { faults } : { experiment: checkExperiment(wanted), faults };
}
