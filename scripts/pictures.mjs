import { copyFile, readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { main, Missing, say } from './say.mjs';
import { tiers } from './tiers.mjs';

/** Makes the README's pictures anew: those that the browser tests keep under the same names. */
await main(import.meta.url, async () => {
  const { failed } = await tiers.e2e();
  if (failed > 0) throw new Missing('The browser tests failed: the pictures stay as they are.');
  const readme = await readFile('README.md', 'utf8');
  for (const [, picture] of readme.matchAll(/\((media\/screenshots\/[\w-]+\.png)\)/g)) {
    await copyFile(`test/e2e/screenshots/${basename(picture)}`, picture);
    say(picture);
  }
});
