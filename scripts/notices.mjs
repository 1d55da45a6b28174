import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Beside what esbuild bundles: the icons' font is copied, and the kernels have AssemblyScript's runtime in them. */
const besides = ['@vscode/codicons', 'assemblyscript'];

/** @returns {string[]} the packages that something of is in what was bundled. @param metafiles esbuild's. */
export function bundledPackages(metafiles) {
  const files = metafiles.flatMap(({ outputs }) =>
    Object.values(outputs).flatMap(({ inputs }) => Object.entries(inputs)),
  );
  const names = files.flatMap(([file, { bytesInOutput }]) =>
    bytesInOutput > 0 ? (/.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []) : [],
  );
  return [...new Set([...names, ...besides])].sort();
}

/** The text of the MIT licence, for packages that name it and leave it out. */
const mit = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

async function noticeOf(name) {
  const folder = join('node_modules', name);
  const { version, license, author, homepage } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const files = (await readdir(folder)).filter((file) => /^(licen[cs]e|notice|copying)/i.test(file)).sort();
  const texts = await Promise.all(files.map(async (file) => (await readFile(join(folder, file), 'utf8')).trim()));
  if (texts.length === 0) {
    if (license !== 'MIT') throw new Error(`${name} has no text of its licence (${license})`);
    const who = typeof author === 'string' ? author : (author?.name ?? `the authors of ${name}`);
    texts.push(`Copyright (c) ${who}`, mit);
  }
  return [`${name} ${version} (${license})`, ...(homepage ? [homepage] : []), ...texts].join('\n\n');
}

/**
 * What the licences of others ask to be shipped with Loss Lab.
 * @param {string[]} packages the names of those that something of ships.
 */
export async function thirdPartyNotices(packages) {
  const parts = await Promise.all(packages.map(noticeOf));
  const mnist = (await readFile('scripts/mnist.LICENSE.txt', 'utf8')).trim();
  const line = `\n\n${'-'.repeat(80)}\n\n`;
  const head = 'Loss Lab ships work of others, under the licences below. Its own licence is in the file LICENSE.';
  return `${[head, ...parts, mnist].join(line).replaceAll('\r\n', '\n')}\n`;
}

/** Writes them where they are packed. */
export const writeNotices = async (metafiles) =>
  writeFile('ThirdPartyNotices.txt', await thirdPartyNotices(bundledPackages(metafiles)));
