import { phrase, type Value } from '../../src/engine';

const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** The number that was typed, as 0.1, .5, 1e-4; NaN for what is none, ±∞ beyond what a double holds. */
export function typedNumber(text: string): number {
  const trimmed = text.trim();
  return decimal.test(trimmed) ? Number(trimmed) : NaN;
}

const longestQuoted = 40;

/** What was typed, as a message repeats it. */
export function quoted(text: string): Value {
  const trimmed = text.trim();
  return trimmed.length > longestQuoted ? `${trimmed.slice(0, longestQuoted)}…` : trimmed || phrase('nothing');
}

/** The words of a list, which may be written as Python writes one: 0.1, 0.2 or [0.1 0.2]. */
export const typedWords = (text: string): string[] =>
  text
    .replace(/[[\]()]/g, ' ')
    .split(/[\s,;]+/)
    .filter(Boolean);
