import { readFile } from 'node:fs/promises';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { jobs } from '../../../scripts/bundles.mjs';
import { bundledPackages, thirdPartyNotices } from '../../../scripts/notices.mjs';

describe('the notices of others’ work', async () => {
  const built = await Promise.all(jobs().map((job) => build({ ...job, write: false, metafile: true })));
  const packages = bundledPackages(built.map(({ metafile }) => metafile));
  const text = await thirdPartyNotices(packages);

  test('name every package that is bundled, with its licence', () => {
    expect(packages).toEqual(expect.arrayContaining(['mathjs', 'preact', 'chart.js', 'valibot', 'jsonc-parser']));
    for (const name of packages) expect(text).toMatch(new RegExp(`^${name} \\d[^\\n]* \\([\\w.-]+\\)\\n\\n`, 'm'));
    // What is used to build alone is not bundled.
    expect(text).not.toMatch(/^(esbuild|temml|typescript) \d/m);
  });
  test.each([
    ['mathjs', 'Apache License'],
    ['the icons', 'Attribution 4.0 International'],
    ['MNIST', 'Attribution-Share Alike 3.0'],
    ['packages that leave the text out', 'Permission is hereby granted'],
  ])('hold the licence of %s', (_, words) => {
    expect(text).toContain(words);
  });
  test('ship', async () => {
    expect((await readFile('.vscodeignore', 'utf8')).split('\n')).toContain('!ThirdPartyNotices.txt');
  });
});
