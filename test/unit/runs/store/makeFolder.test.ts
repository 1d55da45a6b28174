import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { NodeDirectory } from '../../../../src/runs/store/nodeDirectory';

test('a folder is made by many at once', async () => {
  const root = await mkdtemp(join(tmpdir(), 'losslab-folder-'));
  onTestFinished(() => rm(root, { recursive: true }));
  const path = join(root, 'a', 'b', 'c');
  await Promise.all(Array.from({ length: 20 }, () => new NodeDirectory(root).makeFolder('a/b/c')));
  expect((await stat(path)).isDirectory()).toBe(true);
});
