import { BadInput } from '../engine';
import { plainCharacters } from './typedCharacters';

/** Thousands apart by commas, as every count is printed here. */
const grouped = String.raw`[1-9]\d{0,2}(?:,\d{3})+`;
const decimal = new RegExp(String.raw`^[+-]?(?:(?:${grouped}|\d+)(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$`, 'i');
/** What may as well be one number as several of a list: 1,500, and that of 1,500,20. */
const eitherWay = new RegExp(String.raw`(?<![^,])[+-]?${grouped}(?:\.\d+)?(?=$|,\d)`);
/** Who writes 1000 so puts no comma into 10,100 beside it. */
const ungrouped = /\d{4}/;
/** Thousands apart by points, as German has them. */
const pointed = /^([+-]?[1-9]\d{0,2})\.000$/;

/**
 * The one reading of a number that is typed or pasted anywhere: 0.1, .5, 1., +3, 1e-4, and what is printed here: 2,000
 * and −5; in wide digits too.
 * @returns NaN for what is none, 0x10 and NaN themselves among them; ±∞ beyond what a double holds.
 */
export function typedNumber(text: string): number {
  const plain = plainCharacters(text).trim();
  return decimal.test(plain) ? Number(plain.replaceAll(',', '')) : NaN;
}

/** What Python writes around the numbers of a list: `y = np.array([…], dtype=float32)`, NumPy 2's `np.float64(0.1)`. */
const around = [
  /^\s*[a-z_]\w*\s*=(?!=)/i,
  /,\s*(?:dtype|device|requires_grad)\s*=\s*[\w.'":]+/g,
  /(?:\b(?:np|numpy|torch|tf)\.)?\b(?:array|asarray|tensor|constant|float\d*|int\d*|list|tuple)\s*(?=\()/g,
];

const bare = (text: string) => around.reduce((rest, words) => rest.replace(words, ' '), plainCharacters(text));

/**
 * The words of a list, in the form in which Python or a table has them: `0.1, 0.2`, `[0.1 0.2]`,
 * `y = np.array([0.1, 0.2])`, or a row or a column copied. A comma always parts two words.
 * @returns an empty word where there is nothing between two commas.
 */
export function typedWords(text: string): string[] {
  const list = bare(text)
    .replace(/[[\](){}]/g, ' ')
    .trim()
    .replace(/\s*[,;]$/, '');
  return list === '' ? [] : list.split(/\s*[,;]\s*|\s+/);
}

/** The question at a comma that may part thousands as well as two numbers, 1,500; in brackets it parts numbers. */
export function twoWays(text: string): BadInput | undefined {
  const plain = bare(text);
  const words = /[[({]/.test(plain) ? [] : plain.split(/[\s;]+/).filter((part) => !ungrouped.test(part));
  const word = words.map((part) => eitherWay.exec(part)?.[0]).find(Boolean);
  return word === undefined
    ? undefined
    : new BadInput('', '“{0}” can be read in two ways: write {1} for one number, {2} for several.', [
        word,
        word.replaceAll(',', ''),
        word.replaceAll(',', ', '),
      ]);
}

/** The question at a whole number that is typed with three decimals, 2.000: to some that is two thousand. */
export function pointedThousands(text: string): BadInput | undefined {
  const word = plainCharacters(text).trim();
  const whole = pointed.exec(word)?.[1];
  return whole === undefined
    ? undefined
    : new BadInput('', '“{0}” can be read in two ways: write {1} or {2}.', [word, `${whole}000`, whole]);
}

/**
 * `typedWords` where one number would do as well as several.
 * @throws BadInput when there are `twoWays` to read it.
 */
export function typedList(text: string): string[] {
  const question = twoWays(text);
  if (question) throw question;
  return typedWords(text);
}
