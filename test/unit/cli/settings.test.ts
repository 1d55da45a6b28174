import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { readExperiment } from '../../../src/cli/settings';
import { checkExperiment } from '../../../src/runs/experiment/experiment';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'losslab-settings-'));
});
afterAll(() => rm(folder, { recursive: true }));

const file = async (name: string, text: string) => {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
};

describe('--set', () => {
  it.each<[setting: string, experiment: object]>([
    ['loss.from=logits', { loss: { from: 'logits' } }],
    ['optimizer.learningRate=.01', { optimizer: { learningRate: 0.01 } }],
    ['optimizer.learningRate=1.', { optimizer: { learningRate: 1 } }],
    ['optimizer.learningRate=+0.1', { optimizer: { learningRate: 0.1 } }],
    ['network.hidden=[]', { network: { hidden: [] } }],
    ['dtype="float64"', { dtype: 'float64' }],
    ['dtype=float64', { dtype: 'float64' }],
  ])('%s is put in', async (setting, experiment) => {
    expect(await readExperiment(undefined, [setting])).toEqual(checkExperiment(experiment));
  });

  it.each<[text: string, setting: string, message: string]>([
    [
      '{"loss":"sumSquares"}',
      'loss.labelSmoothing=0',
      '--set loss.labelSmoothing: loss is "sumSquares", which has no keys.',
    ],
    [
      '{"network":{"hidden":[5]}}',
      'network.hidden.0=7',
      '--set network.hidden.0: network.hidden is [5], which has no keys.',
    ],
    [
      '{}',
      'loss=[]',
      'loss: expected "crossEntropy", "sumSquares" or {"kind": "crossEntropy", "from": …, "labelSmoothing": …}, got [].',
    ],
    ['{}', 'network.init=[]', 'network.init: expected an object, got [].'],
    ['{}', 'network.hidden=[[]]', 'network.hidden.0: expected a whole number from 1 to 100,000, got [].'],
    ['{}', 'optimizer=[]', 'optimizer: expected an object, got [].'],
    [
      '{}',
      'gradient=["backprop"]',
      'gradient: expected "backprop", "centralDifference", "forwardDifference" or {"kind": one of the differences, "h": a positive number}, got ["backprop"].',
    ],
    ['{}', `${'a.'.repeat(5000)}a=1`, '--set: expected at most 16 keys.'],
    [
      '{}',
      `network=${'['.repeat(5000)}${']'.repeat(5000)}`,
      '--set: An experiment has lists and objects at most 16 deep.',
    ],
    ['{}', 'seed', '--set: expected key.path=value, got "seed".'],
    ['{}', 'seed=0x10', 'seed: expected a whole number from 0 to 4,294,967,295, got "0x10".'],
    ['{}', '.=1', '"": there is no such key in an experiment.'],
    ['{}', '\u001b[31ma\nb\u009b=1', '\\u001b[31ma\\nb\\u009b: there is no such key in an experiment.'],
    ['{}', `${'k'.repeat(100_000)}=1`, `${'k'.repeat(60)}…: there is no such key in an experiment.`],
    ['{}', 'batch..size=1', 'batch.: there is no such key in an experiment.'],
  ])('on %s, %s is refused', async (text, setting, message) => {
    await expect(readExperiment(await file('it.losslab.json', text), [setting])).rejects.toThrow(
      expect.objectContaining({ name: 'BadInput', message }) as Error,
    );
  });
});

test('a file that cannot be read is one sentence that says why, at once', async () => {
  const refused = async (path: string, why: string) => {
    await expect(readExperiment(path, [])).rejects.toThrow(
      expect.objectContaining({ name: 'BadInput', message: `${path}: ${why}.` }) as Error,
    );
  };
  await refused(join(folder, 'none.losslab.json'), 'the file cannot be read (there is no such file)');
  await expect(readExperiment(folder, [])).rejects.toThrow(`${folder} is no regular file.`);
  const large = await file('large.losslab.json', `{"network":{"hidden":[${'0,'.repeat(5e6)}0]}}`);
  await refused(large, 'expected at most 1,000,000 bytes');
  if (process.platform === 'win32') return;
  const pipe = join(folder, 'pipe.losslab.json');
  execFileSync('mkfifo', [pipe]);
  for (const path of [pipe, '/dev/zero'])
    await expect(readExperiment(path, [])).rejects.toThrow(`${path} is no regular file.`);
});

test('a fault of JSON says its line and column', async () => {
  const path = await file('torn.losslab.json', '{\n  "steps": 3\n  "seed": 1\n}');
  await expect(readExperiment(path, [])).rejects.toThrow(
    `${path}: expected JSON: line 3, column 3 has " where , or } belongs.`,
  );
});

test('a value too deep for any experiment is refused before the next is put into it', async () => {
  const deep = `a=${'['.repeat(6000)}${']'.repeat(6000)}`;
  await expect(readExperiment(undefined, [deep, 'a.b=1'])).rejects.toThrow(
    '--set: An experiment has lists and objects at most 16 deep.',
  );
});
