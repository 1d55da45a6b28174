import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  compareGradients,
  GradientChecker,
  layerVerdict,
  Loss,
  Network,
  numericalGradient,
  Pass,
  RandomState,
  type Activation,
  type LossPlan,
  type TrainingPlan,
} from '../../../src/engine';
import { mnist } from './mnist';
import { numpy } from './numpy';

const plan: TrainingPlan = {
  network: { hidden: [8], activation: 'sigmoid', init: { kind: 'normal', std: 0.01 } },
  loss: 'crossEntropy',
  batch: { size: 20, sampling: 'withReplacement' },
  optimizer: { kind: 'sgd', learningRate: 0.1 },
  steps: 1,
  evaluateEvery: 1,
  recordLoss: 'before',
  seed: 0,
  dtype: 'float32',
};

function exhaust<T>(slices: Generator<number, T>): T {
  let slice = slices.next();
  while (!slice.done) slice = slices.next();
  return slice.value;
}

describe.each(numpy.numerical_gradient)('NumPy’s naive loop over every parameter, $activation', (figures) => {
  const { train } = mnist();
  const { activation, seed, hidden, batch } = figures;
  const network = { ...plan.network, hidden: [hidden], activation };
  const checker = GradientChecker.of({ ...plan, network, seed, batch: { ...plan.batch, size: batch } }, train);
  const numerical = exhaust(checker.numericalInSlices({ h: figures.h }));
  const { loss, layers } = checker.compare(numerical, checker.backprop());

  test('the loss it starts from', () => {
    expect(loss).toBeCloseTo(figures.loss, 12);
  });

  test.each(['W1', 'b1', 'W2', 'b2'] as const)('%s', (name) => {
    const layer = layers.find((other) => other.name === name);
    expect(Math.abs((layer?.l2 ?? NaN) - figures[`${name}_l2`])).toBeLessThan(1e-9);
    for (const [index, value] of figures[`${name}_largest`])
      expect(Math.abs((layer?.numerical[index] ?? NaN) - value)).toBeLessThan(1e-9);
    expect(layer?.passes).toBe(true);
    expect(layer?.maxRelativeError).toBeLessThan(1e-3);
  });
});

describe.each(['sigmoid', 'relu'] as const)('a mistake in the backpropagation of %s', (activation) => {
  const { train } = mnist();
  const checker = GradientChecker.of({ ...plan, network: { ...plan.network, activation } }, train);
  const numerical = exhaust(checker.numericalInSlices());
  const right = checker.backprop();
  const failing = (backprop: readonly Float64Array[]) =>
    checker
      .compare(numerical, backprop)
      .layers.filter(({ passes }) => !passes)
      .map(({ name }) => name);

  test('losses in float32 leave only multiples of their last digit', () => {
    const { gradients } = checker.inFloat32(numerical);
    // ln 10 lies between 2 and 4, where float32 has a number every 2⁻²².
    const quantum = 2 ** -22 / 2e-4;
    gradients.forEach((gradient, i) => {
      expect(gradient.every((slope) => Math.abs(slope / quantum - Math.round(slope / quantum)) < 1e-6)).toBe(true);
      expect(gradient.every((slope, k) => Math.abs(slope - numerical.gradients[i][k]) <= quantum * 1.001)).toBe(true);
    });
    expect(checker.compare({ ...numerical, gradients }, right).layers.every(({ passes }) => passes)).toBe(false);
  });

  test('a wrong sign turns every gradient round', () => {
    const wrong = checker.backprop('wrongSign');
    wrong.forEach((gradient, i) => expect(gradient.every((value, k) => value === -right[i][k])).toBe(true));
    expect(failing(wrong)).toEqual(['W1', 'b1', 'W2', 'b2']);
  });

  test('a forgotten mean makes every gradient N times as large', () => {
    const wrong = checker.backprop('missingMean');
    wrong.forEach((gradient, i) =>
      gradient.forEach((value, k) => expect(value).toBeCloseTo(plan.batch.size * right[i][k], 12)),
    );
    expect(failing(wrong)).toEqual(['W1', 'b1', 'W2', 'b2']);
  });

  test('another activation’s derivative leaves the last layer right', () => {
    expect(failing(checker.backprop('otherActivation'))).toEqual(['W1', 'b1']);
  });

  test('and nothing of it is left for the next', () => {
    expect(checker.backprop()).toEqual(right);
    expect(failing(right)).toEqual([]);
  });
});

describe('correct backpropagation is not called wrong', () => {
  const { train } = mnist();
  const checkOf = (change: Partial<TrainingPlan>, std = 0.01, mistake?: 'wrongSign' | 'otherActivation') => {
    const network = { hidden: [50], activation: 'relu', init: { kind: 'normal', std } } as const;
    const checker = GradientChecker.of({ ...plan, network, batch: { ...plan.batch, size: 100 }, ...change }, train);
    const differenced = checker.backprop(mistake, 'differenced');
    const check = checker.compare(exhaust(checker.numericalInSlices()), checker.backprop(mistake), differenced);
    return { layers: check.layers, agreesAt: exhaust(checker.agreeingStep(check, differenced)) };
  };
  const central = (h: number) => ({ gradient: { kind: 'centralDifference', h } as const });

  test.each([
    [0.3, 0.1],
    [1, 5],
  ])('for the δ of the loss, which changes the gradient at weights of %s by more than %s', (std, least) => {
    const { layers, agreesAt } = checkOf({}, std);
    expect(Math.max(...layers.map(({ maxAbsoluteError }) => maxAbsoluteError))).toBeGreaterThan(least);
    expect(layers.some(({ passesAsTrained }) => !passesAsTrained)).toBe(true);
    expect(layers.every(({ passes, differencedError }) => passes && differencedError < 1e-5)).toBe(true);
    expect(agreesAt).toBeNull();
  });

  test.each([
    ['small', central(1e-12)],
    ['large', central(1)],
  ])('for a step that is too %s: another agrees', (_, change) => {
    const { layers, agreesAt } = checkOf(change);
    expect(layers.some(({ passes }) => !passes)).toBe(true);
    expect(agreesAt).toBe(1e-4);
  });

  test('and a step is not told to agree that was taken', () => {
    // As if the difference at hand had lost its digits.
    const checker = GradientChecker.of({ ...plan, loss: { kind: 'crossEntropy', from: 'logits' } }, train);
    const right = checker.backprop();
    const numerical = exhaust(checker.numericalInSlices());
    const lost = { ...numerical, gradients: numerical.gradients.map((gradient) => gradient.map(() => NaN)) };
    const agreesAt = (of: GradientChecker) => exhaust(of.agreeingStep(of.compare(lost, right), right));
    expect(agreesAt(checker)).toBe(1e-5);
    const spelled = { ...plan, loss: { kind: 'crossEntropy', from: 'logits' }, ...central(1e-5) } as const;
    expect(agreesAt(GradientChecker.of(spelled, train))).toBe(1e-4);
  });

  test.each(['wrongSign', 'otherActivation'] as const)('and %s agrees at no step', (mistake) => {
    for (const change of [{}, central(1), central(1e-12)]) {
      const { layers, agreesAt } = checkOf(change, 0.3, mistake);
      expect(layers.some(({ passes }) => !passes)).toBe(true);
      expect(agreesAt).toBeNull();
    }
  });
});

/**
 * The book's loop: every parameter by itself, the whole network each time.
 * @returns what it gives, the loss, and the largest number that the passes came by.
 */
function naive(network: Network, x: Float64Array, label: Uint8Array, plan: LossPlan, h: number, central: boolean) {
  const pass = new Pass(network, label.length);
  const loss = new Loss(plan, network.classes);
  let size = 1;
  const lossNow = () => {
    const scores = pass.scores(x, label.length);
    for (const z of pass.z) for (const value of z) size = Math.max(size, Math.abs(value));
    const now = loss.ofScores(scores, { form: 'label', label }, pass.dScores);
    size = Math.max(size, Math.abs(now));
    return now;
  };
  const unmoved = lossNow();
  const gradients = network.parameters.map(({ values }) =>
    Float64Array.from(values, (value, i) => {
      values[i] = value + h;
      const up = lossNow();
      values[i] = central ? value - h : value;
      const down = lossNow();
      values[i] = value;
      return (up - down) / (central ? 2 * h : h);
    }),
  );
  return { gradients, unmoved, size };
}

const allLosses: LossPlan[] = [
  'crossEntropy',
  'sumSquares',
  { kind: 'crossEntropy', from: 'logits' },
  { kind: 'crossEntropy', from: 'logits', labelSmoothing: 0.3, reduction: 'sum' },
  { kind: 'crossEntropy', reduction: 'sum' },
  { kind: 'crossEntropy', labelSmoothing: 0.1, convention: 'keras' },
];

/** @param std of the weights. @param hs steps. */
const situations = (std: number[], hs: number[]) =>
  fc.record({
    sizes: fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 2, maxLength: 5 }),
    activation: fc.constantFrom<Activation>('sigmoid', 'tanh', 'relu'),
    loss: fc.constantFrom(...allLosses),
    method: fc.constantFrom('central' as const, 'forward' as const),
    rows: fc.integer({ min: 1, max: 5 }),
    std: fc.constantFrom(...std),
    h: fc.constantFrom(...hs),
    seed: fc.nat(10_000),
  });

/** @param rounding units in the last place of the largest number that the naive loop may lose. */
function holdAgainstNaive(of: ReturnType<typeof situations>, numRuns: number, rounding: number): void {
  fc.assert(
    fc.property(of, ({ sizes, activation, loss, method, rows, std, h, seed }) => {
      const network = new Network({ sizes, activation, dtype: 'float64' });
      const random = new RandomState(seed);
      network.initialise({ kind: 'normal', std }, random);
      const x = random.randn(rows * sizes[0]).map((value) => (Math.abs(value) < 0.5 ? 0 : Math.round(value * 2) / 2));
      const label = Uint8Array.from(random.choice(network.classes, rows));
      const expected = naive(network, x, label, loss, h, method === 'central');
      expect(Number.isFinite(expected.unmoved)).toBe(true);
      const got = numericalGradient(network, { x, label }, { h, method, loss }).gradients;
      const lost = (rounding * 2 ** -52 * expected.size) / h;
      got.forEach((gradient, p) =>
        gradient.forEach((value, i) => {
          const exact = expected.gradients[p][i];
          if (!Object.is(value, exact))
            expect(Math.abs(value - exact)).toBeLessThan(1e-9 * Math.max(1, Math.abs(exact)) + lost);
        }),
      );
    }),
    { numRuns },
  );
}

describe('is the naive loop’s for every shape, activation, loss and method, zeros and repeated inputs included', () => {
  test('within 1e-9, with weights and steps as one has them', () => {
    holdAgainstNaive(situations([0.01, 1], [1e-2, 1e-4]), 300, 0);
  });

  test('and its rounding where exponentials under- and overflow, and where h is lost in a weight', () => {
    const absurd = situations([1e-12, 2, 3, 10, 100, 1e4, 1e8, 1e30], [1e-12, 1e-4, 1, 1e3, 1e6, 1e100]);
    holdAgainstNaive(absurd, 600, 64);
  });

  test('NaN in every place where the loss of the batch is', () => {
    const network = new Network({ sizes: [2, 2, 2], activation: 'relu', dtype: 'float64' });
    network.weights(0).fill(1e200);
    network.weights(1).fill(1e200);
    const batch = { x: Float64Array.of(0, 0, 1, 1), label: Uint8Array.of(0, 1) };
    for (const gradient of numericalGradient(network, batch).gradients)
      expect(gradient.every((value) => Number.isNaN(value))).toBe(true);
  });
});

test('a comparison says where the gradients part, by how much, and fails beyond the tolerance', () => {
  const numerical = Float64Array.of(1, 2, 3, 4);
  const layer = compareGradients('W1', [2, 2], numerical, Float64Array.of(1, 2, -3, 4), new Uint8Array(4), {
    atol: 1e-5,
    rtol: 1e-3,
  });
  expect(layer).toMatchObject({ maxAbsoluteError: 6, maxRelativeError: 2, worstAt: [1, 0], passes: false });
  expect(layer.l2).toBeCloseTo(Math.sqrt(30), 12);
  const nan = compareGradients('b1', [4], numerical, Float64Array.of(1, NaN, 3, 4), new Uint8Array(4), {
    atol: 1e-5,
    rtol: 1e-3,
  });
  expect(nan).toMatchObject({ passes: false, worstAt: [1] });
  const kinked = compareGradients('W1', [2, 2], numerical, Float64Array.of(1, 2, -3, 4), Uint8Array.of(0, 0, 1, 0), {
    atol: 1e-5,
    rtol: 1e-3,
  });
  expect(kinked).toMatchObject({ passes: true, kinks: 1, compared: 3, maxRelativeError: 0 });
  expect([layer, kinked].map(layerVerdict)).toEqual(['wrong', 'right']);
  const [all, none] = [new Uint8Array(4).fill(1), new Float64Array(4)];
  const untold = compareGradients('W1', [2, 2], numerical, none, all, { atol: 1e-5, rtol: 1e-3 });
  expect(untold).toMatchObject({ passes: false, kinks: 4, compared: 0 });
  expect(layerVerdict(untold)).toBe('untold');
  // An input that is always 0 has neither slopes nor kinks, and says nothing; a unit that is dead does.
  const zeros = new Float64Array(6);
  const compare = (kinks: number[]) =>
    compareGradients('W1', [3, 2], zeros, zeros, Uint8Array.from(kinks), { atol: 1e-5, rtol: 1e-3 });
  const [unfed, dead, still] = [[0, 0, 1, 1, 1, 1], [0, 0, 1, 0, 1, 1], zeros].map((kinks) => compare([...kinks]));
  expect(unfed).toMatchObject({ passes: false, kinks: 4, compared: 0 });
  expect([unfed, dead, still].map(layerVerdict)).toEqual(['untold', 'right', 'right']);
  expect([dead, still].map(({ compared }) => compared)).toEqual([1, 6]);
});

test.each(['central', 'forward'] as const)('with an h that vanishes in rounding, %s differences are 0', (method) => {
  const network = new Network({ sizes: [3, 2, 2], activation: 'tanh', dtype: 'float64' });
  network.initialise({ kind: 'normal', std: 1 }, new RandomState(0));
  const batch = { x: Float64Array.of(1, 0.5, 0, 0.1, 1, 0.2), label: Uint8Array.of(0, 1) };
  // The inverse of the last of them is beyond a double.
  for (const h of [1e-50, 1e-300, 1e-320]) {
    const { gradients } = numericalGradient(network, batch, { h, method });
    expect(gradients.every((gradient) => gradient.every((slope) => slope === 0))).toBe(true);
  }
});

test.each([0, NaN, -1e-4, Infinity])('h = %s is refused', (h) => {
  const network = new Network({ sizes: [1, 1], activation: 'relu', dtype: 'float64' });
  expect(() => numericalGradient(network, { x: Float64Array.of(1), label: Uint8Array.of(0) }, { h })).toThrow(
    /^h: expected a positive number/,
  );
});

test('a float32 network and a batch of another shape are refused', () => {
  const narrow = new Network({ sizes: [2, 1], activation: 'relu', dtype: 'float32' });
  const batch = { x: Float64Array.of(1, 2), label: Uint8Array.of(0) };
  expect(() => numericalGradient(narrow, batch)).toThrow(/float64/);
  const network = new Network({ sizes: [3, 1], activation: 'relu', dtype: 'float64' });
  expect(() => numericalGradient(network, batch)).toThrow('x: expected 3 values for 1 rows of 3 inputs, got 2.');
});
