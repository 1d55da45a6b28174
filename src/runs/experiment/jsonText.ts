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
const white = /[ \t\r\n]*/y;
const word = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
/** Up to the end of the line, should it not be closed. */
const quotation = /"(?:[^"\\\r\n]|\\.)*"?/y;

/**
 * Reads JSON as `JSON.parse` does, but says where things stand, where a fault is, and stops at what is too large for an
 * experiment.
 */
class Reader {
  private at = 0;
  private count = 0;
  readonly places = new Map<string, { value: Span; key?: Span }>();

  constructor(private readonly text: string) {}

  whole(): unknown {
    const value = this.value('', 0);
    this.skip();
    if (this.at < this.text.length) throw this.fault(phrase('the end'));
    return value;
  }

  private value(path: string, depth: number, key?: Span): unknown {
    if (++this.count > bounds.values + 1) throw tooMany();
    if (depth > bounds.depth) throw tooDeep();
    this.skip();
    const start = this.at;
    const value = this.parts(path, depth);
    this.places.set(path, { value: { start, end: this.at }, ...(key && { key }) });
    return value;
  }

  private parts(path: string, depth: number): unknown {
    const inside = (name: string | number) => (path === '' ? String(name) : `${path}.${name}`);
    if (this.take('[')) {
      const list: unknown[] = [];
      this.each(']', () => list.push(this.value(inside(list.length), depth + 1)));
      return list;
    }
    if (this.take('{')) {
      const object = {};
      this.each('}', () => {
        this.skip();
        const start = this.at;
        if (this.text[start] !== '"') throw this.fault(aKey);
        const name = this.quoted();
        const key = { start, end: this.at };
        this.skip();
        if (!this.take(':')) throw this.fault(':');
        const value = this.value(inside(name), depth + 1, key);
        // Also for __proto__, as JSON.parse has it.
        Object.defineProperty(object, name, { value, writable: true, enumerable: true, configurable: true });
      });
      return object;
    }
    if (this.text[this.at] === '"') return this.quoted();
    word.lastIndex = this.at;
    const found = word.exec(this.text)?.[0];
    if (found === undefined) throw this.fault(aValue);
    this.at += found.length;
    return JSON.parse(found);
  }

  /** What stands between commas up to `end`. */
  private each(end: ']' | '}', read: () => void): void {
    this.skip();
    if (this.take(end)) return;
    do {
      read();
      this.skip();
    } while (this.take(','));
    if (!this.take(end)) throw this.fault(end === ']' ? phrase(', or ]') : phrase(', or }'));
  }

  private quoted(): string {
    quotation.lastIndex = this.at;
    const found = quotation.exec(this.text)?.[0] ?? '';
    try {
      const value = JSON.parse(found) as string;
      this.at += found.length;
      return value;
    } catch {
      throw this.fault(phrase('a closed text with the escapes of JSON'));
    }
  }

  private take(character: string): boolean {
    if (this.text[this.at] !== character) return false;
    this.at++;
    return true;
  }

  private skip(): void {
    white.lastIndex = this.at;
    this.at += white.exec(this.text)?.[0].length ?? 0;
  }

  private fault(expected: Phrase | string): BadInput {
    const lines = this.text.slice(0, this.at).split(/\r\n|\r|\n/);
    const got = /^(?:[\w.+-]+|\S)/u.exec(this.text.slice(this.at, this.at + 40))?.[0];
    return new BadInput('experiment', 'expected JSON: line {0}, column {1} has {2} where {3} belongs.', [
      lines.length,
      lines[lines.length - 1].length + 1,
      got ?? phrase('the end'),
      expected,
    ]);
  }
}

/** @throws BadInput that names the line and the column of what is no JSON, or what is too large. */
export function readJson(text: string): JsonText {
  if (text.length > bounds.characters) throw tooLong();
  const reader = new Reader(text);
  return { value: reader.whole(), places: reader.places };
}
