import { phrase, type Value } from '../../src/engine';

const longestQuoted = 40;

/** What was typed, as a message repeats it. */
export function quoted(text: string): Value {
  const trimmed = text.trim();
  return trimmed.length > longestQuoted ? `${trimmed.slice(0, longestQuoted)}…` : trimmed || phrase('nothing');
}
