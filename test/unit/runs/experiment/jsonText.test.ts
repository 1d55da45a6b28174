import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bounds } from '../../../../src/runs/experiment/experimentBounds';
import { readJson } from '../../../../src/runs/experiment/jsonText';

const fault = (text: string) => {
  try {
    return `none: ${JSON.stringify(readJson(text).value)}`;
  } catch (error) {
    return (error as Error).message;
  }
};

/** JSON.parse takes the last of two. */
const isTwice = (text: string) => fault(text).startsWith('expected each key once');

describe('JSON with its places', () => {
  it('is read as JSON.parse reads it', () => {
    const small = fc.json({ maxDepth: 5 });
    fc.assert(
      fc.property(small, (text) => {
        if (isTwice(text)) return;
        expect(readJson(text).value).toEqual(JSON.parse(text));
      }),
    );
    const odd = '{"__proto__": 1, "a": [1e5, -0.5E-3, "\\u00e9\\n\\"", {}, [], true, false, null], "b": 2}';
    expect(readJson(odd).value).toEqual(JSON.parse(odd));
  });

  it('is refused where JSON.parse refuses it', () => {
    const bits = fc.constantFrom(
      ...'{ } [ ] , : " \\ - + . 0 1 9 e E t r u'.split(' '),
      ' ',
      '\n',
      'null',
      '"a"',
      '1',
      '\t',
      '\u0001',
    );
    const texts = fc.array(bits, { maxLength: 12 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(texts, (text) => {
        let expected: unknown;
        try {
          expected = { value: JSON.parse(text) as unknown };
        } catch {
          expected = undefined;
        }
        if (expected && isTwice(text)) return;
        if (expected) expect({ value: readJson(text).value }).toEqual(expected);
        // A comma before a closing bracket is all that it takes besides; there is no comment in these.
        else if (!/,\s*[}\]]/.test(text))
          expect(fault(text)).toMatch(/^expected JSON: line \d+, column \d+ has .+ where .+ belongs\.$/s);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['', 'line 1, column 1 has the end where a value belongs.'],
    ['{\n  "steps": 3,,\n}', 'line 2, column 14 has , where a key in double quotes belongs.'],
    ['{,}', 'line 1, column 2 has , where a key in double quotes belongs.'],
    ['[1,,2]', 'line 1, column 4 has , where a value belongs.'],
    ['{', 'line 1, column 2 has the end where a key in double quotes belongs.'],
    ['{"a": 1,', 'line 1, column 9 has the end where a key in double quotes belongs.'],
    ['{ // a\n "a": 1 /* b', 'line 2, column 9 has / where a closed comment belongs.'],
    ['{"a": "\\x"}', 'line 1, column 7 has " where a closed text with the escapes of JSON belongs.'],
    ['{"a": 1.}', 'line 1, column 7 has 1. where a value belongs.'],
    ['{"a": 01}', 'line 1, column 8 has 1 where , or } belongs.'],
    ['{\n  "steps": 3\n  "seed": 1\n}', 'line 3, column 3 has " where , or } belongs.'],
    ['{\r\n  steps: 3}', 'line 2, column 3 has steps where a key in double quotes belongs.'],
    ['{"a": [1, 2', 'line 1, column 12 has the end where , or ] belongs.'],
    ['{"a" 1}', 'line 1, column 6 has 1 where : belongs.'],
    ['{"a": .5}', 'line 1, column 7 has .5 where a value belongs.'],
    ['{"a": "b\n"}', 'line 1, column 7 has " where a closed text with the escapes of JSON belongs.'],
    ['{} {}', 'line 1, column 4 has { where the end belongs.'],
  ])('%j is no JSON: %s', (text, words) => {
    expect(fault(text)).toBe(`expected JSON: ${words}`);
  });

  it('has each key once, however it is written', () => {
    for (const key of ['steps', '\\u0073teps'])
      expect(fault(`{\n  "steps": 2, "seed": 0,\n  "${key}": 3}`)).toBe(
        'expected each key once: line 3, column 3 has steps again.',
      );
    expect(readJson('{"a": {"b": 1}, "b": {"a": 1}}').value).toEqual({ a: { b: 1 }, b: { a: 1 } });
  });

  it('may have comments, and commas behind the last item', () => {
    const text = '// how it began\n{ "a": [1, 2, /* no more */], // three\n  "b": {"c": null,},\n}\n';
    const { value, places } = readJson(text);
    expect(value).toEqual({ a: [1, 2], b: { c: null } });
    const { start, end } = places.get('b.c')!.value;
    expect(text.slice(start, end)).toBe('null');
    expect(fault('/* nothing */')).toBe('expected JSON: line 1, column 14 has the end where a value belongs.');
  });

  it('knows where each value stands, and its key', () => {
    const text = '{ "network": { "hidden": [50, 60] } }';
    const { places } = readJson(text);
    const at = (path: string) => {
      const place = places.get(path);
      return [place?.value, place?.key].map((span) => span && text.slice(span.start, span.end));
    };
    expect(at('network')).toEqual(['{ "hidden": [50, 60] }', '"network"']);
    expect(at('network.hidden.1')).toEqual(['60', undefined]);
    expect(at('')).toEqual([text, undefined]);
  });

  it('stops at what is too large for an experiment, before it is read', () => {
    const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
    expect(fault(deep(bounds.depth + 1))).toMatch(/^none/);
    expect(fault(deep(bounds.depth + 2))).toBe('An experiment has lists and objects at most 16 deep.');
    expect(fault('['.repeat(900_000))).toBe('An experiment has lists and objects at most 16 deep.');
    expect(fault(`[${'0,'.repeat(9_999)}0]`)).toMatch(/^none/);
    expect(fault(`[${'0,'.repeat(400_000)}0]`)).toBe('An experiment has at most 10,000 values.');
    expect(fault(' '.repeat(1_000_001))).toBe('An experiment has at most 1,000,000 characters.');
  });
});
