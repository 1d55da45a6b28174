import { BadInput, english, phrase, spoken, type Phrase, type Say, type Value } from '../../engine/badInput';
import { count } from '../../engine/numberText';
import { defaultExperiment, type Experiment } from '../experiment/experiment';

const longest = 100;
/** Characters of a name and what stands beside it in a row, which has room for its figures after that. */
const mostSaid = 24;
/** Characters of a name that an experiment gives. */
const mostNamed = 24;

const hidden = ({ network }: Experiment) =>
  network.hidden.length > 0 ? phrase('{0} hidden', network.hidden.map(count).join('→')) : phrase('no hidden layer');

const inits = { he: phrase('He'), xavier: phrase('Xavier') };
const init = ({ network }: Experiment) =>
  network.init.kind === 'normal' ? phrase('std {0}', network.init.std) : inits[network.init.kind];

const losses = { crossEntropy: phrase('cross-entropy'), sumSquares: phrase('sum of squares') };

/** The loss, and what makes a cross-entropy another than the default. */
function loss({ loss: wanted }: Experiment): Phrase[] {
  if (typeof wanted === 'string') return [losses[wanted]];
  const { from, labelSmoothing, ignoreIndex, classWeights, reduction, convention } = wanted;
  return [
    from === 'logits' ? phrase('logits') : losses.crossEntropy,
    ...(labelSmoothing === undefined ? [] : [phrase('label smoothing {0}', labelSmoothing)]),
    ...(ignoreIndex === undefined ? [] : [phrase('without {0}', ignoreIndex)]),
    ...(classWeights === undefined ? [] : [phrase('weighted')]),
    ...(reduction === 'sum' ? [phrase('summed')] : []),
    ...(convention === 'keras' ? [phrase('as Keras')] : []),
  ];
}

const optimizers = {
  sgd: phrase('SGD'),
  momentum: phrase('Momentum'),
  adagrad: phrase('AdaGrad'),
  adam: phrase('Adam'),
};
/** The optimizer, and what is set of it besides the rate. */
function optimizer({ optimizer: wanted }: Experiment): Phrase[] {
  const name = optimizers[wanted.kind];
  if (wanted.kind === 'momentum') return [wanted.momentum === 0.9 ? name : phrase('Momentum {0}', wanted.momentum)];
  if (wanted.kind !== 'adam' || (wanted.beta1 === 0.9 && wanted.beta2 === 0.999)) return [name];
  return [name, phrase('β {0}, {1}', wanted.beta1, wanted.beta2)];
}

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

/** What may be said of an experiment, in this order. */
const parts: readonly Part[] = [
  activation,
  rate,
  hidden,
  init,
  loss,
  optimizer,
  ({ gradient }) =>
    typeof gradient === 'string' ? gradients[gradient] : [gradients[gradient.kind], phrase('h {0}', gradient.h)],
  ({ batch }) => phrase('batch {0}', batch.size),
  ({ batch }) => samplings[batch.sampling],
  ({ dtype }) => phrase(dtype),
  ({ steps }) => (steps === 1 ? phrase('1 step') : phrase('{0} steps', steps)),
  ({ evaluateEvery }) => phrase('evaluated every {0}', evaluateEvery),
  ({ recordLoss }) => (recordLoss === 'after' ? phrase('loss after the update') : phrase('loss before the update')),
  ({ seed }) => phrase('seed {0}', String(seed)),
];

const joined = (phrases: readonly Phrase[], between: string): Phrase => {
  const template = phrases.map((_, i) => `{${i}}`).join(between);
  return phrase(template, ...phrases);
};

/** What each of `asked` says of an experiment. */
const phrasesOf = (asked: readonly Part[], experiment: Experiment): Phrase[] =>
  asked.map((part) => joined([part(experiment)].flat(), ' '));

const wordsOf = (asked: readonly Part[], experiment: Experiment, say: Say): string[] =>
  phrasesOf(asked, experiment).map((words) => spoken(words, say));

/** The parts in which an experiment differs from the default. */
function ownParts(experiment: Experiment): Part[] {
  const usual = wordsOf(parts, defaultExperiment, english);
  const own = wordsOf(parts, experiment, english);
  return parts.filter((_, i) => own[i] !== usual[i]);
}

/** The activation and the rate, and all that is not as the default has it: `relu · lr 0.1 · 50→100 hidden · seed 3`. */
export const described = (experiment: Experiment, say: Say = english): string =>
  wordsOf([...new Set([activation, rate, ...ownParts(experiment)])], experiment, say).join(' · ');

/** The parts that the name of a run says which its experiment gives. */
function namedParts(experiment: Experiment): Part[] {
  const own = ownParts(experiment);
  if (own.length === 0) return [activation, rate];
  const words = wordsOf(own, experiment, english);
  let said = '';
  // What is too long to be said stands beside the name; what comes after it may still find room.
  return own.filter((_, i) => {
    const longer = said === '' ? words[i] : `${said} · ${words[i]}`;
    const fits = said === '' || longer.length <= mostNamed;
    if (fits) said = longer;
    return fits;
  });
}

const namePhrase = (experiment: Experiment): Phrase => joined(phrasesOf(namedParts(experiment), experiment), ' · ');

/** What a run is called whose experiment gives it its name: `lr 0.5 · seed 3`; `relu · lr 0.1` for the default. */
export const runName = (experiment: Experiment, say: Say = english): string => spoken(namePhrase(experiment), say);

interface Named {
  name: string;
  experiment: Experiment;
}

/** The number of a repetition, as ` (2)`, or nothing; undefined for a name that somebody chose, or that a file gave. */
function repetition({ name, experiment }: Named): string | undefined {
  const given = runName(experiment);
  return name.startsWith(given) ? /^(?: \(\d+\))?$/.exec(name.slice(given.length))?.[0] : undefined;
}

/** What a run is called, as one of the values of a sentence; a name that somebody chose as it is. */
export function saidName(run: Named): Value {
  const number = repetition(run);
  if (number === undefined) return run.name;
  const words = namePhrase(run.experiment);
  return { ...words, phrase: words.phrase + number };
}

/** What a run is called, in the reader's language: everywhere the same, whatever runs come after it. */
export const shownName = (run: Named, say: Say): string => spoken(saidName(run), say);

/** The one that most have; undefined where several are as frequent. */
function mostCommon(values: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const most = Math.max(...counts.values());
  const common = [...counts].filter(([, count]) => count === most);
  return common.length === 1 ? common[0][0] : undefined;
}

/**
 * What tells each of `runs` from the others besides its name: `batch 10 · seed 3`, each only what the most have otherwise.
 * It is said beside the name, and changes with the runs there are.
 * @returns what is said of each run, in the order of `runs`; nothing where its name says all of it.
 */
export function differences(runs: readonly Named[], say: Say = english): string[][] {
  const words = runs.map(({ experiment }) => wordsOf(parts, experiment, say));
  const common = parts.map((_, i) => mostCommon(words.map((row) => row[i])));
  return runs.map((run, r) => {
    const said = repetition(run) === undefined ? [] : namedParts(run.experiment);
    const own = parts.filter((part, i) => words[r][i] !== common[i] && !said.includes(part));
    return wordsOf(own, run.experiment, say);
  });
}

/** What is said beside `name` in a row that has figures to say as well: the first of what tells the run from the others. */
export function beside(name: string, differing: readonly string[]): string {
  const fits = (count: number) => name.length + differing.slice(0, count).join(' · ').length <= mostSaid;
  return differing.slice(0, differing.findLastIndex((_, i) => fits(i + 1)) + 1).join(' · ');
}

/** What a run is called that an experiment file gives its name: `adam-wide` for adam-wide.losslab.json. */
export const nameOfFile = (file: string): string | undefined =>
  file
    .replace(/\.losslab\.json$|\.json$/i, '')
    .replace(/\p{Cc}/gu, '')
    .trim()
    .slice(0, longest) || undefined;

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
