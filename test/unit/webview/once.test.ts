import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';

/** What is said in one place, and where: a second place would part from it. */
const once: [what: string, said: RegExp, where: string][] = [
  ['how a number is typed', /\|\\\.\\d\+/, 'src/functions/typedNumber.ts'],
  ['the number of training samples', /\b60_?000;/, 'src/data/mnistShape.ts'],
  ['a sample’s pixels and classes', /\[784, 10\]|\bclasses = 10;/, 'src/data/mnistShape.ts'],
  ['the largest seed', /2 \*\* 32 - 1/, 'src/engine/sampling/randomState.ts'],
  ['how a notice looks', /class=\S*notice\b/, 'webview/components/notice.tsx'],
  ['how a progress bar is drawn', /progressbar/, 'webview/components/progress.tsx'],
  ['how a thread listens between slices', /listenEvery =/, 'src/worker/runInSlices.ts'],
];

test.each(once)('%s is said once', async (_, said, where) => {
  const places: string[] = [];
  for (const room of ['src', 'webview'])
    for (const name of await readdir(room, { recursive: true })) {
      const path = `${room}/${name.replaceAll('\\', '/')}`;
      if (!/\.tsx?$/.test(path) || path.includes('/assembly/')) continue;
      if ((await readFile(path, 'utf8')).split('\n').some((line) => said.test(line))) places.push(path);
    }
  expect(places).toEqual([where]);
});
