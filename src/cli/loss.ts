import {
  BadInput,
  checkLabel,
  checkOneHot,
  checkProbabilities,
  crossEntropyError,
  oneHot,
  sumSquaresError,
} from '../engine';
import { readArguments, readNumber, readNumbers, required } from './arguments';
import type { Command } from './command';

/** The class that `--label` or `--one-hot` names for `classes` probabilities. */
function readTarget(label: string | undefined, hot: string | undefined, classes: number): number {
  if ((label === undefined) === (hot === undefined))
    throw new BadInput('--label', 'Expected either --label or --one-hot, got {0}.', [
      label === undefined ? 'none' : 'both',
    ]);
  if (label !== undefined) {
    const value = readNumber(label, '--label');
    checkLabel(value, classes, '--label');
    return value;
  }
  const t = readNumbers(required(hot, '--one-hot'), '--one-hot');
  if (t.length !== classes)
    throw new BadInput('--one-hot', '{0}: expected {1} values, as many as --y has, got {2}.', [
      '--one-hot',
      classes,
      t.length,
    ]);
  checkOneHot(t, '--one-hot');
  return t.indexOf(1);
}

/** `loss-lab loss`: both losses of one sample, the cross-entropy in both forms. */
export const lossCommand: Command = {
  usage: 'loss --y 0.1,0.05,… (--label 2 | --one-hot 0,0,1,…) [--json]',
  summary: 'sum of squares error and cross-entropy, one-hot and label form, of one sample',
  run(words) {
    const { values } = readArguments(words, {
      y: { type: 'string' },
      label: { type: 'string' },
      'one-hot': { type: 'string' },
      json: { type: 'boolean' },
    });
    const y = readNumbers(required(values.y, '--y'), '--y');
    checkProbabilities(y, '--y');
    const classes = y.length;
    const label = readTarget(values.label, values['one-hot'], classes);
    const hot = { form: 'oneHot', t: oneHot([label], classes) } as const;
    const result = {
      sumSquaresError: sumSquaresError(y, hot, { classes }),
      crossEntropyError: {
        oneHot: crossEntropyError(y, hot, { classes }),
        label: crossEntropyError(y, { form: 'label', label: [label] }, { classes }),
      },
    };
    const text = [
      `sum of squares error    ${result.sumSquaresError}`,
      `cross-entropy, one-hot  ${result.crossEntropyError.oneHot}`,
      `cross-entropy, label    ${result.crossEntropyError.label}`,
    ].join('\n');
    return Promise.resolve({ result, text });
  },
};
