import { readFile, rm, stat } from 'node:fs/promises';
import { build } from './build.mjs';
import { mustRun, tool } from './run.mjs';
import { main, Missing, say } from './say.mjs';

const largest = 15_000_000;

/** @returns {Promise<string>} the VSIX, built from the sources as they are. */
export async function packVsix() {
  await build();
  const { name, version } = JSON.parse(await readFile('package.json', 'utf8'));
  const file = `${name}-${version}.vsix`;
  await rm(file, { force: true });
  say(`Packing ${file}`);
  const words = ['vsce', 'package', '--no-dependencies', '--no-update-package-json', '--out', file];
  const output = await mustRun('npx', tool(...words), 'The extension could not be packed');
  const warning = output.split('\n').find((line) => /\bWARN(ING)?\b/.test(line) && !line.startsWith('npm '));
  if (warning) throw new Missing(`The extension is not packed without warnings: ${warning.trim()}`);
  const { size } = await stat(file);
  if (size >= largest) throw new Missing(`${file} has ${size} bytes; the marketplace budget is ${largest}.`);
  say(`${file}: ${(size / 1e6).toFixed(1)} MB`);
  return file;
}

await main(import.meta.url, async () => {
  await packVsix();
  console.log(await mustRun('npx', tool('vsce', 'ls', '--tree', '--no-dependencies'), 'The files could not be listed'));
});
