import { plainCharacter } from './typedCharacters';

/** What people paste from a page or type on another keyboard, and what the parser knows it as. */
const signs: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Array.from('·×∙⋅•∗✕✖⨯⨉・ㆍ‧', (sign) => [sign, '*'])),
  ...Object.fromEntries(Array.from('÷∕⟋', (sign) => [sign, '/'])),
  π: ' pi ',
  τ: ' tau ',
  ℯ: ' e ',
};

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ˣʸ';
const ofSuperscripts = '0123456789+-()xy';
const subscripts = '₀₁₂₃₄₅₆₇₈₉';
/** ½ and its like, by numerator and denominator. */
const fractions: Readonly<Record<string, string>> = {
  ...{ '¼': '1/4', '½': '1/2', '¾': '3/4', '⅐': '1/7', '⅑': '1/9', '⅒': '1/10', '⅓': '1/3', '⅔': '2/3' },
  ...{ '⅕': '1/5', '⅖': '2/5', '⅗': '3/5', '⅘': '4/5', '⅙': '1/6', '⅚': '5/6', '⅛': '1/8', '⅜': '3/8' },
  ...{ '⅝': '5/8', '⅞': '7/8', '↉': '0/3' },
};
const vulgar = `[${Object.keys(fractions).join('')}]`;
/** Where no name and no number goes on. */
const begins = String.raw`(?<![\w.])`;

const lowered = (text: string) => Array.from(text, (digit) => subscripts.indexOf(digit)).join('');
const raised = (text: string) => Array.from(text, (sign) => ofSuperscripts[superscripts.indexOf(sign)]).join('');

const besideFraction = new RegExp(`([a-z_][\\w${subscripts}]*|\\))([${superscripts}]*)\\s*(${vulgar})`, 'i');

/** A fraction right behind a name, a power or a parenthesis, of which it may be the factor or the exponent; undefined without one. */
export function fractionBehind(typed: string): { before: string; fraction: string } | undefined {
  const found = besideFraction.exec(withPlainCharacters(typed).text);
  if (!found) return undefined;
  const [, base, power, fraction] = found;
  return { before: `${base === ')' ? '( … )' : base}${power}`, fraction };
}

/** What stands for something else to the parser, by the first of these that fits; `y` keeps each to its place. */
const rewritten: readonly (readonly [RegExp, (...found: string[]) => string])[] = [
  [/\*\*/y, () => '^'],
  [new RegExp(String.raw`${begins}(?:(?:np|Math)\.)?ln(?=\s*\()`, 'y'), () => 'log'],
  // What NumPy's and JavaScript's own names stand in, before a function or a constant.
  [new RegExp(String.raw`${begins}(?:np|Math)\.(?=[a-z])`, 'y'), () => ''],
  // No number in base 16: 0x1 is 0 · x1, as 2x1 is 2 · x1.
  [new RegExp(String.raw`${begins}0(?=[xob])`, 'y'), () => '0 '],
  // Python's 5.*x; the parser knows .* as an operator.
  [new RegExp(String.raw`${begins}(\d+)\.(?=\s*[*/^])`, 'y'), (_, digits) => `${digits}.0`],
  // 2½ is 2 + ½.
  [new RegExp(`${begins}(\\d+)(${vulgar})`, 'y'), (_, whole, part) => `(${whole}+${fractions[part]})`],
  [new RegExp(vulgar, 'y'), (part) => `(${fractions[part]})`],
  [/(?<![\w.)])([⁰¹²³⁴⁵⁶⁷⁸⁹]+)⁄([₀₁₂₃₄₅₆₇₈₉]+)/y, (_, above, below) => `(${raised(above)}/${lowered(below)})`],
  [/⁄/y, () => '/'],
  [new RegExp(`[${superscripts}]+`, 'y'), (run) => `^(${raised(run)})`],
  // Of a name only: 3₁ is no number.
  [new RegExp(`(?<=[a-z])[${subscripts}]+`, 'iy'), lowered],
];

export interface PlainText {
  text: string;
  /** (text.length + 1,) where each character of `text` stands in what was typed, from 0. */
  places: readonly number[];
}

/** Text under way to the parser, each part with its place in what was typed. */
class Parts {
  text = '';
  readonly places: number[] = [];

  add(text: string, place: number): void {
    this.text += text;
    for (let k = 0; k < text.length; k++) this.places.push(place);
  }

  ended(place: number): PlainText {
    return { text: this.text, places: [...this.places, place] };
  }
}

/** Italic x, bold 2 and other letters and digits of printed formulas. */
const ofFormula = (character: string) => /^[\u{1d400}-\u{1d7ff}]$/u.test(character);

function withPlainCharacters(typed: string): PlainText {
  const parts = new Parts();
  let place = 0;
  for (const character of typed) {
    const plain = plainCharacter(ofFormula(character) ? character.normalize('NFKC') : character);
    parts.add(signs[plain] ?? plain, place);
    place += character.length;
  }
  return parts.ended(place);
}

function rewrite({ text, places }: PlainText): PlainText {
  const parts = new Parts();
  for (let i = 0; i < text.length;) {
    let length = 1;
    let plain = text[i];
    for (const [pattern, standsFor] of rewritten) {
      pattern.lastIndex = i;
      const found = pattern.exec(text);
      if (!found) continue;
      length = found[0].length;
      plain = standsFor(...found);
      break;
    }
    parts.add(plain, places[i]);
    i += length;
  }
  return parts.ended(places[text.length]);
}

const factor = /\s*([\d.]+(?:e[+-]?\d+)?|sqrt(?=\()|[a-z_]\w*)/iy;

/** Where the parenthesis that opens at `from` closes: the place behind it. */
function closedAt(text: string, from: number): number {
  let depth = 0;
  for (let i = from; i < text.length; i++) {
    if (text[i] === '(') depth++;
    if (text[i] === ')' && --depth === 0) return i + 1;
  }
  return text.length;
}

/** `√x` as `sqrt(x)`: of what is in its parentheses, or else of the one number or name behind it. */
function withRoots(plain: PlainText): PlainText {
  let { text, places } = plain;
  // From the right: in √√x the second is the factor of the first.
  for (let at = text.lastIndexOf('√'); at >= 0; at = at === 0 ? -1 : text.lastIndexOf('√', at - 1)) {
    const open = /^\s*\(/.exec(text.slice(at + 1));
    factor.lastIndex = at + 1;
    const found = open ? null : factor.exec(text);
    if (!open && !found) continue;
    const start = at + 1 + (open ? open[0].length - 1 : found![0].length - found![1].length);
    const end = open
      ? start
      : text[factor.lastIndex] === '(' && /^[a-z_]/i.test(found![1])
        ? closedAt(text, factor.lastIndex)
        : factor.lastIndex;
    const parts = new Parts();
    const keep = (from: number, to: number) => {
      for (let i = from; i < to; i++) parts.add(text[i], places[i]);
    };
    keep(0, at);
    parts.add(open ? ' sqrt' : ' sqrt(', places[at]);
    keep(start, end);
    if (!open) parts.add(')', places[end]);
    keep(end, text.length);
    ({ text, places } = parts.ended(places[text.length]));
  }
  return { text, places };
}

/**
 * A formula in the parser's own characters: `x²³` as `x^(23)`, `x₁` as `x1`, `½√x` as `(1/2) sqrt(x)`, `x−1` as `x-1`,
 * Python's `**` as `^`, `（` as `(`, `np.exp` as `exp`.
 */
export const plainText = (typed: string): PlainText => withRoots(rewrite(withPlainCharacters(typed)));
