import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as vscode from 'vscode';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { saveFile } from '../../../src/host/saveFile';

const written = vi.hoisted(() => [] as Uint8Array[]);
vi.mock('vscode', () => ({
  l10n: { t: (words: string) => words },
  window: { showInformationMessage: () => Promise.resolve(undefined) },
  workspace: { fs: { writeFile: (_: unknown, bytes: Uint8Array) => Promise.resolve(written.push(bytes)) } },
}));

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'save-'));
});
afterEach(() => rm(folder, { recursive: true }));

const uri = (path: string, scheme = 'file') => ({ scheme, path, fsPath: path }) as unknown as vscode.Uri;

test.each(['file', 'memory'])(
  'a long %s is written slice by slice, and everything else has its turn in between',
  async (scheme) => {
    let turns = 0;
    let goesOn = true;
    const turn = () => {
      turns++;
      if (goesOn) setImmediate(turn);
    };
    turn();
    const seen: number[] = [];
    function* slices() {
      for (let i = 0; i < 50; i++) {
        seen.push(turns);
        yield `${i}\n`;
      }
    }
    const path = join(folder, 'long.csv');
    await saveFile(uri(path, scheme), slices());
    goesOn = false;
    expect(new Set(seen).size).toBeGreaterThan(40);
    const text = scheme === 'file' ? await readFile(path, 'utf8') : Buffer.from(written[0]).toString();
    expect(text.split('\n')).toEqual([...Array.from({ length: 50 }, (_, i) => String(i)), '']);
  },
);

test('a file that cannot be written to its end leaves what was there, and nothing beside it', async () => {
  const path = join(folder, 'x.csv');
  await writeFile(path, 'before');
  function* broken() {
    yield 'half';
    throw new Error('disk full');
  }
  await expect(saveFile(uri(path), broken())).rejects.toThrow('disk full');
  expect(await readFile(path, 'utf8')).toBe('before');
  expect(await readdir(folder)).toEqual(['x.csv']);
});

test('what cannot be written is said in one sentence that names it', async () => {
  const path = join(folder, 'none', 'x.csv');
  await expect(saveFile(uri(path), ['x'])).rejects.toThrow(`${path} cannot be written (ENOENT`);
});
