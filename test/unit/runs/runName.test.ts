import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkExperiment } from '../../../src/runs/experiment';
import { nextColor } from '../../../src/runs/runColor';
import type { Say } from '../../../src/engine';
import { checkName, fullName, namesApart, runName, uniqueName } from '../../../src/runs/runName';

describe('the name of a run', () => {
  it.each<[unknown, string]>([
    [{}, 'relu · lr 0.1'],
    [{ network: { activation: 'sigmoid' }, optimizer: { learningRate: 10 } }, 'sigmoid · lr 10'],
    [{ network: { hidden: [50, 100] } }, 'relu · lr 0.1 · 50→100 hidden'],
    [{ network: { hidden: [] } }, 'relu · lr 0.1 · no hidden layer'],
    [{ network: { init: { kind: 'he' } } }, 'relu · lr 0.1 · He'],
    [{ network: { init: { kind: 'normal', std: 1 } } }, 'relu · lr 0.1 · std 1'],
    [
      {
        batch: { size: 10, sampling: 'shuffle' },
        dtype: 'float64',
        seed: 3,
        steps: 600,
        loss: 'sumSquares',
        recordLoss: 'after',
      },
      'relu · lr 0.1 · sum of squares · batch 10 · shuffle each epoch · float64 · 600 steps · loss after the update · seed 3',
    ],
    [{ evaluateEvery: 100 }, 'relu · lr 0.1 · evaluated every 100'],
    [{ steps: 1 }, 'relu · lr 0.1 · 1 step'],
    [{ loss: { kind: 'crossEntropy', from: 'logits', labelSmoothing: 0.1 } }, 'relu · lr 0.1 · logits smoothed 0.1'],
    [{ gradient: { kind: 'centralDifference', h: 0.001 } }, 'relu · lr 0.1 · central difference h 0.001'],
  ])('says what differs from the default in %j', (value, name) => {
    expect(runName(checkExperiment(value))).toBe(name);
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

describe('runs shown together', () => {
  const run = (value: unknown, name?: string) => {
    const experiment = checkExperiment(value);
    return { experiment, name: name ?? runName(experiment) };
  };

  it('are called by what differs between them', () => {
    expect(namesApart([run({}), run({ optimizer: { learningRate: 0.5 } })])).toEqual(['lr 0.1', 'lr 0.5']);
    const deep = { network: { hidden: [50, 100], activation: 'tanh' }, seed: 3 };
    expect(namesApart([run({ seed: 3 }), run(deep)])).toEqual(['relu · 50 hidden', 'tanh · 50→100 hidden']);
  });

  it('each say only what the most have otherwise', () => {
    const six: unknown[] = [
      { steps: 1500 },
      { steps: 1500, optimizer: { learningRate: 0.5 } },
      { steps: 1500, batch: { size: 10 } },
      { steps: 1500, loss: 'sumSquares' },
      { steps: 1500, network: { activation: 'sigmoid' } },
      { steps: 1, seed: 7 },
    ];
    expect(namesApart(six.map((value) => run(value)))).toEqual([
      'relu · lr 0.1',
      'lr 0.5',
      'batch 10',
      'sum of squares',
      'sigmoid',
      '1 step · seed 7',
    ]);
  });

  it('are named in the reader’s language, but for a name that somebody chose', () => {
    const korean: Say = (template, ...values) =>
      template.replace('lr', '학습률').replace(/\{(\d+)\}/g, (_, i: string) => String(values[Number(i)]));
    const runs = [run({}), run({ optimizer: { learningRate: 0.5 } }), run({}, 'mine'), run({}, 'relu · lr 0.1 (2)')];
    expect(namesApart(runs, korean)).toEqual(['학습률 0.1', '학습률 0.5', 'mine', '학습률 0.1 (2)']);
    expect(runs.map((given) => fullName(given, korean))).toEqual([
      'relu · 학습률 0.1',
      'relu · 학습률 0.5',
      'mine',
      'relu · 학습률 0.1 (2)',
    ]);
  });

  it('keep a name that somebody chose, and the number of a repetition', () => {
    const fast = { optimizer: { learningRate: 0.5 } };
    expect(namesApart([run({}), run({}, 'relu · lr 0.1 (2)'), run(fast), run(fast, 'the fast one')])).toEqual([
      'lr 0.1',
      'lr 0.1 (2)',
      'lr 0.5',
      'the fast one',
    ]);
  });

  it('keep their whole names where nothing differs or a difference is hidden', () => {
    expect(namesApart([run({})])).toEqual(['relu · lr 0.1']);
    expect(namesApart([run({}), run({}, 'relu · lr 0.1 (2)')])).toEqual(['relu · lr 0.1', 'relu · lr 0.1 (2)']);
    expect(namesApart([run({}), run({ seed: 3 }), run({ seed: 4 }, 'seed 3')])).toEqual([
      'seed 0',
      'relu · lr 0.1 · seed 3',
      'seed 3',
    ]);
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
