import { describe, expect, test } from 'vitest';
import { GradientChecker, Trainer, type Samples, type TrainingPlan } from '../../../src/engine';

/** Three classes of 4 × 3 pictures. */
const tiny: Samples = {
  pixels: Uint8Array.from({ length: 30 * 12 }, (_, i) => ((i * 37) % 5 === 0 ? (i * 91) % 256 : 0)),
  labels: Uint8Array.from({ length: 30 }, (_, i) => i % 3),
  count: 30,
  inputs: 12,
  classes: 3,
};
const book: TrainingPlan = {
  network: { hidden: [5], activation: 'sigmoid', init: { kind: 'xavier' } },
  loss: 'crossEntropy',
  batch: { size: 10, sampling: 'withReplacement' },
  optimizer: { kind: 'sgd', learningRate: 0.1 },
  steps: 8,
  evaluateEvery: 100,
  recordLoss: 'after',
  seed: 1,
  dtype: 'float64',
};
const losses = (trainer: Trainer) => {
  const list: number[] = [];
  while (!trainer.done) list.push(trainer.step().loss);
  return list;
};

describe('training by numerical gradients', () => {
  const backprop = losses(new Trainer(book, tiny, tiny));

  test.each([
    // Backpropagation takes the book's (y − t) / N, which leaves δ = 1e-7 out.
    ['centralDifference' as const, 1e-7],
    ['forwardDifference' as const, 1e-4],
    [{ kind: 'centralDifference' as const, h: 1e-5 }, 1e-7],
  ])('%j goes the way of backpropagation', (gradient, tolerance) => {
    const numerical = losses(new Trainer({ ...book, gradient }, tiny, tiny));
    numerical.forEach((loss, step) => expect(Math.abs(loss - backprop[step])).toBeLessThan(tolerance));
    expect(numerical).not.toEqual(backprop);
  });

  test('differences are taken in float64 for a float32 network too', () => {
    const plan: TrainingPlan = {
      ...book,
      dtype: 'float32',
      optimizer: { kind: 'momentum', learningRate: 0.1, momentum: 0.9 },
    };
    const [exact, numerical] = [
      losses(new Trainer(plan, tiny, tiny)),
      losses(new Trainer({ ...plan, gradient: 'centralDifference' }, tiny, tiny)),
    ];
    numerical.forEach((loss, step) => expect(Math.abs(loss - exact[step])).toBeLessThan(1e-5));
  });

  const moments = ['before', 'after'] as const;
  test.each(moments)(
    'a step whose loss is taken %s it tells how far it is, and is not taken before its end',
    (recordLoss) => {
      const network = { ...book.network, hidden: [4, 3] };
      const optimizer = { kind: 'momentum', learningRate: 0.01, momentum: 0.9 } as const;
      const plan: TrainingPlan = { ...book, gradient: 'centralDifference', network, optimizer, recordLoss };
      const whole = losses(new Trainer(plan, tiny, tiny));
      const cut = new Trainer(plan, tiny, tiny);
      cut.step();
      const start = cut.checkpoint();
      const shares: number[] = [];
      const slices = cut.stepInSlices();
      for (let slice = slices.next(); !slice.done; slice = slices.next()) {
        shares.push(slice.value);
        expect(cut.stepsDone).toBe(1);
        expect(cut.checkpoint()).toEqual(start);
      }
      expect(shares).toEqual([...shares].sort((a, b) => a - b));
      expect(new Set(shares).size).toBeGreaterThan(10);
      expect(cut.stepsDone).toBe(2);
      expect(losses(Trainer.restore(plan, tiny, tiny, start))).toEqual(whole.slice(1));
      expect(losses(cut)).toEqual(whole.slice(2));
    },
  );
});

describe('a loss with options', () => {
  const options: TrainingPlan['loss'][] = [
    { kind: 'crossEntropy', from: 'logits' },
    { kind: 'crossEntropy', from: 'probabilities', labelSmoothing: 0.2 },
    { kind: 'crossEntropy', from: 'logits', classWeights: [1, 2, 0.5], labelSmoothing: 0.1 },
    { kind: 'crossEntropy', from: 'logits', classWeights: [1, 2, 0.5], convention: 'keras', ignoreIndex: 1 },
    { kind: 'crossEntropy', from: 'probabilities', reduction: 'sum', ignoreIndex: 0 },
  ];

  test.each(options)('%j passes the gradient check in every layer', (loss) => {
    const checker = GradientChecker.of({ ...book, loss, network: { ...book.network, hidden: [5, 4] } }, tiny);
    const slices = checker.numericalInSlices();
    let slice = slices.next();
    while (!slice.done) slice = slices.next();
    const differenced = checker.backprop(undefined, 'differenced');
    const tolerance = { atol: 1e-8, rtol: 1e-6 };
    const { layers } = checker.compare(slice.value, checker.backprop(), differenced, tolerance);
    expect(layers.map(({ name, passes }) => [name, passes])).toEqual(layers.map(({ name }) => [name, true]));
    expect(layers.every(({ l2 }) => l2 > 0)).toBe(true);
  });

  test('from logits is what from probabilities is, but for δ', () => {
    const [a, b] = (['logits', 'probabilities'] as const).map((from) =>
      losses(new Trainer({ ...book, loss: { kind: 'crossEntropy', from } }, tiny, tiny)),
    );
    a.forEach((loss, step) => expect(Math.abs(loss - b[step])).toBeLessThan(1e-5));
  });

  test('weights that do not fit, and a batch of nothing but the ignored label, are explained', () => {
    expect(() => new Trainer({ ...book, loss: { kind: 'crossEntropy', classWeights: [1] } }, tiny, tiny)).toThrow(
      'classWeights: expected 3 weights, one a class, got 1.',
    );
    const one: Samples = { ...tiny, labels: new Uint8Array(30) };
    const trainer = new Trainer({ ...book, loss: { kind: 'crossEntropy', ignoreIndex: 0 } }, one, one);
    expect(() => trainer.step()).toThrow(
      'ignoreIndex: every label is 0, so that there is no loss to take the mean of.',
    );
  });
});
