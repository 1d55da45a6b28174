import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  crossEntropyError,
  Loss,
  Network,
  Pass,
  RandomState,
  softmax,
  sumSquaresError,
  type Activation,
  type LossName,
} from '../../../src/engine';

const shapes = fc.record({
  sizes: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 2, maxLength: 4 }),
  activation: fc.constantFrom<Activation>('sigmoid', 'tanh', 'relu'),
  loss: fc.constantFrom<LossName>('crossEntropy', 'sumSquares'),
  rows: fc.integer({ min: 1, max: 4 }),
  seed: fc.nat(10_000),
});

test('backpropagation gives the central difference of every parameter, for every shape, activation and loss', () => {
  fc.assert(
    fc.property(shapes, ({ sizes, activation, loss, rows, seed }) => {
      const network = new Network({ sizes, activation, dtype: 'float64' });
      const random = new RandomState(seed);
      network.initialise({ kind: 'normal', std: 1 }, random);
      const classes = sizes[sizes.length - 1];
      const x = random.randn(rows * sizes[0]);
      const label = Uint8Array.from(random.choice(classes, rows));
      // Biases of 0 would put units whose inputs are all dead exactly on ReLU's kink.
      for (let layer = 0; layer < network.layers; layer++)
        network.biases(layer).set(random.randn(network.biases(layer).length));
      const pass = new Pass(network, rows);
      const target = { form: 'label', label } as const;
      // Without δ, which the book's gradient leaves out.
      const lossNow = () =>
        loss === 'crossEntropy'
          ? crossEntropyError(pass.predict(x, rows), target, { classes, delta: 0 })
          : sumSquaresError(pass.predict(x, rows), target, { classes });

      const gradients = network.parameters.map(({ values }) => new Float64Array(values.length));
      new Loss(loss, classes).ofScores(pass.scores(x, rows), target, pass.dScores);
      pass.backward(x, rows, gradients);

      const h = 1e-6;
      network.parameters.forEach(({ values }, p) => {
        for (let i = 0; i < values.length; i++) {
          const value = values[i];
          values[i] = value + h;
          const up = lossNow();
          values[i] = value - h;
          const down = lossNow();
          values[i] = value;
          expect(Math.abs((up - down) / (2 * h) - gradients[p][i])).toBeLessThan(1e-6);
        }
      });
    }),
    { numRuns: 60 },
  );
});

test('softmax rows sum to 1, however large the scores, and let a NaN through', () => {
  const y = softmax(Float64Array.of(1000, 1001, -1000, 0, 0, 0), 2, 3);
  expect(y[0] + y[1] + y[2]).toBeCloseTo(1, 12);
  expect([...y.subarray(3)]).toEqual([1 / 3, 1 / 3, 1 / 3]);
  expect([...softmax(Float64Array.of(0, NaN), 1, 2)]).toEqual([NaN, NaN]);
});

test('weights are drawn in the book’s order: W1, then W2, biases zero', () => {
  const network = new Network({ sizes: [3, 2, 2], activation: 'relu', dtype: 'float64' });
  network.initialise({ kind: 'normal', std: 0.01 }, new RandomState(0));
  const drawn = new RandomState(0).randn(10).map((value) => 0.01 * value);
  expect(network.parameters.map(({ name }) => name)).toEqual(['W1', 'b1', 'W2', 'b2']);
  expect(network.parameters[0].values).toEqual(drawn.slice(0, 6));
  expect(network.parameters[2].values).toEqual(drawn.slice(6));
  expect([...network.parameters[1].values]).toEqual([0, 0]);
});

test.each([
  [{ kind: 'he' }, [Math.sqrt(2 / 3), Math.sqrt(2 / 5)]],
  [{ kind: 'xavier' }, [Math.sqrt(1 / 3), Math.sqrt(1 / 5)]],
] as const)('%j scales each layer by its inputs', (init, scales) => {
  const network = new Network({ sizes: [3, 5, 2], activation: 'relu', dtype: 'float64' });
  network.initialise(init, new RandomState(1));
  const drawn = new RandomState(1).randn(25);
  expect(network.weights(0)).toEqual(drawn.slice(0, 15).map((value) => scales[0] * value));
  expect(network.weights(1)).toEqual(drawn.slice(15).map((value) => scales[1] * value));
});
