import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { paletteSize } from '../../../src/runs/naming/runColor';

const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  contributes: { colors: { id: string; defaults: Record<string, string> }[] };
};
const css = readFileSync('webview/components/theme.css', 'utf8');
/** What theme.css says of a run's colour: for dark themes, then for light ones. */
const drawn = (n: number) => [...css.matchAll(new RegExp(`--s${n}: (.*);`, 'g'))].map(([, value]) => value);

test.each(Array.from({ length: paletteSize }, (_, i) => i + 1))(
  'colour %i is one in the tree and on the charts',
  (n) => {
    const color = contributes.colors.find(({ id }) => id === `lossLab.run${n}`);
    const { dark, light, highContrast, highContrastLight } = color?.defaults ?? {};
    expect(drawn(n)).toEqual([dark, light].map((value) => `var(--vscode-lossLab-run${n}, ${value})`));
    expect([highContrast, highContrastLight]).toEqual([dark, light]);
  },
);
