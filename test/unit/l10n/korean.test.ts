import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { experimentSchema } from '../../../src/runs/experiment/experiment';
import { experimentFields } from '../../../src/runs/experiment/experimentFields';
import { saidTexts } from './saidTexts';

const read = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;

const said = saidTexts();
/** Handed on as they came, or names that are the same in every language. */
const handedOn = [
  'src/engine/badInput.ts: template',
  'src/engine/badInput.ts: this.template',
  'src/engine/badInput.ts: value.phrase',
  'src/host/sentence.ts: template',
  'src/host/trainingRun.ts: template',
  'src/runs/experiment/experiment.ts: issue.message',
  'src/runs/naming/runName.ts: dtype',
  'src/runs/naming/runName.ts: network.activation',
  'src/runs/naming/runName.ts: template',
  'src/worker/threadClient.ts: template',
  'webview/labs/train/fieldWords.ts: description',
  'webview/labs/train/formValues.ts: template',
  'webview/text/sentence.ts: template',
];

/** What the checks of an experiment say they expected, wherever in `part` of its schema. */
function expectations(part: unknown, seen = new Set<unknown>()): string[] {
  if (typeof part !== 'object' || part === null || seen.has(part)) return [];
  seen.add(part);
  const message = 'message' in part && typeof part.message === 'string' ? [part.message] : [];
  return [...message, ...Object.values(part).flatMap((inner) => expectations(inner, seen))];
}
const holes = (text: string) => [...new Set(text.match(/\{\d+\}/g) ?? [])].sort();

describe('Korean', () => {
  const bundle = read('l10n/bundle.l10n.ko.json');
  const asked = expectations(experimentSchema).filter((words) => !/^"\w+"$/.test(words));

  test('says everything that host and pages say', () => {
    expect(asked).toContain('a positive number');
    const described = experimentFields.flatMap(({ description }) => description ?? []);
    expect([...said.texts, ...asked, ...described].filter((text) => !Object.hasOwn(bundle, text))).toEqual([]);
  });

  test('is not asked for a sentence that is put together only when it is said', () => {
    expect([...new Set(said.unknown)].sort()).toEqual(handedOn);
    const together = 'l10n.t(`${file}: no`); new BadInput(x, file + "no"); phrase(a ? `one` : `${n} of them`);';
    expect(saidTexts(['it.ts'], () => together)).toEqual({
      texts: ['one'],
      unknown: ['it.ts: `${file}: no`', 'it.ts: file + "no"', 'it.ts: `${n} of them`'],
    });
  });

  test('fills the same holes', () => {
    for (const [english, korean] of Object.entries(bundle)) expect(holes(korean), english).toEqual(holes(english));
  });

  test('lets no particle hang on a hole that ends now in a vowel, now in a consonant', () => {
    const particle =
      /\}[’”]?(?:은|는|이|가|을|를|과|와|으로|로|이나|나|이?라서|이?고|이?며|이?면|이?어야|여야)(?![가-힣])/;
    // A share ends in 퍼센트, and whatever is expected in a vowel (see below).
    const known = [
      'reads {0} of all digits right',
      'reads {0} of the training digits right',
      'reads {0} of the test digits right',
      'Expected {0}, got {1}.',
      '{0}: expected {1}, got {2}.',
    ];
    const hanging = Object.keys(bundle).filter((english) => particle.test(bundle[english]));
    expect(hanging.filter((english) => !known.includes(english))).toEqual([]);
    const hasFinal = (word: string) => ((word.codePointAt(word.length - 1) ?? 0) - 0xac00) % 28 !== 0;
    expect(hasFinal('값')).toBe(true);
    expect(asked.map((words) => bundle[words]).filter(hasFinal)).toEqual([]);
  });

  test('calls one thing by one word', () => {
    const others = /노트북|단계|중지|십시오|평활|[“”]/;
    expect(
      Object.values({ ...bundle, ...read('package.nls.ko.json') }).filter((korean) => others.test(korean)),
    ).toEqual([]);
  });

  test('names the same parts of the manifest', () => {
    expect(Object.keys(read('package.nls.ko.json'))).toEqual(Object.keys(read('package.nls.json')));
  });
});

test('every %key% of the manifest has a text', () => {
  const keys = [...readFileSync('package.json', 'utf8').matchAll(/%([\w.-]+)%/g)].map(([, key]) => key);
  expect(keys.length).toBeGreaterThan(0);
  expect(keys.filter((key) => !Object.hasOwn(read('package.nls.json'), key))).toEqual([]);
});
