import { describe, expect, it } from 'vitest';
import { defaultExperiment } from '../../../../src/runs/experiment/experiment';
import { exportRun } from '../../../../src/runs/export/exportRun';
import type { RunSummary } from '../../../../src/runs/run';

const run: RunSummary = {
  id: 'a-1',
  name: 'relu · lr 0.1',
  color: 0,
  experiment: { ...defaultExperiment, dtype: 'float64' },
  state: 'diverged',
  createdAt: 1,
  steps: 4,
  seconds: 0.5,
  finalLoss: NaN,
  smoothedLoss: 1.3,
  accuracy: { step: 0, train: 0.1, test: 0.2 },
  divergedAt: 2,
  message: null,
};
const loss = Float64Array.of(2.3025850929940455, 0.1 + 0.2, Infinity, NaN);

const text = (...asked: Parameters<typeof exportRun>) => [...exportRun(...asked)].join('');

describe('exportRun', () => {
  it('writes a line a step, with each number to its last digit', () => {
    const accuracy = [
      { step: 0, train: 0.1, test: 0.2 },
      { step: 4, train: 0.3, test: 0.25 },
    ];
    expect(text(run, { id: run.id, loss, accuracy }, 'csv')).toBe(
      'step,loss,trainAccuracy,testAccuracy\n' +
        '0,2.3025850929940455,0.1,0.2\n1,0.30000000000000004,,\n2,Infinity,,\n3,NaN,,\n4,,0.3,0.25\n',
    );
    expect(text(run, { id: run.id, loss: new Float64Array(), accuracy: [] }, 'csv')).toBe(
      'step,loss,trainAccuracy,testAccuracy\n',
    );
  });

  it('says of losses in float32 that they are, and writes the digits that a float32 has', () => {
    const single = { ...run, experiment: defaultExperiment };
    const losses = Float64Array.from([2.3, 1e-8, -Infinity], Math.fround);
    const csv = text(single, { id: run.id, loss: losses, accuracy: [] }, 'csv');
    expect(csv).toBe('step,loss (float32),trainAccuracy,testAccuracy\n0,2.3,,\n1,1e-8,,\n2,-Infinity,,\n');
    const read = csv
      .split('\n')
      .slice(1, -1)
      .map((line) => Math.fround(Number(line.split(',')[1])));
    expect(read).toEqual([...losses]);
  });

  it('keeps losses that are not finite apart in JSON', () => {
    const exported = text(run, { id: run.id, loss, accuracy: [] }, 'json');
    const value = JSON.parse(exported) as { run: unknown; loss: (number | string)[]; accuracy: unknown };
    expect(value.loss).toEqual([2.3025850929940455, 0.30000000000000004, 'Infinity', 'NaN']);
    expect(value.loss.map(Number)).toEqual(Array.from(loss));
    expect(value.run).toEqual({ ...run, finalLoss: 'NaN' });
    expect(value.accuracy).toEqual([]);
  });

  it('writes many steps in slices, and what comes far after them without what is between', () => {
    const long = Float64Array.from({ length: 25_000 }, (_, step) => step);
    const accuracy = [{ step: 1e9, train: 0.5, test: 0.5 }];
    const slices = [...exportRun(run, { id: run.id, loss: long, accuracy }, 'csv')];
    expect(Math.max(...slices.map(({ length }) => length))).toBeLessThan(300_000);
    const lines = slices.join('').split('\n');
    expect([lines[25_000], ...lines.slice(25_001)]).toEqual(['24999,24999,,', '1000000000,,0.5,0.5', '']);
    const json = JSON.parse(text(run, { id: run.id, loss: long, accuracy }, 'json')) as { loss: number[] };
    expect(json.loss).toEqual([...long]);
  });
});
