import { BadInput } from '../engine/badInput';
import { defaultExperiment, type Experiment } from './experiment';

const longest = 100;

const init = ({ network }: Experiment) =>
  network.init.kind === 'normal' ? `std ${network.init.std}` : network.init.kind;
const hidden = ({ network }: Experiment) =>
  network.hidden.length > 0 ? `${network.hidden.join('→')} hidden` : 'no hidden layer';

/** Cross-entropy and what makes it another than the default. */
const weighted = ({
  from,
  labelSmoothing,
  ignoreIndex,
  classWeights,
  reduction,
}: Exclude<Experiment['loss'], string>) =>
  [
    from === 'logits' ? 'logits' : 'crossEntropy',
    ...(labelSmoothing === undefined ? [] : [`smoothed ${labelSmoothing}`]),
    ...(ignoreIndex === undefined ? [] : [`without ${ignoreIndex}`]),
    ...(classWeights === undefined ? [] : ['weighted']),
    ...(reduction === 'sum' ? ['summed'] : []),
  ].join(' ');

/** What a name says of an experiment, in this order, where it differs from the default. */
const parts: readonly ((experiment: Experiment) => string)[] = [
  hidden,
  init,
  ({ loss }) => (typeof loss === 'string' ? loss : weighted(loss)),
  ({ optimizer }) => optimizer.kind,
  ({ gradient }) => (typeof gradient === 'string' ? gradient : `${gradient.kind} h ${gradient.h}`),
  ({ batch }) => `batch ${batch.size}`,
  ({ batch }) => batch.sampling,
  ({ dtype }) => dtype,
  ({ steps }) => `${steps} steps`,
  ({ evaluateEvery }) => `evaluated every ${evaluateEvery}`,
  ({ recordLoss }) => `loss ${recordLoss}`,
  ({ seed }) => `seed ${seed}`,
];

/** A name that tells an experiment from the others: `relu · lr 0.1 · 50→100 hidden · seed 3`. */
export function runName(experiment: Experiment): string {
  const different = parts
    .filter((part) => part(experiment) !== part(defaultExperiment))
    .map((part) => part(experiment));
  return [experiment.network.activation, `lr ${experiment.optimizer.learningRate}`, ...different].join(' · ');
}

/** `name`, or `name (2)`, `name (3)` … : the first that is not taken. */
export function uniqueName(name: string, taken: readonly string[]): string {
  let unique = name;
  for (let count = 2; taken.includes(unique); count++) unique = `${name} (${count})`;
  return unique;
}

/**
 * @returns `name` without the white space around it.
 * @throws BadInput unless it is one line of 1 to 100 characters.
 */
export function checkName(name: string): string {
  const trimmed = name.trim();
  if (trimmed === '' || trimmed.length > longest || /\p{Cc}/u.test(trimmed))
    throw new BadInput('name', 'A run’s name has one line of 1 to {0} characters.', [longest]);
  return trimmed;
}
