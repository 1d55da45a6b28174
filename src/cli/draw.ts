import { checkSeed, RandomState } from '../engine';
import { readArguments, readNumber, readWhole, required } from './arguments';
import type { Command } from './command';

/** What a list of indices may hold: as many as a reader's memory takes without noticing. */
const mostDrawn = 10_000_000;

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
    const seed = readNumber(required(values.seed, '--seed'), '--seed');
    checkSeed(seed, '--seed');
    const random = new RandomState(seed);
    const replace = !values['without-replacement'];
    // Without replacement the whole population is shuffled; with it, choice is randint, which knows no such limit.
    const most = replace ? Number.MAX_SAFE_INTEGER : mostDrawn;
    const population = readWhole(values.population, '--population', 1, most);
    const size = readWhole(required(values.size, '--size'), '--size', 0, replace ? mostDrawn : population);
    const indices = Array.from(replace ? random.randint(0, population, size) : random.choice(population, size, false));
    return Promise.resolve({ result: { indices }, text: indices.join(' ') });
  },
};
