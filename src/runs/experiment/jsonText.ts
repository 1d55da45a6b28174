import { printParseErrorCode, visit } from 'jsonc-parser';
import { BadInput, phrase, type Phrase } from '../../engine/badInput';
import { bounds, tooDeep, tooLong, tooMany } from './experimentBounds';

/** Where something stands in a text: from its first character to behind its last. */
export interface Span {
  start: number;
  end: number;
}

export interface JsonText {
  value: unknown;
  /** By the path of its keys, `network.hidden.0`: where each value stands, and the key before it. */
  places: ReadonlyMap<string, { value: Span; key?: Span }>;
}

const aValue = phrase('a value');
const aKey = phrase('a key in double quotes');
const aText = phrase('a closed text with the escapes of JSON');

/** What a fault within one token asks for, by its name; all others by where they are. */
const withinToken: Readonly<Record<string, Phrase>> = {
  InvalidUnicode: aText,
  InvalidEscapeCharacter: aText,
  UnexpectedEndOfString: aText,
  InvalidCharacter: aText,
  UnexpectedEndOfComment: phrase('a closed comment'),
};

/** A list or an object that is being read. */
interface Open {
  value: unknown[] | object;
  path: string;
  start: number;
  /** The key before it. */
  key: Span | undefined;
}

/** Builds the value, and stops at the first fault and at what is too large for an experiment. */
class Builder {
  root: unknown;
  readonly places = new Map<string, { value: Span; key?: Span }>();
  private readonly open: Open[] = [];
  private key: { name: string; at: Span } | undefined;
  private count = 0;
  private expected: Phrase | string = aValue;

  constructor(private readonly text: string) {}

  begin(value: unknown[] | object, start: number): void {
    const path = this.put(value);
    if (this.open.length > bounds.depth) throw tooDeep();
    this.open.push({ value, path, start, key: this.key?.at });
    this.key = undefined;
    this.expected = Array.isArray(value) ? aValue : aKey;
  }

  end(closing: string, start: number): void {
    // Where there is none, a fault follows.
    const ended = this.text.startsWith(closing, start) ? this.open.pop() : undefined;
    if (!ended) return;
    this.keepPlace(ended.path, { start: ended.start, end: start + 1 }, ended.key);
    this.afterValue();
  }

  property(name: string, start: number, length: number, line: number, column: number): void {
    // Which of the two is meant, nobody says.
    if (Object.hasOwn(this.open.at(-1)?.value ?? {}, name))
      throw new BadInput('experiment', 'expected each key once: line {0}, column {1} has {2} again.', [
        line + 1,
        column + 1,
        name.slice(0, 60),
      ]);
    this.key = { name, at: { start, end: start + length } };
    this.expected = ':';
  }

  literal(value: unknown, start: number, length: number): void {
    const path = this.put(value);
    this.keepPlace(path, { start, end: start + length }, this.key?.at);
    this.key = undefined;
    this.afterValue();
  }

  separator(character: string): void {
    this.expected = character === ':' || Array.isArray(this.open.at(-1)?.value) ? aValue : aKey;
  }

  fault(code: string, start: number, line: number, column: number): BadInput {
    const got = /^(?:[\w.+-]+|\S)/u.exec(this.text.slice(start, start + 40))?.[0];
    return new BadInput('experiment', 'expected JSON: line {0}, column {1} has {2} where {3} belongs.', [
      line + 1,
      column + 1,
      got ?? phrase('the end'),
      withinToken[code] ?? this.expected,
    ]);
  }

  /** Puts a value where it belongs. @returns its path. */
  private put(value: unknown): string {
    if (++this.count > bounds.values + 1) throw tooMany();
    const into = this.open.at(-1);
    if (!into) {
      this.root = value;
      return '';
    }
    const name = Array.isArray(into.value) ? into.value.length : (this.key?.name ?? '');
    if (Array.isArray(into.value)) into.value.push(value);
    // Also for __proto__, as JSON.parse has it.
    else Object.defineProperty(into.value, name, { value, writable: true, enumerable: true, configurable: true });
    return into.path === '' ? String(name) : `${into.path}.${name}`;
  }

  private keepPlace(path: string, value: Span, key: Span | undefined): void {
    this.places.set(path, { value, ...(key && { key }) });
  }

  private afterValue(): void {
    const within = this.open.at(-1)?.value;
    this.expected =
      within === undefined ? phrase('the end') : Array.isArray(within) ? phrase(', or ]') : phrase(', or }');
  }
}

/**
 * Reads JSON in which comments and commas behind the last item are allowed, as the editor does in its own settings.
 *
 * @throws BadInput that names the line and the column of what is no such JSON, or what is too large.
 */
export function readJson(text: string): JsonText {
  if (text.length > bounds.characters) throw tooLong();
  const builder = new Builder(text);
  visit(
    text,
    {
      onObjectBegin: (start) => builder.begin({}, start),
      onObjectProperty: (name, start, length, line, column) => builder.property(name, start, length, line, column),
      onObjectEnd: (start) => builder.end('}', start),
      onArrayBegin: (start) => builder.begin([], start),
      onArrayEnd: (start) => builder.end(']', start),
      onLiteralValue: (value, start, length) => builder.literal(value, start, length),
      onSeparator: (character) => builder.separator(character),
      onError(code, start, _length, line, column) {
        throw builder.fault(printParseErrorCode(code), start, line, column);
      },
    },
    { allowTrailingComma: true },
  );
  return { value: builder.root, places: builder.places };
}
