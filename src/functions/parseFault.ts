import { BadInput } from '../engine';
import type { PlainText } from './typedText';

const what = (text: string) => (text.length > 12 ? `${text.slice(0, 12)}…` : text);

/**
 * What mathjs says of a text that does not parse, as a sentence of ours: it speaks English only.
 *
 * @param typed as the reader sees it, for the character that is pointed at.
 */
export function parseFault(error: unknown, typed: string, { text, places }: PlainText): BadInput {
  const message = error instanceof Error ? error.message : '';
  const { char } = error as { char?: number };
  if (char === undefined) return new BadInput('f', 'f cannot be read as an expression.');
  const at = places[Math.min(char - 1, text.length)];
  const rest = typed.slice(at).trim();
  const before = typed.slice(0, at).trimEnd();
  const ends = rest === '';
  if (message.startsWith('Parenthesis )') && ends) return new BadInput('f', 'f: a parenthesis ( is not closed.');
  if (ends) return new BadInput('f', 'f: something is missing at the end, after “{0}”.', [what(before.slice(-12))]);
  if (rest.startsWith(')') && message.startsWith('Unexpected operator'))
    return new BadInput('f', 'f: the ) at character {0} closes nothing.', [at + 1]);
  if (message.startsWith('Value expected'))
    return new BadInput('f', 'f: a number or a variable is missing before “{0}” at character {1}.', [rest[0], at + 1]);
  return new BadInput('f', 'f: did not expect “{0}” at character {1}.', [rest[0], at + 1]);
}
