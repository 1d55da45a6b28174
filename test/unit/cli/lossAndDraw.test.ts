import { spawnSync } from 'node:child_process';
import { openSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { numpy } from '../engine/numpy';
import { bundleCommandLine, bundledCommandLine, type CommandLine } from './commandLine';

let lossLab: CommandLine;
beforeAll(async () => {
  lossLab = await bundledCommandLine('cli-loss');
});

const json = async (...words: string[]): Promise<unknown> => {
  const { stdout, stderr, code } = await lossLab([...words, '--json']);
  expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
  expect(stdout.trimEnd()).not.toContain('\n');
  return JSON.parse(stdout);
};

describe('loss', () => {
  const seed1 = '0.1,0.05,0.6,0,0.05,0.1,0,0.1,0,0';
  const seed2 = '0.1,0.05,0.1,0,0.05,0.1,0,0.6,0,0';

  test.each([
    [seed1, 0.09750000000000003, 0.510825457099338],
    [seed2, 0.5975, 2.302584092994546],
  ])('y = %s gives the notebook’s digits, by label and by one-hot', async (y, squares, entropy) => {
    const expected = { sumSquaresError: squares, crossEntropyError: { oneHot: entropy, label: entropy } };
    expect(await json('loss', '--y', y, '--label', '2')).toEqual(expected);
    expect(await json('loss', '--y', y, '--one-hot', '0,0,1,0,0,0,0,0,0,0')).toEqual(expected);
  });

  test('without --json it reads well', async () => {
    const { stdout, code } = await lossLab(['loss', '--y', seed1, '--label', '2']);
    expect(code).toBe(0);
    expect(stdout).toBe(
      'sum of squares error    0.09750000000000003\n' +
        'cross-entropy, one-hot  0.510825457099338\n' +
        'cross-entropy, label    0.510825457099338\n',
    );
  });
});

describe('draw', () => {
  test.each(numpy.random)('seed $seed draws what np.random.choice draws', async (figures) => {
    const seed = String(figures.seed);
    expect(await json('draw', '--seed', seed, '--size', '10')).toEqual({ indices: figures.choice_60000_10 });
    expect(await json('draw', '--seed', seed, '--size', '7', '--population', '70000', '--without-replacement')).toEqual(
      { indices: figures.choice_70000_7_replace_false },
    );
  });

  test('a population beyond 32 bits is drawn from as NumPy does', async () => {
    // np.random.seed(0); np.random.choice(5000000000, 3)
    expect(await json('draw', '--seed', '0', '--size', '3', '--population', '5000000000')).toEqual({
      indices: [2546248239, 1277901399, 243580376],
    });
  });
});

test('help and version', async () => {
  const { stdout: help, code } = await lossLab(['--help']);
  expect(code).toBe(0);
  for (const command of ['loss', 'draw', 'train']) expect(help).toContain(`loss-lab ${command} `);
  expect((await lossLab(['draw', '--help'])).stdout).toMatch(/^loss-lab draw --seed/);
  expect((await lossLab(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test('an unknown command is named, with those there are', async () => {
  const { stdout, stderr, code } = await lossLab(['lose']);
  expect({ stdout, code }).toEqual({ stdout: '', code: 2 });
  expect(stderr).toMatch(/^There is no command lose: expected loss, draw, .*train.*\.\n$/);
});

describe('bad input: exit 2, one sentence on stderr, nothing on stdout', () => {
  test.each([
    ['loss --y 0.5,0.6 --label 0', '--y: expected probabilities that sum to 1, got a sum of 1.1.'],
    ['loss --y -0.5,1.5 --label 0', '--y[0]: expected a probability from 0 to 1, got -0.5.'],
    ['loss --y 0.5,x --label 0', '--y[1]: expected a number, got "x".'],
    ['loss --y 0.5,,0.5 --label 0', '--y[1]: expected a number, got "".'],
    ['loss --y 0x1 --label 0', '--y[0]: expected a number, got "0x1".'],
    ['loss --y 0.5,0.5 --label 2', '--label: expected a whole number from 0 to 1, got 2.'],
    ['loss --y 0.5,0.5 --label -1', '--label: expected a whole number from 0 to 1, got -1.'],
    ['loss --y 0.5,0.5 --one-hot 0,0', '--one-hot: expected a single 1, got 0 of them.'],
    ['loss --y 0.5,0.5 --one-hot 0,0.5', '--one-hot[1]: expected 0 or 1, got 0.5.'],
    ['loss --y 0.5,0.5 --one-hot 0,1,0', '--one-hot: expected 2 values, as many as --y has, got 3.'],
    ['loss --y 0.5,0.5', 'Expected either --label or --one-hot, got none.'],
    ['loss --y 1 --label 0 --one-hot 1', 'Expected either --label or --one-hot, got both.'],
    ['loss --label 0', '--y: expected a value, got none.'],
    ['loss --label 0 --y', '--y: expected a value.'],
    ['loss --y --label 0', '--y: expected a value.'],
    ['loss --y 1 --label 0 --json=1', '--json: takes no value.'],
    ['loss --y 1 --label 0 --labels 0', '--labels: there is no such option.'],
    ['loss --y 1 --label 0 1', 'Unexpected argument: 1.'],
    ['draw --size 3', '--seed: expected a value, got none.'],
    ['draw --seed 4294967296 --size 3', '--seed: expected a whole number from 0 to 4,294,967,295, got 4,294,967,296.'],
    ['draw --seed 0 --size 1.5', '--size: expected a whole number from 0 to 10,000,000, got 1.5.'],
    [
      'draw --seed 0 --size 1 --population 0',
      '--population: expected a whole number from 1 to 9,007,199,254,740,991, got 0.',
    ],
    [
      'draw --seed 0 --size 6 --population 5 --without-replacement',
      '--size: expected a whole number from 0 to 5, got 6.',
    ],
  ])('loss-lab %s', async (line, sentence) => {
    expect(await lossLab(line.split(' '))).toEqual({ stdout: '', stderr: `${sentence}\n`, code: 2 });
  });
});

test.skipIf(process.platform !== 'linux')('an answer that cannot be written is a failure', async () => {
  const words = [await bundleCommandLine('cli-full'), '--version'];
  const { status, stderr } = spawnSync(process.execPath, words, {
    stdio: ['ignore', openSync('/dev/full', 'w'), 'pipe'],
    encoding: 'utf8',
  });
  expect(stderr).toMatch(/^The answer cannot be written \(no space left on device\)\.\n$/);
  expect(status).toBe(1);
});

test.skipIf(process.platform !== 'linux')('bad input is 2 also where nothing can be said of it', async () => {
  const words = [await bundleCommandLine('cli-mute'), 'train', '--set', 'steps=0'];
  const { status } = spawnSync(process.execPath, words, { stdio: ['ignore', 'pipe', openSync('/dev/full', 'w')] });
  expect(status).toBe(2);
});
