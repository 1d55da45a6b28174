/** White space of any kind, also what a web page or an input method for Korean or Japanese puts between words. */
const space = /[^\S\r\n]/;
/** What takes no room: joiners, marks of direction, a byte order mark. */
const invisible = /[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/;
const minus = /[\u2010-\u2015\u2212\ufe63]/;

/**
 * A character as a keyboard for English has it: `１` as `1`, `（` as `(`, `−` as `-`, any space as ` `; nothing for what
 * takes no room. Line ends, and what has no such form, stay.
 */
export function plainCharacter(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x80) return character === '\t' ? ' ' : character;
  if (invisible.test(character)) return '';
  // The wide forms of ! to ~, which an input method for Korean or Japanese may give.
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0);
  if (minus.test(character)) return '-';
  return space.test(character) ? ' ' : character;
}

export const plainCharacters = (text: string): string => Array.from(text, plainCharacter).join('');
