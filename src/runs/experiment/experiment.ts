import * as v from 'valibot';
import { classes } from '../../data/mnistShape';
import { BadInput, phrase, type Value } from '../../engine/badInput';
import { simplest } from '../../engine/loss/loss';
import { largestSeed } from '../../engine/sampling/randomState';
import { count } from '../../engine/numberText';
import { boundsFault } from './experimentBounds';

/** A schema of objects, to which a list would be an object without keys. */
const noList = <S extends v.GenericSchema>(schema: S): S => ({
  ...schema,
  '~run'(dataset: Parameters<S['~run']>[0], config: Parameters<S['~run']>[1]): ReturnType<S['~run']> {
    if (!Array.isArray(dataset.value)) return schema['~run'](dataset, config) as ReturnType<S['~run']>;
    v._addIssue(schema, 'type', dataset, config);
    return dataset as ReturnType<S['~run']>;
  },
});
const object = <const T extends v.ObjectEntries>(entries: T) => noList(v.strictObject(entries));
const variant = <const K extends string, const O extends v.VariantOptions<K>>(key: K, kinds: O, message: string) =>
  noList(v.variant(key, kinds, message));

const whole = (least: number, most?: number) => {
  const expected =
    most === undefined ? `a whole number from ${least}` : `a whole number from ${least} to ${count(most)}`;
  return v.pipe(
    v.number(expected),
    v.integer(expected),
    v.minValue(least, expected),
    v.maxValue(most ?? Number.MAX_SAFE_INTEGER, expected),
  );
};
const positive = v.pipe(
  v.number('a positive number'),
  v.finite('a positive number'),
  v.gtValue(0, 'a positive number'),
);
const oneOf = <const T extends readonly string[]>(names: T) =>
  v.picklist(names, names.map((name) => `"${name}"`).join(' or '));

const initSchema = variant(
  'kind',
  [
    object({
      kind: v.optional(v.literal('normal'), 'normal'),
      std: v.optional(v.pipe(positive, v.description('Standard deviation of the first weights.')), 0.01),
    }),
    object({ kind: v.literal('he') }),
    object({ kind: v.literal('xavier') }),
  ],
  '"normal" or "he" or "xavier"',
);

const networkSchema = object({
  hidden: v.optional(
    v.pipe(
      v.array(whole(1, 100_000), 'a list of layer sizes'),
      v.maxLength(50, 'at most 50 layers'),
      v.description('Units of each hidden layer, from the input on; an empty list for none.'),
    ),
    [50],
  ),
  activation: v.optional(
    v.pipe(oneOf(['relu', 'sigmoid', 'tanh']), v.description('Activation function of the hidden layers.')),
    'relu',
  ),
  init: v.optional(v.pipe(initSchema, v.description('How the first weights are drawn; biases start at 0.')), {
    kind: 'normal',
  }),
});

const batchSchema = object({
  size: v.optional(v.pipe(whole(1), v.description('Samples in a mini-batch.')), 100),
  sampling: v.optional(
    v.pipe(
      oneOf(['withReplacement', 'withoutReplacement', 'shuffle']),
      v.description('How a mini-batch is drawn; "shuffle" goes through one permutation of the data an epoch.'),
    ),
    'withReplacement',
  ),
});

/** @param rate the step size that the book takes for it (6.1.7; its networks' 0.1 for SGD). */
const learningRate = (rate: number) =>
  v.optional(v.pipe(positive, v.description('Step size along the gradient.')), rate);
const decay = (share: number, description: string) =>
  v.optional(
    v.pipe(
      v.number('a number from 0 to below 1'),
      v.minValue(0, 'a number from 0 to below 1'),
      v.ltValue(1, 'a number from 0 to below 1'),
      v.description(description),
    ),
    share,
  );

const optimizerSchema = variant(
  'kind',
  [
    object({ kind: v.optional(v.literal('sgd'), 'sgd'), learningRate: learningRate(0.1) }),
    object({
      kind: v.literal('momentum'),
      learningRate: learningRate(0.01),
      momentum: decay(0.9, 'The share of its speed that a parameter keeps from step to step.'),
    }),
    object({ kind: v.literal('adagrad'), learningRate: learningRate(0.01) }),
    object({
      kind: v.literal('adam'),
      learningRate: learningRate(0.001),
      beta1: decay(0.9, 'Decay of the mean of the gradient.'),
      beta2: decay(0.999, 'Decay of the mean of its square.'),
    }),
  ],
  '"sgd" or "momentum" or "adagrad" or "adam"',
);

const share = v.pipe(
  v.number('a number from 0 to 1'),
  v.minValue(0, 'a number from 0 to 1'),
  v.maxValue(1, 'a number from 0 to 1'),
);
const weight = v.pipe(
  v.number('a finite number from 0'),
  v.finite('a finite number from 0'),
  v.minValue(0, 'a finite number from 0'),
);

const lossSchema = v.union(
  [
    v.picklist(['crossEntropy', 'sumSquares']),
    object({
      kind: v.optional(v.literal('crossEntropy', '"crossEntropy" (or "sumSquares" as the whole loss)'), 'crossEntropy'),
      from: v.optional(
        v.pipe(
          oneOf(['probabilities', 'logits']),
          v.description(
            '"probabilities" takes −log(y + δ), as the book; "logits" −log softmax of the scores, exactly.',
          ),
        ),
        'probabilities',
      ),
      labelSmoothing: v.exactOptional(v.pipe(share, v.description('ε: t becomes (1 − ε) t + ε / classes.'))),
      ignoreIndex: v.exactOptional(v.pipe(whole(0), v.description('Samples with this label do not count.'))),
      classWeights: v.exactOptional(
        v.pipe(v.array(weight, 'a list of weights'), v.description('How much each class counts.')),
      ),
      reduction: v.optional(
        v.pipe(oneOf(['mean', 'sum']), v.description('What is made of the losses of a batch.')),
        'mean',
      ),
      convention: v.optional(
        v.pipe(oneOf(['pytorch', 'keras']), v.description('Whose definition weights and means follow.')),
        'pytorch',
      ),
    }),
  ],
  '"crossEntropy", "sumSquares" or {"kind": "crossEntropy", "from": …, "labelSmoothing": …}',
);

const differences = ['centralDifference', 'forwardDifference'] as const;

const gradientSchema = v.union(
  [
    v.picklist(['backprop', ...differences]),
    object({
      kind: oneOf(differences),
      h: v.optional(v.pipe(positive, v.description('The step of the difference.')), 1e-4),
    }),
  ],
  '"backprop", "centralDifference", "forwardDifference" or {"kind": one of the differences, "h": a positive number}',
);

/** Steps that a run has at most. */
export const mostSteps = 100_000_000;

/**
 * An experiment: one serialisable value that, with the data, decides a run to the last bit.
 * Types, checks and the contributed JSON schema all come from here; the message of a check is what it expected.
 */
export const experimentSchema = object({
  data: v.optional(v.pipe(oneOf(['mnist']), v.description('The data set.')), 'mnist'),
  network: v.optional(v.pipe(networkSchema, v.description('The fully connected network.')), {}),
  loss: v.optional(
    v.pipe(lossSchema, v.description('The loss function: cross-entropy error or sum of squares error.')),
    'crossEntropy',
  ),
  batch: v.optional(v.pipe(batchSchema, v.description('The mini-batches.')), {}),
  optimizer: v.optional(v.pipe(optimizerSchema, v.description('The optimizer.')), {}),
  gradient: v.optional(v.pipe(gradientSchema, v.description('How the gradient is computed.')), 'backprop'),
  steps: v.optional(
    v.pipe(whole(1, mostSteps), v.description('Updates of the parameters, one mini-batch each.')),
    3000,
  ),
  evaluateEvery: v.optional(
    v.pipe(whole(1, mostSteps), v.description('Steps between two evaluations on the whole training and test data.')),
    600,
  ),
  recordLoss: v.optional(
    v.pipe(
      oneOf(['before', 'after']),
      v.description('Whether the loss of a step is taken before the update, or on the same batch once more after it.'),
    ),
    'before',
  ),
  seed: v.optional(v.pipe(whole(0, largestSeed), v.description('What np.random.seed would be given.')), 0),
  dtype: v.optional(v.pipe(oneOf(['float32', 'float64']), v.description('Number type of the training.')), 'float32'),
});

/** A checked experiment, every default filled in. */
export type Experiment = v.InferOutput<typeof experimentSchema>;

/** The experiment that DESIGN's defaults describe: the book's 784-50-10 network on MNIST. */
export const defaultExperiment: Experiment = v.parse(experimentSchema, {});

const longestShown = 60;

/** As JSON; what has none, a function or what holds a bigint, by its type. */
function written(value: unknown): string {
  try {
    const text = JSON.stringify(value) as string | undefined;
    return text ?? typeof value;
  } catch {
    return typeof value;
  }
}

function shown(value: unknown): Value {
  if (value === undefined) return phrase('nothing');
  if (typeof value === 'number') return String(value);
  const short = typeof value === 'string' ? value.slice(0, longestShown) : value;
  const text = typeof value === 'bigint' ? String(value) : written(short);
  return text.length > longestShown ? `${text.slice(0, longestShown)}…` : text;
}

/** A key path as a sentence names it, which may be as long as a file. */
const named = (place: string) =>
  place === '' ? '""' : place.length > longestShown ? `${place.slice(0, longestShown)}…` : place;

const expectedObject = (place: string, value: unknown) =>
  new BadInput(place, '{0}: expected an object, got {1}.', [
    place === '' ? phrase('experiment') : named(place),
    shown(value),
  ]);

type Issue = v.InferIssue<typeof experimentSchema>;

/** Where something may be a word or an object and is an object, the fault lies in what the object says. */
function innermost(issue: Issue): v.BaseIssue<unknown> {
  if (issue.type !== 'union' || typeof issue.input !== 'object' || Array.isArray(issue.input)) return issue;
  const inner = (issue.issues ?? []).filter((part) => part.path);
  const deepest = inner.at(0);
  if (!deepest) return issue;
  return { ...deepest, path: [...(issue.path ?? []), ...(deepest.path ?? [])] } as v.BaseIssue<unknown>;
}

/** More faults than these nobody reads. */
const mostFaults = 100;

/** The faults in `value`, each with the key path it sits at; empty when it is an experiment. */
export function experimentFaults(value: unknown): BadInput[] {
  const tooLarge = boundsFault(value);
  if (tooLarge) return [tooLarge];
  const result = v.safeParse(experimentSchema, value);
  if (result.success) return [];
  return result.issues
    .slice(0, mostFaults)
    .map(innermost)
    .map((issue) => {
      const place = v.getDotPath(issue) ?? '';
      // A variant that got no object at all has nowhere to look for its kind.
      if (issue.type === 'variant' && !place.endsWith('.kind')) return expectedObject(place, issue.input);
      if (issue.type !== 'strict_object')
        return new BadInput(place, '{0}: expected {1}, got {2}.', [
          named(place),
          phrase(issue.message),
          shown(issue.input),
        ]);
      // A key that is not there.
      if (issue.input === undefined) return new BadInput(place, '{0}: expected a value, got none.', [named(place)]);
      return issue.expected === 'never'
        ? new BadInput(place, '{0}: there is no such key in an experiment.', [named(place)])
        : expectedObject(place, issue.input);
    });
}

/**
 * @returns the experiment with its defaults filled in; a loss that only spells its own out is the loss without them.
 * @throws BadInput naming the first key that is unknown or out of range.
 */
export function checkExperiment(value: unknown): Experiment {
  const fault = experimentFaults(value).at(0);
  if (fault) throw fault;
  const experiment = v.parse(experimentSchema, value);
  return { ...experiment, loss: simplest(experiment.loss, classes) };
}

/** The fault of drawing batches larger than the `count` samples there are, if it is one. */
export function batchFault(experiment: Experiment, count: number): BadInput | undefined {
  const { size } = experiment.batch;
  if (size <= count) return undefined;
  return new BadInput('batch.size', '{0}: expected {1}, got {2}.', [
    'batch.size',
    phrase('at most the {0} training samples', count),
    size,
  ]);
}
