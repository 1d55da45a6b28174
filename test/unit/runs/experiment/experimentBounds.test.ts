import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, test, vi } from 'vitest';
import { boundsFault } from '../../../../src/runs/experiment/experimentBounds';
import { checkExperiment, experimentFaults } from '../../../../src/runs/experiment/experiment';
import { bundled } from '../../bundled';

vi.setConfig({ testTimeout: 60_000 });

const nested = (levels: number) => {
  let value: unknown = 1;
  for (let k = 0; k < levels; k++) value = { network: value };
  return value;
};
const round: Record<string, unknown> = {};
round.network = round;

test.each<[what: string, value: unknown, message: string]>([
  ['deep nesting', nested(5000), 'An experiment has lists and objects at most 16 deep.'],
  ['what holds itself', round, 'An experiment has lists and objects at most 16 deep.'],
  ['a million bad values', { network: { hidden: new Array(1e6).fill(0) } }, 'An experiment has at most 10,000 values.'],
  ['a list of holes', { network: { hidden: new Array(4e9) } }, 'An experiment has at most 10,000 values.'],
  [
    'many keys',
    Object.fromEntries(new Array(20_000).fill(0).map((_, k) => [k, k])),
    'An experiment has at most 10,000 values.',
  ],
  ['a long text', { dtype: 'x'.repeat(2e6) }, 'An experiment has at most 1,000,000 characters.'],
  ['a big integer', { seed: 1n }, 'seed: expected a whole number from 0 to 4,294,967,295, got 1.'],
  ['a big integer in a list', { seed: [1n] }, 'seed: expected a whole number from 0 to 4,294,967,295, got object.'],
])('%s is one sentence, at once', (_, value, message) => {
  const before = performance.now();
  expect(experimentFaults(value).map((fault) => fault.message)).toEqual([message]);
  expect(() => checkExperiment(value)).toThrow(message);
  expect(performance.now() - before).toBeLessThan(2000);
});

test('has room for any experiment', () => {
  expect(
    boundsFault({ network: { hidden: new Array(50).fill(100) }, loss: { classWeights: new Array(9000).fill(1) } }),
  ).toBe(undefined);
});

test('a list of bad values has a hundred faults, and no more', () => {
  expect(experimentFaults({ network: { hidden: new Array(9000).fill(0) } })).toHaveLength(100);
});

test('a file of 10 MB is refused in 64 MB of memory', async () => {
  const module = resolve(await bundled('src/runs/experiment/experimentFile.ts'));
  const program = `
    const { parseExperimentFile } = require(${JSON.stringify(module)});
    const texts = [
      '{"network":{"hidden":[' + '0,'.repeat(5e6) + '0]}}',
      '{"network":{"hidden":[' + '0,'.repeat(4e5) + '0]}}',
      '['.repeat(9e5),
      '{"a":'.repeat(5000) + '1' + '}'.repeat(5000),
    ];
    const before = performance.now();
    for (const text of texts)
      try { parseExperimentFile(text, 'it') } catch (error) { console.log(error.name + ' ' + error.message) }
    console.log(performance.now() - before < 2000);
  `;
  const { stdout, stderr } = spawnSync(process.execPath, ['--max-old-space-size=64', '-e', program], {
    encoding: 'utf8',
  });
  expect({ stdout: stdout.split('\n'), stderr }).toEqual({
    stdout: [
      'BadInput it: An experiment has at most 1,000,000 characters.',
      'BadInput it: An experiment has at most 10,000 values.',
      'BadInput it: An experiment has lists and objects at most 16 deep.',
      'BadInput it: An experiment has lists and objects at most 16 deep.',
      'true',
      '',
    ],
    stderr: '',
  });
});
