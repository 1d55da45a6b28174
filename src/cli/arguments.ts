import { parseArgs, type ParseArgsConfig } from 'node:util';
import { BadInput } from '../engine';
import { typedNumber, typedWords } from '../functions/typedNumber';

type Options = NonNullable<ParseArgsConfig['options']>;

const mostQuoted = 60;

/** What was typed, as a sentence repeats it. */
export const cut = (text: string) => (text.length > mostQuoted ? `${text.slice(0, mostQuoted)}…` : text);
export const quotedWord = (text: string) => JSON.stringify(cut(text));

/** A value may start with a minus sign (`--y -0.1,1.1`), which `parseArgs` takes only when it is joined by `=`. */
function joined(words: readonly string[], options: Options): string[] {
  const out: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i];
    const next = words.at(i + 1);
    const takesValue =
      word.startsWith('--') &&
      Object.entries(options).some(([name, { type }]) => name === word.slice(2) && type === 'string');
    if (takesValue && next !== undefined && /^-[^-]/.test(next)) {
      out.push(`${word}=${next}`);
      i++;
    } else out.push(word);
  }
  return out;
}

/** @throws BadInput naming the flag that is unknown or lacks its value. */
export function readArguments<const T extends Options>(words: readonly string[], options: T, allowPositionals = false) {
  try {
    return parseArgs({ args: joined(words, options), options, allowPositionals, strict: true });
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    const flag = /'(-[^' ,]{0,60})/.exec(text)?.[1];
    if (text.includes('Unexpected argument'))
      throw new BadInput('', 'Unexpected argument: {0}.', [cut(/'([^']*)'/.exec(text)?.[1] ?? '')]);
    if (flag && text.includes('Unknown option')) throw new BadInput(flag, '{0}: there is no such option.', [flag]);
    if (flag && text.includes('does not take')) throw new BadInput(flag, '{0}: takes no value.', [flag]);
    throw new BadInput(flag ?? '', '{0}: expected a value.', [flag?.replace(/ .*/, '') ?? 'arguments']);
  }
}

/** @throws BadInput when `text` is not written as a number. */
export function readNumber(text: string, place: string): number {
  const value = typedNumber(text);
  if (Number.isNaN(value)) throw new BadInput(place, '{0}: expected a number, got {1}.', [place, quotedWord(text)]);
  return value;
}

/** @throws BadInput when `text` is no whole number from `least` to `most`. */
export function readWhole(text: string, place: string, least: number, most: number): number {
  const value = readNumber(text, place);
  if (!Number.isInteger(value) || value < least || value > most)
    throw new BadInput(place, '{0}: expected a whole number from {1} to {2}, got {3}.', [place, least, most, value]);
  return value;
}

/** The numbers of `0.1,0.05,…`, or of a list as Python writes it. */
export const readNumbers = (text: string, place: string): number[] =>
  typedWords(text).map((word, k) => readNumber(word, `${place}[${k}]`));

/** @throws BadInput when the option was not given. */
export function required(value: string | undefined, place: string): string {
  if (value === undefined) throw new BadInput(place, '{0}: expected a value, got none.', [place]);
  return value;
}

/** @throws BadInput when `text` is none of `names`. */
export function oneOf<T extends string>(text: string, names: readonly T[], place: string): T {
  const found = names.find((name) => name === text);
  if (found) return found;
  throw new BadInput(place, '{0}: expected {1}, got {2}.', [place, names.join(' or '), quotedWord(text)]);
}
