import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { defaultExperiment } from '../../../../src/runs/experiment/experiment';
import { append, openStore } from './stores';

const python = '/usr/bin/python3';

const hasNumpy = (() => {
  try {
    execFileSync(python, ['-c', 'import numpy'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

it.skipIf(!hasNumpy)('NumPy reads every series by the line that docs/STORE.md has for it', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'losslab-numpy-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  const store = await openStore(directory);
  const { id } = await store.create(defaultExperiment);
  await append(store, id, 0, Float64Array.of(2.5, NaN, -Infinity, -0, 5e-324), [
    { step: 0, train: 0.1, test: 0.25 },
    { step: 4, train: 0.2, test: 0.75 },
  ]);
  await store.finish(id, { state: 'done' });
  const lines = [...(await readFile('docs/STORE.md', 'utf8')).matchAll(/```python\n(.*?)```/gs)].map(
    ([, code]) => code,
  );
  expect(lines.map((code) => code.trim().split('\n').length)).toEqual([1, 1]);
  const program = `import numpy as np\n${lines.join('')}print(loss.tolist(), steps.tolist(), accuracy.tolist())`;
  const { stdout } = await promisify(execFile)(python, ['-c', program], { cwd: join(directory, id) });
  expect(stdout.trim()).toBe('[2.5, nan, -inf, -0.0, 5e-324] [0.0, 4.0] [0.25, 0.75]');
});
