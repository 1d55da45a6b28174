/** What a terminal obeys, what breaks a line, and what turns the direction of reading. */
const unseen = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

const escaped: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** A text that others wrote, to be put into a sentence: what cannot be seen is written as JSON escapes it. */
export const visible = (text: string): string =>
  text.replace(
    unseen,
    (character) => escaped[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
