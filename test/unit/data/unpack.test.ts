import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unpack } from '../../../src/data/unpack';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'losslab-unpack-'));
});
afterAll(() => rm(directory, { recursive: true }));

async function fileOf(bytes: Uint8Array): Promise<string> {
  const file = join(directory, 'made.gz');
  await writeFile(file, bytes);
  return file;
}

describe('unpack', () => {
  const bytes = Uint8Array.from({ length: 3_000_000 }, (_, index) => (index * index) % 251);

  it('inflates what gzip deflated, and counts every packed byte', async () => {
    const packed = gzipSync(bytes);
    let read = 0;
    const unpacked = await unpack(await fileOf(packed), bytes.length, (count) => (read += count));
    expect(Buffer.compare(unpacked, bytes)).toBe(0);
    expect(read).toBe(packed.length);
  });

  it('gives fewer bytes than the most it takes', async () => {
    expect(await unpack(await fileOf(gzipSync(Buffer.from('abc'))), 100)).toEqual(new Uint8Array([97, 98, 99]));
  });

  it('stops at the most it takes, whatever the file holds', async () => {
    const bomb = await fileOf(gzipSync(Buffer.alloc(50_000_000)));
    await expect(unpack(bomb, 1000)).rejects.toThrow(`${bomb}: expected at most 1,000 bytes once unpacked, got more.`);
  });

  it('names a file that is missing, truncated, damaged or no gzip', async () => {
    const packed = gzipSync(bytes);
    const missing = join(directory, 'none.gz');
    await expect(unpack(missing, 10)).rejects.toThrow(`${missing} is missing: install Loss Lab again.`);
    const file = await fileOf(packed.subarray(0, packed.length / 2));
    await expect(unpack(file, bytes.length)).rejects.toThrow(`${file} ends too early: expected a whole gzip file`);
    packed[packed.length - 6] ^= 1;
    await expect(unpack(await fileOf(packed), bytes.length)).rejects.toThrow(
      `${file} is damaged: expected a gzip file`,
    );
    await expect(unpack(await fileOf(Buffer.from('no gzip')), 10)).rejects.toThrow(`${file} is damaged`);
    await expect(unpack(directory, 10)).rejects.toThrow(`${directory} cannot be read (EISDIR).`);
  });
});
