import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MiniBatches, RandomState, type Sampling } from '../../../src/engine';

const sizes = fc
  .record({
    count: fc.integer({ min: 1, max: 60 }),
    seed: fc.nat(1000),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ count, seed, share }) => ({ count, seed, size: 1 + Math.floor(share * (count - 1)) }));
const batches = (sampling: Sampling, count: number, size: number, seed: number) =>
  new MiniBatches(new RandomState(seed), count, size, sampling);

test('withReplacement and withoutReplacement draw what np.random.choice draws, one call a batch', () => {
  fc.assert(
    fc.property(sizes, fc.boolean(), ({ count, size, seed }, replace) => {
      const drawn = batches(replace ? 'withReplacement' : 'withoutReplacement', count, size, seed);
      const random = new RandomState(seed);
      for (let step = 0; step < 4; step++) expect(drawn.next()).toEqual(random.choice(count, size, replace));
    }),
  );
});

test('shuffle cuts one permutation an epoch, leaves out what fills no batch, then draws the next', () => {
  fc.assert(
    fc.property(sizes, ({ count, size, seed }) => {
      const drawn = batches('shuffle', count, size, seed);
      const random = new RandomState(seed);
      const perEpoch = Math.floor(count / size);
      for (let epoch = 0; epoch < 3; epoch++) {
        const seen = Array.from({ length: perEpoch }, () => [...drawn.next()]).flat();
        expect(new Set(seen).size).toBe(perEpoch * size);
        expect(seen).toEqual([...random.permutation(count).subarray(0, perEpoch * size)]);
      }
    }),
  );
});

test('a batch larger than the data is refused', () => {
  expect(() => batches('withReplacement', 9, 10, 0)).toThrow(
    'batch.size: expected at most the 9 training samples, got 10.',
  );
});
