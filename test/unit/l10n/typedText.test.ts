import { readFileSync } from 'node:fs';
import * as l10n from '@vscode/l10n';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { BadInput, phrase, type Value } from '../../../src/engine';
import { english } from '../../../src/engine/badInput';
import { experimentFaults } from '../../../src/runs/experiment/experiment';
import { quoted } from '../../../webview/text/quoted';
import { say } from '../../../webview/text/sentence';
import { wholeFault } from '../../../webview/text/wholeNumber';

const bundle = JSON.parse(readFileSync('l10n/bundle.l10n.ko.json', 'utf8')) as Record<string, string>;
beforeAll(() => {
  l10n.config({ contents: bundle });
});

/** Text such as a template, a regular expression or a shell would take for something else. */
const typed = fc
  .array(fc.oneof(fc.constantFrom('{0}', '{1}', '{', '}', '$&', '$1', '#x', ';', '\\', '%s', 'a'), fc.string()), {
    maxLength: 4,
  })
  .map((parts) => parts.join('').slice(0, 30));

describe('what was typed', () => {
  test('is quoted as it is, in both languages, in every sentence that has a hole', () => {
    const templates = Object.keys(bundle).filter((template) => /\{\d\}/.test(template));
    fc.assert(
      fc.property(
        fc.constantFrom(...templates),
        fc.array(typed, { minLength: 9, maxLength: 9 }),
        (template, values) => {
          const fault = new BadInput('', template, values);
          for (const [said, words] of [
            [fault.message, template],
            [fault.inWords(say), bundle[template]],
          ])
            // What stands between the holes stands between the values: nothing of a value was filled in again.
            expect(said).toBe(words.replace(/\{(\d)\}/g, (_, hole: string) => values[Number(hole)]));
        },
      ),
      { numRuns: 500 },
    );
  });

  test('is quoted as it is by whoever reads a number', () => {
    fc.assert(
      fc.property(typed, (text) => {
        const fault = wholeFault(text, 1, 10);
        if (fault !== undefined && text.trim() !== '') expect(fault).toContain(text.trim());
        const [inFile] = experimentFaults({ seed: text });
        expect(inFile.inWords(say)).toContain(JSON.stringify(text));
        expect(inFile.inWords(english)).toContain(JSON.stringify(text));
      }),
    );
  });

  test('leaves no hole where there is none', () => {
    const missing = ([] as Value[])[0];
    const fault = new BadInput('', 'Expected {0}, got {1}.', [phrase('a whole number'), missing]);
    expect(fault.message).toBe('Expected a whole number, got nothing.');
    expect(fault.inWords(say)).toBe('정수여야 하는데 빈 값입니다.');
    expect(quoted('{1}')).toBe('{1}');
  });
});
