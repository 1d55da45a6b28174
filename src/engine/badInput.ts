import { inWords as numberInWords } from './numberText';
import { visible } from './visibleText';

/** Words among the values of a sentence, such as what was expected: a template with a translation of its own. */
export interface Phrase {
  readonly phrase: string;
  readonly values: readonly Value[];
}

export const phrase = (template: string, ...values: readonly Value[]): Phrase => ({ phrase: template, values });

/** What goes into a sentence: names and quotations as they stand, numbers as all are written, and phrases, which are translated. */
export type Value = string | number | Phrase;

/** Says a template, `{n}` standing for `values[n]`: in English as it stands, or in the reader's language. */
export type Say = (template: string, ...values: (string | number)[]) => string;

export const english: Say = (template, ...values) =>
  template.replace(/\{(\d+)\}/g, (hole, index: string) => String(values[Number(index)] ?? hole));

/** `value` as `say` says it; what is not there after all is nothing, and leaves no hole in a sentence. */
export function spoken(value: Value | undefined, say: Say): string {
  if (typeof value === 'object') return say(value.phrase, ...value.values.map((inner) => spoken(inner, say)));
  if (typeof value === 'number') return numberInWords(value);
  return value === undefined ? say('nothing') : visible(value);
}

const inWords = (say: Say, file: string, template: string, values: readonly Value[]) =>
  `${file && `${visible(file)}: `}${spoken(phrase(template, ...values), say)}`;

/**
 * Input that cannot be used, said in one sentence that names the place and what was expected.
 *
 * `template` is the English sentence with `{0}`, `{1}` … where `values` go; it is also the key under which a
 * translation is looked up, so a host can say the same sentence in the reader's language.
 */
export class BadInput extends Error {
  override readonly name = 'BadInput';

  /**
   * @param place   what is wrong, as the user wrote it: a key path (`batch.size`), a flag (`--label`), a file.
   * @param template the sentence, `{n}` standing for `values[n]`.
   * @param file    whose fault it is; the sentence begins with it.
   * @param options the error of the system behind it, if there is one.
   */
  constructor(
    readonly place: string,
    readonly template: string,
    readonly values: readonly Value[] = [],
    readonly file = '',
    options?: ErrorOptions,
  ) {
    super(inWords(english, file, template, values), options);
  }

  /** The same, said to be the fault of `file`. */
  inFile(file: string): BadInput {
    return new BadInput(this.place, this.template, this.values, file, { cause: this.cause });
  }

  /** The sentence as `say` says it; places, names and what was typed stay as they are. */
  inWords(say: Say): string {
    return inWords(say, this.file, this.template, this.values);
  }
}
