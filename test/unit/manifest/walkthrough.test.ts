import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { valuesSchema } from '../../../src/shared/pageProtocol';

interface Step {
  id: string;
  title: string;
  description: string;
  media: { markdown: string };
  completionEvents: string[];
}
const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
const { contributes } = read('package.json') as {
  contributes: {
    commands: { command: string }[];
    keybindings: { command: string }[];
    walkthroughs: { id: string; steps: Step[] }[];
  };
};
const bound = contributes.keybindings.map(({ command }) => command);
const commands = contributes.commands.map(({ command }) => command);
const steps = contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);
/** What each link of a step's description tells VS Code when it is followed, in the words of `completionEvents`. */
const linksOf = (description: string) =>
  [...description.matchAll(/\]\(command:([\w.]+)(?:\?([^)]*))?\)/g)].map(([, command, values = '[{}]']) => {
    const [{ step }] = JSON.parse(decodeURIComponent(values)) as [{ step?: string }];
    return [`onCommand:${command}`, ...(step ? [`onContext:lossLab.walkthrough.${step}`] : [])];
  });
const languages = { 'package.nls.json': '.md', 'package.nls.ko.json': '.nls.ko.md' };

describe.each(Object.entries(languages))('The walkthrough of %s', (nls, ending) => {
  const texts = read(nls) as Record<string, string>;

  test.each(steps)('$id: opens what there is, with values that the tabs take', ({ description, completionEvents }) => {
    const links = [...texts[description.slice(1, -1)].matchAll(/\]\(command:([\w.]+)(?:\?([^)]*))?\)/g)];
    expect(links.length).toBeGreaterThan(0);
    for (const [, command, values] of links) {
      expect(commands).toContain(command);
      if (values)
        expect(v.safeParse(v.tuple([valuesSchema]), JSON.parse(decodeURIComponent(values))).issues).toBe(undefined);
    }
    for (const event of completionEvents) expect(linksOf(texts[description.slice(1, -1)]).flat()).toContain(event);
  });

  test.each(steps)('$id: each of its links completes it, and no other step', ({ id, description }) => {
    for (const events of linksOf(texts[description.slice(1, -1)])) {
      const completed = steps.filter(({ completionEvents }) =>
        completionEvents.some((event) => events.includes(event)),
      );
      expect(completed.map((step) => step.id)).toEqual([id]);
    }
  });

  test.each(steps)('$id: has no code wider than the page', ({ media }) => {
    const page = readFileSync(media.markdown.replace(/\.md$/, ending), 'utf8');
    const code = [...page.matchAll(/```\w+\n([^]*?)```/g)].flatMap(([, lines]) => lines.split('\n'));
    // A Korean syllable takes the room of two letters.
    expect(code.filter((line) => line.replace(/[가-힣]/g, '--').length > 46)).toEqual([]);
  });

  // VS Code gives such a link the key of its command as a tip, wherever the key works; not one that hands over values.
  test.each(steps)('$id: offers no key that does nothing here', ({ description }) => {
    const bare = [...texts[description.slice(1, -1)].matchAll(/\]\(command:([\w.]+)\)/g)].map(([, command]) => command);
    expect(bare.filter((command) => bound.includes(command))).toEqual([]);
  });

  test.each(steps)('$id: has its page, with its pictures', ({ media }) => {
    const page = media.markdown.replace(/\.md$/, ending);
    expect(existsSync(page)).toBe(true);
    for (const [, picture] of readFileSync(page, 'utf8').matchAll(/!\[[^\]]+\]\(([^)]*)\)/g))
      expect(existsSync(join(dirname(page), picture))).toBe(true);
  });

  test('has a place for every cell of the notebook, with its figures', () => {
    const said = steps
      .map(
        ({ media, description }) =>
          readFileSync(media.markdown.replace(/\.md$/, ending), 'utf8') + texts[description.slice(1, -1)],
      )
      .join('\n');
    for (let cell = 1; cell <= 12; cell += 1) expect(said).toContain(`In [${cell}]`);
    for (const figure of [
      '0.09750000000000003',
      '0.510825457099338',
      '2.302584092994546',
      '(60000, 784)',
      '(60000, 10)',
      'import matplotlib.pyplot as plt',
      'sys.path.append(os.pardir)',
      '0.1, 0.0, 0.6, 0.0, 0.0]',
      'if y.ndim == 1:',
      'y.reshape[0]',
      'batch_sizeh',
      '1e-50',
    ])
      expect(said).toContain(figure);
  });
});
