import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RandomState } from '../../../src/engine';
import { numpy } from './numpy';

describe.each(numpy.random)('seed $seed gives what NumPy gives', (figures) => {
  const stream = () => new RandomState(figures.seed);

  test('random_sample', () => {
    expect([...stream().randomSample(5)]).toEqual(figures.random_sample_5);
  });

  test('choice with replacement, twice in a row', () => {
    const random = stream();
    expect([...random.choice(60_000, 10)]).toEqual(figures.choice_60000_10);
    expect([...random.choice(60_000, 100)]).toEqual(figures.then_choice_60000_100);
  });

  test('choice without replacement', () => {
    expect([...stream().choice(70_000, 7, false)]).toEqual(figures.choice_70000_7_replace_false);
  });

  test('permutation', () => {
    expect([...stream().permutation(20)]).toEqual(figures.permutation_20);
  });

  test('randn keeps its second value through a choice', () => {
    const random = stream();
    expect([...random.randn(7)]).toEqual(figures.randn_7);
    expect([...random.choice(10, 5)]).toEqual(figures.then_choice_10_5);
    expect([...random.randn(2)]).toEqual(figures.then_randn_2);
  });
});

test('a snapshot goes on exactly where it was taken, cached value included', () => {
  fc.assert(
    fc.property(fc.nat(2 ** 32 - 1), fc.nat(20), fc.nat(700), (seed, normals, uniforms) => {
      const random = new RandomState(seed);
      random.randn(normals);
      random.randomSample(uniforms);
      const copy = RandomState.restore(random.snapshot());
      const next = (stream: RandomState) => [...stream.randn(3), ...stream.choice(1000, 3), ...stream.randomSample(3)];
      expect(next(copy)).toEqual(next(random));
    }),
    { numRuns: 50 },
  );
});

test('a population of one is drawn without touching the stream, as NumPy does', () => {
  const random = new RandomState(5);
  expect([...random.choice(1, 4)]).toEqual([0, 0, 0, 0]);
  expect(random.randomSample(1)).toEqual(new RandomState(5).randomSample(1));
});

test.each([-1, 0.5, 2 ** 32, NaN, Infinity])('seed %s is refused', (seed) => {
  expect(() => new RandomState(seed)).toThrow(/^seed: expected a whole number from 0 to 4,294,967,295, got /);
});

test('more than there are cannot be drawn without replacement', () => {
  expect(() => new RandomState(0).choice(5, 6, false)).toThrow(/at most the population of 5/);
});
