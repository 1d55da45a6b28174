import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const read = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;

/** A string literal, in any of the three quotes. */
const literal = `'(?:[^'\\\\\\n]|\\\\.)*'|"(?:[^"\\\\\\n]|\\\\.)*"`;
const sentences = [
  // l10n.t('…') of host and pages.
  new RegExp(`\\bl10n\\.t\\(\\s*(${literal})`, 'g'),
  // new BadInput(place, '…'): said in the reader's language by whoever shows it.
  new RegExp(`new BadInput\\(\\s*[^'",]*(?:(?:${literal})[^'",]*)?,\\s*(${literal})`, 'g'),
];
/** What the command line alone says stays English. */
const shown = ['src', 'webview']
  .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)))
  .filter((file) => /\.tsx?$/.test(file) && !file.startsWith(join('src', 'cli')));

const unquoted = (text: string) => text.slice(1, -1).replace(/\\(['"\\])/g, '$1');
const used = new Set(
  shown.flatMap((file) => {
    const source = readFileSync(file, 'utf8');
    return sentences.flatMap((pattern) => [...source.matchAll(pattern)].map(([, text]) => unquoted(text)));
  }),
);
const holes = (text: string) => [...new Set(text.match(/\{\d+\}/g) ?? [])].sort();

describe('Korean', () => {
  const bundle = read('l10n/bundle.l10n.ko.json');

  test('says everything that host and pages say', () => {
    expect([...used].filter((text) => !Object.hasOwn(bundle, text))).toEqual([]);
  });

  test('fills the same holes', () => {
    for (const [english, korean] of Object.entries(bundle)) expect(holes(korean), english).toEqual(holes(english));
  });

  test('names the same parts of the manifest', () => {
    expect(Object.keys(read('package.nls.ko.json'))).toEqual(Object.keys(read('package.nls.json')));
  });
});

test('every %key% of the manifest has a text', () => {
  const keys = [...readFileSync('package.json', 'utf8').matchAll(/%([\w.]+)%/g)].map(([, key]) => key);
  expect(keys.length).toBeGreaterThan(0);
  expect(keys.filter((key) => !Object.hasOwn(read('package.nls.json'), key))).toEqual([]);
});
