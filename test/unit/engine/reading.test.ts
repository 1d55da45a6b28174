import { describe, expect, test } from 'vitest';
import {
  branches,
  directions,
  featureCount,
  featurePlan,
  featureSamples,
  readAllByNetwork,
  readAllByRule,
  readByRule,
  strokeDirections,
  Trainer,
  unread,
  untrainedNetwork,
  type Samples,
} from '../../../src/engine';
import { mnist } from './mnist';

const { train, test: tested } = mnist();
const side = 28;

/** A digit of 4 × 4 blocks, a letter each, in the middle of its picture. */
function drawn(...rows: string[]): Uint8Array {
  const pixels = new Uint8Array(side * side);
  const left = Math.floor((side - 4 * rows[0].length) / 2);
  rows.forEach((row, r) =>
    row.split('').forEach((letter, c) => {
      if (letter !== '#') return;
      for (let y = 0; y < 4; y++) for (let x = 0; x < 4; x++) pixels[(4 * (r + 1) + y) * side + left + 4 * c + x] = 255;
    }),
  );
  return pixels;
}

function finish<T>(slices: Generator<number, T>): T {
  let slice = slices.next();
  while (!slice.done) slice = slices.next();
  return slice.value;
}

const first = (samples: Samples, count: number): Samples => ({
  ...samples,
  pixels: samples.pixels.subarray(0, count * samples.inputs),
  labels: samples.labels.subarray(0, count),
  count,
});

const rightOf = (said: Uint8Array, labels: Uint8Array) => said.filter((digit, n) => digit === labels[n]).length;

describe('The rule', () => {
  test.each([
    [8, 'twoHoles', ['###', '#.#', '###', '#.#', '###']],
    [0, 'tallHole', ['###', '#.#', '#.#', '#.#', '###']],
    [6, 'lowHole', ['#...', '#...', '####', '#..#', '####']],
    [9, 'highHole', ['####', '#..#', '####', '...#', '...#']],
    [4, 'topBay', ['#..#', '#..#', '####', '...#', '...#']],
    [3, 'twoLeftBays', ['####', '...#', '####', '...#', '####']],
    [2, 'leftOverRightBay', ['####', '...#', '####', '#...', '####']],
    [5, 'rightBayWithLeftBay', ['####', '#...', '####', '...#', '####']],
    [7, 'bayNarrowFoot', ['####', '...#', '..#.', '.#..', '#...']],
    [1, 'oneStroke', ['#', '#', '#', '#', '#']],
  ] as const)('reads a drawn %i by the branch %s', (digit, name, rows) => {
    const read = readByRule(drawn(...rows));
    expect([read.digit, branches[read.branch].name]).toEqual([digit, name]);
  });

  test('measures holes and bays where they are', () => {
    const { look } = readByRule(drawn('####', '#..#', '####', '...#', '...#'));
    const [hole] = look.facts.holes;
    expect(look.facts.box).toEqual({ top: 4, bottom: 23, left: 6, right: 21 });
    expect([hole.pixels.length, hole.row, hole.column]).toEqual([32, 9.5, 13.5]);
    expect(look.halfOf(hole)).toBe('upper');
    expect(look.facts.bays).toEqual([]);
  });

  test('calls a picture without ink something, and measures nothing in it', () => {
    const { digit, look } = readByRule(new Uint8Array(side * side));
    expect([digit, look.facts.holes.length, look.facts.bays.length]).toEqual([1, 0, 0]);
  });

  test('reads 8,414 of the 10,000 test digits right, and every branch is of use', () => {
    const { said, branch } = finish(readAllByRule(tested));
    expect(rightOf(said, tested.labels)).toBe(8414);
    expect(new Set(branch).size).toBe(branches.length);
  });
});

describe('The features', () => {
  const of = (pixels: Uint8Array) => {
    const features = new Uint8Array(featureCount);
    strokeDirections(pixels, features);
    return features;
  };
  const digit = tested.pixels.subarray(0, side * side);
  const sums = (features: Uint8Array) =>
    directions.map((_, k) => features.reduce((sum, value, i) => sum + (i % directions.length === k ? value : 0), 0));

  test('of paper are nothing, and so are those of ink all over', () => {
    expect(of(new Uint8Array(side * side)).every((value) => value === 0)).toBe(true);
    expect(of(new Uint8Array(side * side).fill(255)).every((value) => value === 0)).toBe(true);
  });

  test('move by a cell when the digit does', () => {
    const shape = drawn('####', '#..#', '#.#.', '##..');
    const moved = new Uint8Array(side * side);
    moved.set(shape.subarray(0, 24 * side), 4 * side);
    const row = 7 * directions.length;
    expect(of(shape).some((value) => value > 0)).toBe(true);
    expect([...of(moved).subarray(row)]).toEqual([...of(shape).subarray(0, 6 * row)]);
  });

  test('name a stroke by how it runs', () => {
    const stroke = (isInk: (row: number, column: number) => boolean) =>
      sums(of(Uint8Array.from({ length: 784 }, (_, i) => (isInk(Math.floor(i / side), i % side) ? 255 : 0))));
    const strongest = (all: number[]) => directions[all.indexOf(Math.max(...all))];
    expect(strongest(stroke((row) => row > 12 && row < 16))).toBe('horizontal');
    expect(strongest(stroke((_, column) => column > 12 && column < 16))).toBe('vertical');
    expect(strongest(stroke((row, column) => Math.abs(row - column) < 2))).toBe('falling');
    expect(strongest(stroke((row, column) => Math.abs(row + column - 27) < 2))).toBe('rising');
  });

  test('a transposed digit swaps what lies and what stands', () => {
    const transposed = Uint8Array.from({ length: 784 }, (_, i) => digit[(i % side) * side + Math.floor(i / side)]);
    const [horizontal, rising, vertical, falling] = sums(of(digit));
    expect(sums(of(transposed))).toEqual([vertical, rising, horizontal, falling]);
  });
});

test('the classifier of the features learns the same from the same seed, and reads 96 % and more', () => {
  const sets = { train: finish(featureSamples(train)), test: finish(featureSamples(tested)) };
  const read = (change: Partial<typeof featurePlan>, samples: Samples) => {
    const trainer = new Trainer({ ...featurePlan, ...change }, sets.train, sets.test);
    while (!trainer.done) trainer.step();
    return finish(readAllByNetwork(trainer.network, samples));
  };
  const some = first(sets.test, 100);
  const short = read({ steps: 50 }, some);
  expect(read({ steps: 50 }, some).y).toEqual(short.y);
  expect(read({ steps: 50, seed: 1 }, some).y).not.toEqual(short.y);
  expect(rightOf(read({}, sets.test).said, tested.labels)).toBeGreaterThan(9600);
});

test('a network whose weights are no numbers reads nothing, not a digit', () => {
  const { network } = untrainedNetwork(featurePlan, 784, 10);
  network.weights(0).fill(NaN);
  expect(new Set(finish(readAllByNetwork(network, first(tested, 20))).said)).toEqual(new Set([unread]));
});
