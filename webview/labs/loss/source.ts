import * as l10n from '@vscode/l10n';
import { BadInput, checkLabel, checkProbabilities, phrase } from '../../../src/engine';
import { classes } from '../../../src/data/mnistShape';
import { typedList, typedNumber } from '../../../src/functions/typedNumber';
import { quoted } from '../../text/quoted';
import { sentence } from '../../text/sentence';

/** Where y comes from. */
export type Source = 'picked' | 'example1' | 'example2' | 'typed';

/** One sample's output and its right answer. */
export interface Example {
  y: readonly number[];
  label: number;
  /** The right answer where it is soft, a share for each digit: `label` is then the first of its largest. */
  t?: readonly number[];
  /** What softmax made y of, where that is known. */
  scores?: readonly number[];
}

/** The notebook's two examples: the right answer is 2, and the network is 60 % sure of 2, then of 7. */
export const examples: Record<'example1' | 'example2', Example> = {
  example1: { y: [0.1, 0.05, 0.6, 0, 0.05, 0.1, 0, 0.1, 0, 0], label: 2 },
  example2: { y: [0.1, 0.05, 0.1, 0, 0.05, 0.1, 0, 0.6, 0, 0], label: 2 },
};

export interface Typed {
  y: string;
  /** t: a label, or one number a digit. */
  label: string;
}

export interface ReadTyped {
  example?: Example;
  yFault?: string;
  labelFault?: string;
}

function readY(text: string): number[] {
  const words = typedList(text);
  const wrong = words.find((word) => Number.isNaN(typedNumber(word)));
  if (wrong !== undefined)
    throw new BadInput('y', '{0}: expected {1}, got {2}.', ['y', phrase('a number'), quoted(wrong)]);
  if (words.length !== classes)
    throw new BadInput('y', 'y: expected {0} probabilities, one a digit, got {1}.', [classes, words.length]);
  const y = words.map(typedNumber);
  // Beyond a double: what was typed says more than Infinity.
  const beyond = y.findIndex((value) => !Number.isFinite(value));
  if (beyond >= 0)
    throw new BadInput('y', '{0}[{1}]: expected a probability from 0 to 1, got {2}.', ['y', beyond, words[beyond]]);
  checkProbabilities(y, 'y');
  return y;
}

/** t as a label, or as one number a digit: one-hot, or soft. */
function readT(text: string): Pick<Example, 'label' | 't'> {
  const words = typedList(text);
  const wrong = words.length === 0 ? '' : words.find((word) => !Number.isFinite(typedNumber(word)));
  if (wrong !== undefined)
    throw new BadInput('t', '{0}: expected {1}, got {2}.', [
      't',
      phrase('a label from 0 to 9, or ten numbers'),
      quoted(wrong),
    ]);
  const t = words.map(typedNumber);
  if (t.length === 1) {
    checkLabel(t[0], classes, 't');
    return { label: t[0] };
  }
  if (t.length !== classes)
    throw new BadInput('t', 't: expected a label, or {0} numbers, one a digit, got {1} numbers.', [classes, t.length]);
  checkProbabilities(t, 't');
  const label = t.indexOf(Math.max(...t));
  return t.every((value, k) => value === (k === label ? 1 : 0)) ? { label } : { label, t };
}

/** The same answer in another form: a label, one-hot, or smoothed as PyTorch smooths it by 0.1. */
export const formsOfT: readonly (readonly [string, (label: number) => string])[] = [
  [l10n.t('label'), String],
  [l10n.t('one-hot'), (label) => Array.from({ length: classes }, (_, k) => (k === label ? 1 : 0)).join(', ')],
  [l10n.t('soft'), (label) => Array.from({ length: classes }, (_, k) => (k === label ? 0.91 : 0.01)).join(', ')],
];

/** What was typed, read; each fault in one sentence at its field. */
export function readTyped({ y: yText, label: labelText }: Typed): ReadTyped {
  const faults: ReadTyped = {};
  const attempt = <T>(read: () => T, fault: 'yFault' | 'labelFault'): T | undefined => {
    try {
      return read();
    } catch (error) {
      faults[fault] = sentence(error);
      return undefined;
    }
  };
  const y = attempt(() => readY(yText), 'yFault');
  const t = attempt(() => readT(labelText), 'labelFault');
  return y && t ? { example: { y, ...t } } : faults;
}

export const sourceNames: readonly (readonly [Source, string])[] = [
  ['picked', l10n.t('picked digits')],
  ['example1', l10n.t('example 1')],
  ['example2', l10n.t('example 2')],
  ['typed', l10n.t('type your own')],
];
