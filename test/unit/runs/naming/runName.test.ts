import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkExperiment } from '../../../../src/runs/experiment/experiment';
import { nextColor } from '../../../../src/runs/naming/runColor';
import { english, type Say } from '../../../../src/engine/badInput';
import {
  beside,
  checkName,
  described,
  differences,
  nameOfFile,
  runName,
  shownName,
  uniqueName,
} from '../../../../src/runs/naming/runName';

describe('the name of a run', () => {
  it.each<[unknown, string]>([
    [{}, 'relu · lr 0.1'],
    [{ network: { activation: 'sigmoid' }, optimizer: { learningRate: 10 } }, 'sigmoid · lr 10'],
    [{ network: { hidden: [50, 100] } }, '50→100 hidden'],
    [{ network: { hidden: [] } }, 'no hidden layer'],
    [{ network: { init: { kind: 'he' } } }, 'He'],
    [{ network: { init: { kind: 'normal', std: 1 } } }, 'std 1'],
    [{ evaluateEvery: 100 }, 'evaluated every 100'],
    [{ steps: 1 }, '1 step'],
    [{ steps: 1_000_000 }, '1,000,000 steps'],
    [{ optimizer: { learningRate: 1e30 } }, 'lr 1e30'],
    [{ optimizer: { learningRate: 0.0001 }, batch: { size: 6000 } }, 'lr 1e-4 · batch 6,000'],
    [{ network: { hidden: [1000, 50] } }, '1,000→50 hidden'],
    // Not a quantity: it is typed as it stands.
    [{ seed: 12345 }, 'seed 12345'],
    [{ optimizer: { kind: 'momentum', momentum: 0.5 } }, 'lr 0.01 · Momentum 0.5'],
    [{ optimizer: { kind: 'adam', beta1: 0.8, learningRate: 0.1 } }, 'Adam β 0.8, 0.999'],
    [{ loss: { kind: 'crossEntropy', from: 'logits', labelSmoothing: 0.1 } }, 'logits label smoothing 0.1'],
    [{ loss: { kind: 'crossEntropy', ignoreIndex: 8, convention: 'keras' } }, 'cross-entropy without 8 as Keras'],
    [{ gradient: { kind: 'centralDifference', h: 0.001 } }, 'central difference h 0.001'],
  ])('says what differs from the default in %j', (value, name) => {
    expect(runName(checkExperiment(value))).toBe(name);
  });

  it('says what fits, one thing at least, and a description all of it', () => {
    const experiment = checkExperiment({
      batch: { size: 10, sampling: 'shuffle' },
      dtype: 'float64',
      seed: 3,
      steps: 600,
      loss: 'sumSquares',
      recordLoss: 'after',
    });
    expect(runName(experiment)).toBe('sum of squares · float64');
    // What is too long to be said keeps nothing from being named that comes after it.
    const weighted = { labelSmoothing: 0.1, classWeights: [1, 2, 1, 1, 1, 1, 1, 1, 1, 1] };
    const momentum = { kind: 'momentum', learningRate: 0.01 };
    expect(runName(checkExperiment({ loss: weighted, optimizer: momentum }))).toBe('lr 0.01 · Momentum');
    const loss = { labelSmoothing: 0.1, ignoreIndex: 8, reduction: 'sum' };
    expect(runName(checkExperiment({ loss }))).toBe('cross-entropy label smoothing 0.1 without 8 summed');
    expect(described(experiment)).toBe(
      'relu · lr 0.1 · sum of squares · batch 10 · shuffle each epoch · float64 · 600 steps · loss after the update · seed 3',
    );
  });

  it.each([
    ['adam-wide.losslab.json', 'adam-wide'],
    ['a b.LossLab.JSON', 'a b'],
    ['plain.json', 'plain'],
    ['x'.repeat(200) + '.losslab.json', 'x'.repeat(100)],
    ['.losslab.json', undefined],
  ])('is that of the experiment file %s', (file, name) => {
    expect(nameOfFile(file)).toBe(name);
    if (name !== undefined) expect(checkName(name)).toBe(name);
  });

  it('is unlike every other', () => {
    expect(uniqueName('a', ['b'])).toBe('a');
    expect(uniqueName('a', ['a', 'a (2)', 'a (4)'])).toBe('a (3)');
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b', 'a (2)')), (wanted) => {
        const names: string[] = [];
        for (const name of wanted) names.push(uniqueName(name, names));
        expect(new Set(names).size).toBe(names.length);
      }),
    );
  });

  it('is one line that somebody can read', () => {
    expect(checkName('  the book’s run ')).toBe('the book’s run');
    expect(checkName('x'.repeat(100))).toHaveLength(100);
    for (const name of ['', '  ', 'two\nlines', 'x'.repeat(101)])
      expect(() => checkName(name)).toThrow('A run’s name has one line of 1 to 100 characters.');
  });
});

describe('runs beside each other', () => {
  const run = (value: unknown, name?: string) => {
    const experiment = checkExperiment(value);
    return { experiment, name: name ?? runName(experiment) };
  };

  it('keep their names whatever runs come after them, and say beside them what tells them apart', () => {
    const given: { experiment: ReturnType<typeof checkExperiment>; name: string }[] = [];
    const said: string[] = [];
    for (const value of [{}, { optimizer: { learningRate: 0.5 } }, { seed: 3 }, {}, { network: { hidden: [] } }]) {
      const experiment = checkExperiment(value);
      given.push({
        experiment,
        name: uniqueName(
          runName(experiment),
          given.map(({ name }) => name),
        ),
      });
      said.push(shownName(given[given.length - 1], english));
      expect(given.map((other) => shownName(other, english))).toEqual(said);
    }
    expect(said).toEqual(['relu · lr 0.1', 'lr 0.5', 'seed 3', 'relu · lr 0.1 (2)', 'no hidden layer']);
    // Their names say it all.
    expect(differences(given)).toEqual([[], [], [], [], []]);
  });

  it('say only what the most have otherwise, and not what their name says', () => {
    const six = [
      run({ steps: 1500 }),
      run({ steps: 1500, optimizer: { learningRate: 0.5 } }, 'the fast one'),
      run({ steps: 1500, batch: { size: 10 } }, 'adam-wide'),
      run({ steps: 1500, network: { activation: 'sigmoid' }, seed: 1, dtype: 'float64', batch: { size: 7 } }),
      run({ steps: 1, seed: 7 }),
    ];
    expect(six.map(({ name }) => name).slice(3)).toEqual(['sigmoid · batch 7', '1 step · seed 7']);
    expect(differences(six)).toEqual([[], ['lr 0.5'], ['batch 10'], ['float64', 'seed 1'], []]);
  });

  it.each([
    ['adam-wide', [], ''],
    ['adam-wide', ['lr 0.5'], 'lr 0.5'],
    ['smooth', ['lr 0.5', 'seed 3', 'batch 10'], 'lr 0.5 · seed 3'],
    ['adam-wide', ['cross-entropy weighted', 'seed 3'], ''],
    ['1000000 steps · seed 7', ['lr 0.1'], ''],
  ])('say beside “%s”, as far as a row has room, %j', (name, differing, said) => {
    expect(beside(name, differing)).toBe(said);
  });

  it('are named in the reader’s language, but for a name that somebody chose', () => {
    const korean: Say = (template, ...values) =>
      template.replace('lr', '학습률').replace(/\{(\d+)\}/g, (_, i: string) => String(values[Number(i)]));
    const runs = [run({}), run({ optimizer: { learningRate: 0.5 } }), run({}, 'mine'), run({}, 'relu · lr 0.1 (2)')];
    const names = ['relu · 학습률 0.1', '학습률 0.5', 'mine', 'relu · 학습률 0.1 (2)'];
    expect(runs.map((given) => shownName(given, korean))).toEqual(names);
  });
});

describe('the colour of a run', () => {
  it('is one that no run has, the first of the palette', () => {
    expect(nextColor([])).toBe(0);
    expect(
      nextColor([
        { color: 0, createdAt: 1 },
        { color: 2, createdAt: 2 },
      ]),
    ).toBe(1);
  });

  it('is the one unused for longest when all are used', () => {
    const runs = [3, 1, 4, 0, 5, 2, 6, 7].map((color, index) => ({ color, createdAt: index }));
    expect(nextColor(runs)).toBe(3);
    expect(nextColor([...runs, { color: 3, createdAt: 8 }])).toBe(1);
  });
});
