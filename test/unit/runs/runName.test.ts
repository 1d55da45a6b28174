import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkExperiment } from '../../../src/runs/experiment';
import { nextColor } from '../../../src/runs/runColor';
import { checkName, runName, uniqueName } from '../../../src/runs/runName';

describe('the name of a run', () => {
  it.each<[unknown, string]>([
    [{}, 'relu · lr 0.1'],
    [{ network: { activation: 'sigmoid' }, optimizer: { learningRate: 10 } }, 'sigmoid · lr 10'],
    [{ network: { hidden: [50, 100] } }, 'relu · lr 0.1 · 50→100 hidden'],
    [{ network: { hidden: [] } }, 'relu · lr 0.1 · no hidden layer'],
    [{ network: { init: { kind: 'he' } } }, 'relu · lr 0.1 · he'],
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
      'relu · lr 0.1 · sumSquares · batch 10 · shuffle · float64 · 600 steps · loss after · seed 3',
    ],
    [{ evaluateEvery: 100 }, 'relu · lr 0.1 · evaluated every 100'],
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
