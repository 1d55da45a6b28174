import * as l10n from '@vscode/l10n';
import type { ExperimentField } from '../../../src/runs/experiment/experimentFields';

/** What the fields are called, by their places. */
const labels: Partial<Record<string, string>> = {
  data: l10n.t('Data'),
  'network.hidden': l10n.t('Hidden layers'),
  'network.activation': l10n.t('Activation'),
  'network.init.kind': l10n.t('First weights'),
  'network.init.std': l10n.t('Their std'),
  loss: l10n.t('Loss function'),
  'loss.from': l10n.t('Taken from'),
  'loss.labelSmoothing': l10n.t('Label smoothing'),
  'loss.ignoreIndex': l10n.t('Ignored label'),
  'loss.classWeights': l10n.t('Class weights'),
  'loss.reduction': l10n.t('Over the batch'),
  'loss.convention': l10n.t('Convention'),
  'batch.size': l10n.t('Batch size'),
  'batch.sampling': l10n.t('Sampling'),
  'optimizer.kind': l10n.t('Optimizer'),
  'optimizer.learningRate': l10n.t('Learning rate'),
  'optimizer.momentum': l10n.t('Momentum'),
  'optimizer.beta1': 'β1',
  'optimizer.beta2': 'β2',
  gradient: l10n.t('Gradient'),
  'gradient.h': l10n.t('Step h'),
  steps: l10n.t('Steps'),
  evaluateEvery: l10n.t('Accuracy every'),
  recordLoss: l10n.t('Record the loss'),
  seed: l10n.t('Seed'),
  dtype: l10n.t('Precision'),
};

/** What the choices are called that are not names of their own. */
const choices: Partial<Record<string, string>> = {
  mnist: 'MNIST',
  relu: 'ReLU',
  sigmoid: l10n.t('sigmoid'),
  normal: l10n.t('normal'),
  he: 'He',
  xavier: 'Xavier',
  sgd: 'SGD',
  momentum: 'Momentum',
  adagrad: 'AdaGrad',
  adam: 'Adam',
  backprop: l10n.t('backpropagation'),
  centralDifference: l10n.t('central difference'),
  forwardDifference: l10n.t('forward difference'),
  crossEntropy: l10n.t('cross-entropy error'),
  sumSquares: l10n.t('sum of squares error'),
  probabilities: l10n.t('probabilities'),
  logits: l10n.t('logits'),
  mean: l10n.t('mean'),
  sum: l10n.t('sum'),
  pytorch: 'PyTorch',
  keras: 'Keras',
  withReplacement: l10n.t('with replacement'),
  withoutReplacement: l10n.t('without replacement'),
  shuffle: l10n.t('shuffle each epoch'),
  before: l10n.t('before the update'),
  after: l10n.t('after the update, as the book'),
};

const last = (place: string) => place.slice(place.lastIndexOf('.') + 1);

/** A field's own name, unique in the form: of a kind what has it, and of a size whose it is. */
export const nameOf = (place: string): string =>
  place === 'batch.size' ? 'batchSize' : last(place.replace(/\.kind$/, ''));

/** What a field is called; one that the schema has since yesterday, by its key. */
export const labelOf = (place: string): string =>
  labels[place] ?? nameOf(place).replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** What a choice is called. */
export const choiceName = (choice: string): string => choices[choice] ?? choice;

/** [value, words] of every choice of a field. */
export const choicesOf = (field: ExperimentField): (readonly [string, string])[] =>
  field.choices.map((choice) => [choice, choiceName(choice)] as const);

/** The schema's description of a field, in the reader's language. */
export const describe = ({ description }: ExperimentField): string | undefined => description && l10n.t(description);
