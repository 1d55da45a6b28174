import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  batchFault,
  checkExperiment,
  defaultExperiment,
  experimentFaults,
} from '../../../../src/runs/experiment/experiment';

const faults = (value: unknown) => experimentFaults(value).map(({ place, message }) => [place, message]);

describe('an experiment', () => {
  it('has the defaults of the book’s network', () => {
    expect(defaultExperiment).toEqual({
      data: 'mnist',
      network: { hidden: [50], activation: 'relu', init: { kind: 'normal', std: 0.01 } },
      loss: 'crossEntropy',
      batch: { size: 100, sampling: 'withReplacement' },
      optimizer: { kind: 'sgd', learningRate: 0.1 },
      gradient: 'backprop',
      steps: 3000,
      evaluateEvery: 600,
      recordLoss: 'before',
      seed: 0,
      dtype: 'float32',
    });
  });

  it('keeps what is given and fills in the rest', () => {
    const experiment = checkExperiment({ network: { hidden: [] }, batch: { size: 10 }, seed: 4294967295 });
    expect(experiment).toEqual({
      ...defaultExperiment,
      network: { ...defaultExperiment.network, hidden: [] },
      batch: { ...defaultExperiment.batch, size: 10 },
      seed: 4294967295,
    });
    expect(checkExperiment(experiment)).toEqual(experiment);
  });

  it.each([
    { kind: 'crossEntropy' },
    { from: 'probabilities', labelSmoothing: 0, reduction: 'mean', convention: 'keras' },
    { classWeights: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1] },
  ])('is the default one where its loss is spelled out as %j', (loss) => {
    expect(checkExperiment({ loss })).toEqual(defaultExperiment);
  });

  it('keeps weights that are not one a class, all 1 or none, for its data to refuse', () => {
    for (const classWeights of [[], [1], [1, 1, 1], new Array(11).fill(1)])
      expect(checkExperiment({ loss: { classWeights } }).loss).toMatchObject({ classWeights });
  });

  it('draws first weights from the normal distribution where only its std is given', () => {
    expect(checkExperiment({ network: { init: { std: 1 } } }).network.init).toEqual({ kind: 'normal', std: 1 });
  });

  it.each<[value: unknown, place: string, message: string]>([
    [
      { loss: { kind: 'sumSquares' } },
      'loss.kind',
      'loss.kind: expected "crossEntropy" (or "sumSquares" as the whole loss), got "sumSquares".',
    ],
    [5, '', 'experiment: expected an object, got 5.'],
    [[], '', 'experiment: expected an object, got [].'],
    [{ network: [] }, 'network', 'network: expected an object, got [].'],
    [{ batch: null }, 'batch', 'batch: expected an object, got null.'],
    [{ speed: 1 }, 'speed', 'speed: there is no such key in an experiment.'],
    [{ network: { layers: 1 } }, 'network.layers', 'network.layers: there is no such key in an experiment.'],
    [JSON.parse('{"__proto__": 1}'), '__proto__', '__proto__: there is no such key in an experiment.'],
    [{ network: { hidden: 50 } }, 'network.hidden', 'network.hidden: expected a list of layer sizes, got 50.'],
    [
      { network: { hidden: [50, 0] } },
      'network.hidden.1',
      'network.hidden.1: expected a whole number from 1 to 100,000, got 0.',
    ],
    [
      { network: { init: { kind: 'he', std: 1 } } },
      'network.init.std',
      'network.init.std: there is no such key in an experiment.',
    ],
    [{ gradient: {} }, 'gradient.kind', 'gradient.kind: expected a value, got none.'],
    [{ batch: { size: 0 } }, 'batch.size', 'batch.size: expected a whole number from 1, got 0.'],
    [{ batch: { size: '100' } }, 'batch.size', 'batch.size: expected a whole number from 1, got "100".'],
    [
      { optimizer: { learningRate: 0 } },
      'optimizer.learningRate',
      'optimizer.learningRate: expected a positive number, got 0.',
    ],
    [
      { optimizer: { learningRate: NaN } },
      'optimizer.learningRate',
      'optimizer.learningRate: expected a positive number, got NaN.',
    ],
    [
      JSON.parse('{"optimizer":{"learningRate":1e400}}'),
      'optimizer.learningRate',
      'optimizer.learningRate: expected a positive number, got Infinity.',
    ],
    [{ steps: () => 3 }, 'steps', 'steps: expected a whole number from 1 to 100,000,000, got function.'],
    [{ steps: 1.5 }, 'steps', 'steps: expected a whole number from 1 to 100,000,000, got 1.5.'],
    [{ seed: -1 }, 'seed', 'seed: expected a whole number from 0 to 4,294,967,295, got -1.'],
    [{ dtype: 'float16' }, 'dtype', 'dtype: expected "float32" or "float64", got "float16".'],
    [{ dtype: 'x'.repeat(500) }, 'dtype', `dtype: expected "float32" or "float64", got "${'x'.repeat(59)}….`],
  ])('refuses %j in one sentence that names the place', (value, place, message) => {
    expect(faults(value)).toEqual([[place, message]]);
    expect(() => checkExperiment(value)).toThrow(message);
  });

  it('names every fault, each at its key', () => {
    expect(
      faults({ steps: 0, batch: { size: 0 }, x: 1 })
        .map(([place]) => place)
        .sort(),
    ).toEqual(['batch.size', 'steps', 'x']);
  });

  it('answers anything at all with an experiment or with sentences', () => {
    const keys = fc.constantFrom('data', 'network', 'hidden', 'init', 'batch', 'size', 'optimizer', 'seed', 'x');
    fc.assert(
      fc.property(fc.anything({ key: keys, withBigInt: false }), (value) => {
        const found = faults(value);
        if (found.length === 0) expect(checkExperiment(value)).toHaveProperty('network.hidden');
        for (const [, message] of found) expect(message).toMatch(/^[^]+\.$/);
      }),
    );
  });

  it('may not draw batches larger than the data', () => {
    const experiment = checkExperiment({ batch: { size: 60_001 } });
    expect(batchFault(experiment, 60_001)).toBeUndefined();
    const fault = batchFault(experiment, 60_000);
    expect(fault?.place).toBe('batch.size');
    expect(fault?.message).toBe('batch.size: expected at most the 60,000 training samples, got 60,001.');
  });
});
