/** What people paste from a page or type on another keyboard, and what the parser knows it as. */
const known: Readonly<Record<string, string>> = {
  '−': '-',
  '–': '-',
  '×': '*',
  '·': '*',
  '⋅': '*',
  '∗': '*',
  '÷': '/',
  '²': '^2',
  '³': '^3',
  π: ' pi ',
  '₀': '0',
  '₁': '1',
  '\u00a0': ' ',
};

export interface PlainText {
  text: string;
  /** (text.length + 1,) where each character of `text` stands in what was typed, from 0. */
  places: readonly number[];
}

/** What NumPy's and JavaScript's own names stand in, before a function or a constant: nothing to the parser. */
const module = /^(?:np|Math)\.(?=[a-z])/;
const naturalLog = /^ln(?=\s*\()/;
const goesOn = /[\w.]$/;

/** The characters at the start of `rest` that stand for others, and what they stand for; null where none do. */
function replacedAt(rest: string, before: string): [string, string] | null {
  if (rest.startsWith('**')) return ['**', '^'];
  if (goesOn.test(before)) return null;
  const prefix = module.exec(rest)?.[0];
  if (prefix) return [prefix, ''];
  return naturalLog.test(rest) ? ['ln', 'log'] : null;
}

/** A formula in the parser's own characters: `x²` as `x^2`, `x−1` as `x-1`, Python's `**` as `^`, `（` as `(`, `np.exp` as `exp`. */
export function plainText(typed: string): PlainText {
  let text = '';
  const places: number[] = [];
  for (let i = 0; i < typed.length; i++) {
    const place = i;
    const character = typed[i];
    const code = character.charCodeAt(0);
    let plain = known[character] ?? character;
    // The wide forms of ! to ~, which an input method for Korean or Japanese may give.
    if (code >= 0xff01 && code <= 0xff5e) plain = String.fromCharCode(code - 0xfee0);
    const replaced = replacedAt(typed.slice(i, i + 8), text);
    if (replaced) {
      plain = replaced[1];
      i += replaced[0].length - 1;
    }
    text += plain;
    for (let k = 0; k < plain.length; k++) places.push(place);
  }
  places.push(typed.length);
  return { text, places };
}
