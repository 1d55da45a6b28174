import * as l10n from '@vscode/l10n';
import { BadInput, checkLabel, checkProbabilities } from '../../src/engine';
import { sentence } from '../sentence';

/** Where y comes from. */
export type Source = 'picked' | 'example1' | 'example2' | 'typed';

/** One sample's output and its right answer. */
export interface Example {
  y: readonly number[];
  label: number;
}

/** The notebook's two examples: the right answer is 2, and the network is 60 % sure of 2, then of 7. */
export const examples: Record<'example1' | 'example2', Example> = {
  example1: { y: [0.1, 0.05, 0.6, 0, 0.05, 0.1, 0, 0.1, 0, 0], label: 2 },
  example2: { y: [0.1, 0.05, 0.1, 0, 0.05, 0.1, 0, 0.6, 0, 0], label: 2 },
};

export interface Typed {
  y: string;
  label: string;
}

export interface ReadTyped {
  example?: Example;
  yFault?: string;
  labelFault?: string;
}

const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const classes = 10;

function readY(text: string): number[] {
  const words = text
    .replace(/[[\]()]/g, ' ')
    .split(/[\s,;]+/)
    .filter(Boolean);
  const wrong = words.find((word) => !number.test(word));
  if (wrong !== undefined) throw new BadInput('y', '{0}: expected {1}, got {2}.', ['y', 'a number', wrong]);
  if (words.length !== classes)
    throw new BadInput('y', 'y: expected {0} probabilities, one a digit, got {1}.', [classes, words.length]);
  const y = words.map(Number);
  checkProbabilities(y, 'y');
  return y;
}

function readLabel(text: string): number {
  const trimmed = text.trim();
  if (!number.test(trimmed))
    throw new BadInput('t', '{0}: expected {1}, got {2}.', ['t', 'a whole number from 0 to 9', trimmed || 'nothing']);
  const label = Number(trimmed);
  checkLabel(label, classes, 't');
  return label;
}

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
  const label = attempt(() => readLabel(labelText), 'labelFault');
  return y && label !== undefined ? { example: { y, label } } : faults;
}

export const sourceNames: readonly (readonly [Source, string])[] = [
  ['picked', l10n.t('picked digits')],
  ['example1', l10n.t('example 1')],
  ['example2', l10n.t('example 2')],
  ['typed', l10n.t('type your own')],
];
