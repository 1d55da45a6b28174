import { describe, expect, test } from 'vitest';
import {
  atOnce,
  gramOf,
  landscapeInSlices,
  Loss,
  RandomState,
  resolutionOf,
  Pass,
  Trainer,
  walk,
  type Landscape,
  type LossPlan,
  type Plane,
  type Samples,
  type TrainingPlan,
  type WeightPath,
} from '../../../src/engine';
import { randomDirection } from '../../../src/engine/landscape/directions';
import { project } from '../../../src/engine/landscape/projection';
import { symmetricEigen } from '../../../src/engine/landscape/symmetricEigen';
import { pointsOfPath, weightsOf } from '../../../src/engine/landscape/weightPath';
import { emptyNetwork } from '../../../src/engine/training/plan';

/** Small pictures in four classes, made up. */
const samples = ((): Samples => {
  const random = new RandomState(7);
  const [count, inputs, classes] = [300, 12, 4];
  const labels = Uint8Array.from(random.randint(0, classes, count));
  const pixels = Uint8Array.from(random.randint(0, 160, count * inputs));
  labels.forEach((label, n) => pixels.fill(255, n * inputs + 3 * label, n * inputs + 3 * label + 2));
  return { pixels, labels, count, inputs, classes };
})();

const plan = (change: Partial<TrainingPlan> = {}): TrainingPlan => ({
  network: { hidden: [6], activation: 'relu', init: { kind: 'he' } },
  loss: 'crossEntropy',
  batch: { size: 20, sampling: 'withReplacement' },
  optimizer: { kind: 'sgd', learningRate: 0.2 },
  steps: 90,
  evaluateEvery: 90,
  recordLoss: 'before',
  seed: 3,
  dtype: 'float64',
  ...change,
});

const pathOf = (of: TrainingPlan) => atOnce(walk(new Trainer(of, samples, samples), of.steps));

function landscapeOf(of: TrainingPlan, plane: Plane, seed = 0): Landscape {
  const path = pathOf(of);
  const network = { sizes: [12, ...of.network.hidden, 4], activation: of.network.activation, dtype: of.dtype };
  const gram = atOnce(gramOf(path));
  return atOnce(
    landscapeInSlices(network, of.loss, path, gram, samples, { plane, seed, batch: of.batch.size, side: 9, rows: 300 }),
  );
}

/** The loss of a network with these weights over all samples, the plain way. */
function plainLoss(of: TrainingPlan, weights: ArrayLike<number>): number {
  const network = emptyNetwork({ ...of, dtype: 'float64' }, 12, 4);
  let at = 0;
  for (const { values } of network.parameters) for (let i = 0; i < values.length; i++) values[i] = weights[at++];
  const x = Float64Array.from(samples.pixels, (pixel) => Math.fround(pixel / 255));
  const scores = new Pass(network, 300).scores(x, 300);
  return new Loss(of.loss, 4).ofScores(scores, { form: 'label', label: samples.labels }, scores.slice());
}

describe('the loss on a plane', () => {
  test.each([
    ['one hidden layer', plan()],
    ['none', plan({ network: { hidden: [], activation: 'relu', init: { kind: 'normal', std: 0.1 } } })],
    ['three, of tanh', plan({ network: { hidden: [6, 5, 7], activation: 'tanh', init: { kind: 'xavier' } } })],
    ['sigmoid, sum of squares, float32', plan({ loss: 'sumSquares', dtype: 'float32' })],
  ])('is the network’s own in the middle and, with %s, the moved network’s elsewhere', (_, of) => {
    const random = landscapeOf(of, 'random', 5);
    const end = pathOf(of).weights.at(-1)!;
    expect(random.losses[40]).toBeCloseTo(plainLoss(of, end), 12);
    expect(random.loss).toBe(random.losses[40]);
    const stream = new RandomState(5);
    const sizes = [12, ...of.network.hidden, 4];
    const [d1, d2] = [atOnce(randomDirection(sizes, end, stream)), atOnce(randomDirection(sizes, end, stream))];
    const moved = Float64Array.from(end, (weight, p) => weight + 0.75 * d1[p] - 0.5 * d2[p]);
    expect([random.alpha[7], random.beta[2]]).toEqual([0.75, -0.5]);
    expect(random.losses[2 * 9 + 7]).toBeCloseTo(plainLoss(of, moved), 11);
  });

  test('takes a loss with options as it is, a sum for as many samples as the run’s batches have', () => {
    const loss: LossPlan = { kind: 'crossEntropy', from: 'logits', labelSmoothing: 0.2, reduction: 'sum' };
    const of = plan({ loss, optimizer: { kind: 'sgd', learningRate: 0.01 } });
    const end = pathOf(of).weights.at(-1)!;
    const { loss: sum } = landscapeOf(of, 'random');
    expect(sum).toBeCloseTo((plainLoss(of, end) / 300) * of.batch.size, 10);
    // What the run itself recorded last is of that size.
    const trainer = new Trainer(of, samples, samples);
    let last = NaN;
    while (!trainer.done) last = trainer.step().loss;
    expect(sum / last).toBeGreaterThan(0.5);
    expect(sum / last).toBeLessThan(2);
  });

  test('is the same again for the same seed, and another for another', () => {
    const [one, again, other] = [1, 1, 2].map((seed) => landscapeOf(plan(), 'random', seed));
    expect(again).toEqual(one);
    expect(other.losses).not.toEqual(one.losses);
    expect(other.loss).toBe(one.loss);
  });
});

test('a random direction is as long as the weights that lead into each unit, and leaves the biases', () => {
  const weights = pathOf(plan()).weights.at(-1)!;
  const direction = atOnce(randomDirection([12, 6, 4], weights, new RandomState(0)));
  const length = (of: ArrayLike<number>, unit: number) =>
    Math.sqrt(Array.from({ length: 12 }, (_, j) => of[6 * j + unit] ** 2).reduce((a, b) => a + b));
  for (let unit = 0; unit < 6; unit++) expect(length(direction, unit)).toBeCloseTo(length(weights, unit), 12);
  expect([...direction.subarray(72, 78), ...direction.subarray(102)]).toEqual(Array(10).fill(0));
  expect(direction.subarray(78, 102)).not.toContain(0);
});

describe('a path', () => {
  test('is taken evenly, from the first weights to the last', () => {
    const of = plan();
    const { steps, weights } = pathOf(of);
    expect([steps.length, steps[0], steps[1], steps.at(-1)]).toEqual([61, 0, 2, 90]);
    const trainer = new Trainer(of, samples, samples);
    expect(weights[0]).toEqual(weightsOf(trainer.network));
    for (let step = 0; step < 90; step++) trainer.step();
    expect(weights[60]).toEqual(weightsOf(trainer.network));
    expect([pointsOfPath(3, 8), pointsOfPath(3000, 2 ** 22), pointsOfPath(3000, 2 ** 30)]).toEqual([4, 16, 2]);
  });

  test('that lies in a plane is projected to itself, and all of it is there', () => {
    const [d1, d2] = [Float64Array.of(1, 2, 0, -1), Float64Array.of(0, 1, 1, 3)];
    const places = [
      [3, -2],
      [0.5, 1],
      [-1, 4],
      [0, 0],
    ];
    const path: WeightPath = {
      steps: [0, 1, 2, 3],
      weights: places.map(([a, b]) => Float64Array.from(d1, (part, p) => 9 - p + a * part + b * d2[p])),
    };
    const gram = atOnce(gramOf(path));
    const { alpha, beta, share } = atOnce(project(path, gram, [d1, d2]));
    places.forEach(([a, b], i) => {
      expect(alpha[i]).toBeCloseTo(a, 12);
      expect(beta[i]).toBeCloseTo(b, 12);
    });
    expect(share).toBeCloseTo(1, 12);
    expect(atOnce(project(path, gram, [d1, Float64Array.of(1, 0, 0, 1)])).share).toBeLessThan(0.9);
  });

  test('moves most in the plane of its principal components, which is drawn around it', () => {
    const [along, random] = [landscapeOf(plan(), 'path'), landscapeOf(plan(), 'random')];
    expect(along.shares![0]).toBeGreaterThan(along.shares![1]);
    expect(along.share).toBeCloseTo(along.shares![0] + along.shares![1], 10);
    expect(along.share).toBeGreaterThan(0.8);
    expect(random.share).toBeLessThan(along.share);
    expect(random.shares).toBeNull();
    const { alpha, beta } = along.path;
    expect(alpha[0]).toBeLessThan(0);
    expect([alpha.at(-1), beta.at(-1)]).toEqual([0, 0]);
    for (const value of alpha) expect(value > along.alpha[0] && value < along.alpha[8]).toBe(true);
    for (const value of beta) expect(value > along.beta[0] && value < along.beta[8]).toBe(true);
  });

  test('of one step, of none that counts, or one that diverges has a plane all the same', () => {
    const one = landscapeOf(plan({ steps: 1 }), 'path');
    expect(one.shares![0]).toBeCloseTo(1, 12);
    expect(one.shares![1]).toBe(0);
    expect(one.losses.every(Number.isFinite)).toBe(true);
    const still = landscapeOf(plan({ optimizer: { kind: 'sgd', learningRate: 1e-300 } }), 'path');
    expect([still.share, still.losses.every(Number.isFinite)]).toEqual([0, true]);
    // The squares of its weights would overflow.
    const diverged = landscapeOf(plan({ steps: 1, optimizer: { kind: 'sgd', learningRate: 1e170 } }), 'path');
    expect(diverged.path.steps).toEqual([0]);
    expect([...diverged.alpha, ...diverged.losses].every(Number.isFinite)).toBe(true);
  });
});

test('the eigenvectors of a symmetric matrix are what it only stretches, the longest first', () => {
  const n = 20;
  const rows = new RandomState(1).randn(n * n);
  const matrix = Float64Array.from({ length: n * n }, (_, at) => {
    const [i, j] = [Math.floor(at / n), at % n];
    return rows[i * n + j] + rows[j * n + i];
  });
  const eigen = symmetricEigen(matrix, n);
  eigen.forEach(({ value, vector }, k) => {
    if (k > 0) expect(value).toBeLessThanOrEqual(eigen[k - 1].value);
    for (let i = 0; i < n; i++) {
      const stretched = vector.reduce((sum, part, j) => sum + matrix[i * n + j] * part, 0);
      expect(stretched).toBeCloseTo(value * vector[i], 10);
    }
  });
});

test('a large network is looked at less finely', () => {
  const [book, deep] = [resolutionOf([784, 50, 10]), resolutionOf([784, 1000, 1000, 10])];
  expect([book.side, book.rows, deep.side, deep.rows]).toEqual([41, 1000, 21, 200]);
  expect(book.seconds).toBeLessThan(5);
});

test('a large network is surveyed in slices, from its directions to every point', () => {
  const sizes = [12, 600, 600, 4];
  const length = 13 * 600 + 601 * 600 + 601 * 4;
  const [start, end] = [new Float32Array(length), new Float32Array(length).fill(0.01)];
  const path: WeightPath = { steps: [0, 1], weights: [start, end] };
  const options = { plane: 'path', seed: 0, batch: 100, side: 2, rows: 300 } as const;
  const network = { sizes, activation: 'relu', dtype: 'float32' } as const;
  const shares = [...landscapeInSlices(network, 'crossEntropy', path, atOnce(gramOf(path)), samples, options)];
  const wherever = (share: number) => shares.filter((other) => other === share).length;
  // The path is straight: the other direction is drawn, 370,000 numbers of it.
  expect(wherever(0)).toBeGreaterThan(11);
  // 46 rows of the second layer are a slice, at each of the four points.
  for (let point = 1; point < 4; point++) expect(wherever(point / 4)).toBeGreaterThanOrEqual(300 / 46);
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
});
