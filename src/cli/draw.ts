import { RandomState } from '../engine';
import { readArguments, readNumber, required } from './arguments';
import type { Command } from './command';

/** `loss-lab draw`: what `np.random.seed(seed); np.random.choice(population, size, replace)` draws. */
export const drawCommand: Command = {
  usage: 'draw --seed 0 --size 10 [--population 60000] [--without-replacement] [--json]',
  summary: 'the mini-batch that np.random.choice draws with this seed',
  run(words) {
    const { values } = readArguments(words, {
      seed: { type: 'string' },
      size: { type: 'string' },
      population: { type: 'string', default: '60000' },
      'without-replacement': { type: 'boolean' },
      json: { type: 'boolean' },
    });
    const random = new RandomState(readNumber(required(values.seed, '--seed'), '--seed'));
    const size = readNumber(required(values.size, '--size'), '--size');
    const population = readNumber(values.population, '--population');
    const indices = Array.from(random.choice(population, size, !values['without-replacement']));
    return Promise.resolve({ result: { indices }, text: indices.join(' ') });
  },
};
