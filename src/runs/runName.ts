import { BadInput, english, phrase, spoken, type Phrase, type Say, type Value } from '../engine/badInput';
import { defaultExperiment, type Experiment } from './experiment';

const longest = 100;

const hidden = ({ network }: Experiment) =>
  network.hidden.length > 0 ? phrase('{0} hidden', network.hidden.join('→')) : phrase('no hidden layer');

const inits = { he: phrase('He'), xavier: phrase('Xavier') };
const init = ({ network }: Experiment) =>
  network.init.kind === 'normal' ? phrase('std {0}', network.init.std) : inits[network.init.kind];

const losses = { crossEntropy: phrase('cross-entropy'), sumSquares: phrase('sum of squares') };

/** The loss, and what makes a cross-entropy another than the default. */
function loss({ loss: wanted }: Experiment): Phrase[] {
  if (typeof wanted === 'string') return [losses[wanted]];
  const { from, labelSmoothing, ignoreIndex, classWeights, reduction } = wanted;
  return [
    from === 'logits' ? phrase('logits') : losses.crossEntropy,
    ...(labelSmoothing === undefined ? [] : [phrase('smoothed {0}', labelSmoothing)]),
    ...(ignoreIndex === undefined ? [] : [phrase('without {0}', ignoreIndex)]),
    ...(classWeights === undefined ? [] : [phrase('weighted')]),
    ...(reduction === 'sum' ? [phrase('summed')] : []),
  ];
}

const optimizers = {
  sgd: phrase('SGD'),
  momentum: phrase('Momentum'),
  adagrad: phrase('AdaGrad'),
  adam: phrase('Adam'),
};
const gradients = {
  backprop: phrase('backpropagation'),
  centralDifference: phrase('central difference'),
  forwardDifference: phrase('forward difference'),
};
const samplings = {
  withReplacement: phrase('with replacement'),
  withoutReplacement: phrase('without replacement'),
  shuffle: phrase('shuffle each epoch'),
};

/** Words of a name; those of a loss may be several. */
type Part = (experiment: Experiment) => Phrase | Phrase[];

const activation: Part = ({ network }) => phrase(network.activation);
const rate: Part = ({ optimizer }) => phrase('lr {0}', optimizer.learningRate);

/** What a name says of an experiment, in this order, where it differs from the default. */
const parts: readonly Part[] = [
  hidden,
  init,
  loss,
  ({ optimizer }) => optimizers[optimizer.kind],
  ({ gradient }) =>
    typeof gradient === 'string' ? gradients[gradient] : [gradients[gradient.kind], phrase('h {0}', gradient.h)],
  ({ batch }) => phrase('batch {0}', batch.size),
  ({ batch }) => samplings[batch.sampling],
  ({ dtype }) => phrase(dtype),
  ({ steps }) => (steps === 1 ? phrase('1 step') : phrase('{0} steps', steps)),
  ({ evaluateEvery }) => phrase('evaluated every {0}', evaluateEvery),
  ({ recordLoss }) => (recordLoss === 'after' ? phrase('loss after the update') : phrase('loss before the update')),
  ({ seed }) => phrase('seed {0}', seed),
];

/** The parts of a name that a reader may compare, in their order: the activation and the rate always stand first. */
const compared: readonly Part[] = [activation, rate, ...parts];

const joined = (phrases: readonly Phrase[], between: string): Phrase => {
  const template = phrases.map((_, i) => `{${i}}`).join(between);
  return phrase(template, ...phrases);
};

/** What each of `asked` says of an experiment. */
const phrasesOf = (asked: readonly Part[], experiment: Experiment): Phrase[] =>
  asked.map((part) => joined([part(experiment)].flat(), ' '));

const wordsOf = (asked: readonly Part[], experiment: Experiment, say: Say): string[] =>
  phrasesOf(asked, experiment).map((words) => String(spoken(words, say)));

/** A name that tells an experiment from the others: `relu · lr 0.1 · 50→100 hidden · seed 3`. */
function namePhrase(experiment: Experiment): Phrase {
  const usual = wordsOf(parts, defaultExperiment, english);
  const own = wordsOf(parts, experiment, english);
  const different = parts.filter((_, i) => own[i] !== usual[i]);
  return joined(phrasesOf([activation, rate, ...different], experiment), ' · ');
}

export const runName = (experiment: Experiment, say: Say = english): string =>
  String(spoken(namePhrase(experiment), say));

interface Named {
  name: string;
  experiment: Experiment;
}

/** The number of a repetition, as ` (2)`, or nothing; undefined for a name that somebody chose. */
function repetition({ name, experiment }: Named): string | undefined {
  const given = runName(experiment);
  return name.startsWith(given) ? /^(?: \(\d+\))?$/.exec(name.slice(given.length))?.[0] : undefined;
}

/** All that a run's name says, as one of the values of a sentence; a name that somebody chose as it is. */
export function saidName(run: Named): Value {
  const number = repetition(run);
  if (number === undefined) return run.name;
  const words = namePhrase(run.experiment);
  return { ...words, phrase: words.phrase + number };
}

/** The same in the reader's language. */
export const fullName = (run: Named, say: Say): string => String(spoken(saidName(run), say));

/** The one that most have; undefined where several are as frequent. */
function mostCommon(values: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const most = Math.max(...counts.values());
  const common = [...counts].filter(([, count]) => count === most);
  return common.length === 1 ? common[0][0] : undefined;
}

/**
 * What tells each of `runs` from the others, in the fewest words: `lr 0.5`, `batch 10`, each only what the most have
 * otherwise. The run that is like the most says the first two of what the others differ in. A run whose name somebody
 * chose keeps it; runs of the same experiment are numbered.
 * @returns a name a run, in their order, no two alike unless two have the same name.
 */
export function namesApart(runs: readonly Named[], say: Say = english): string[] {
  const words = runs.map(({ experiment }) => wordsOf(compared, experiment, say));
  const differing = compared.flatMap((_, i) => {
    const values = words.map((row) => row[i]);
    return new Set(values).size > 1 ? [{ i, common: mostCommon(values) }] : [];
  });
  const short = runs.map((run, r) => {
    const number = repetition(run);
    if (number === undefined || differing.length === 0) return fullName(run, say);
    const own = differing.filter(({ i, common }) => words[r][i] !== common);
    const told = own.length > 0 ? own : differing.slice(0, 2);
    return told.map(({ i }) => words[r][i]).join(' · ') + number;
  });
  return short.map((name, i) => (short.indexOf(name) === short.lastIndexOf(name) ? name : fullName(runs[i], say)));
}

/** `name`, or `name (2)`, `name (3)` … : the first that is not taken. */
export function uniqueName(name: string, taken: readonly string[]): string {
  const others = new Set(taken);
  let unique = name;
  for (let count = 2; others.has(unique); count++) unique = `${name} (${count})`;
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
