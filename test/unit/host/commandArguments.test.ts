import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BadInput } from '../../../src/engine';
import { isRow, runsOf } from '../../../src/host/commandArguments';
import { defaultExperiment } from '../../../src/runs/experiment/experiment';
import type { RunSummary } from '../../../src/runs/run';

const run = (id: string): RunSummary => ({
  id,
  name: id,
  color: 0,
  experiment: defaultExperiment,
  state: 'done',
  createdAt: 1,
  steps: 1,
  seconds: 1,
  finalLoss: 1,
  smoothedLoss: 1,
  accuracy: null,
  divergedAt: null,
  message: null,
});
const runs = [run('a'), run('b'), run('c')];
const ids = (given: readonly unknown[], selection: readonly RunSummary[] = []) =>
  runsOf(given, runs, selection).map(({ id }) => id);

test('a menu hands over the run and what is selected with it, a key nothing', () => {
  expect(ids([run('a')])).toEqual(['a']);
  expect(ids([run('a'), [run('a'), run('c')]])).toEqual(['a', 'c']);
  expect(ids([], [run('b')])).toEqual(['b']);
  expect(ids([undefined, undefined], [run('b')])).toEqual(['b']);
  expect(ids([])).toEqual([]);
});

test('of what is handed over the id alone counts', () => {
  expect(runsOf([{ id: 'a', name: 5 }], runs, [])[0]).toBe(runs[0]);
  expect(() => ids([run('gone')])).toThrow('That run is no longer there.');
});

test('with a run that a newer Loss Lab made nothing can be done', () => {
  const newer = [{ id: 'n', name: 'of tomorrow', createdAt: 2 }];
  expect(() => runsOf([], runs, [run('a'), ...newer], newer)).toThrow(
    'The run “of tomorrow” was made by a newer Loss Lab: only that can do something with it.',
  );
});

test('anything else is one sentence, whatever it is', () => {
  const refused = 'This command is for the runs of the Runs view.';
  for (const junk of [5, 'a', true, {}, { id: 5 }, [], () => 1, Symbol('a'), 1n])
    expect(() => ids([junk])).toThrow(refused);
  for (const junk of [5, 'a', {}, [5], [null], new Array(1e8)]) expect(() => ids([run('a'), junk])).toThrow(refused);
  fc.assert(
    fc.property(fc.array(fc.anything()), (given) => {
      isRow(given[0]);
      try {
        ids(given);
      } catch (error) {
        expect(error).toBeInstanceOf(BadInput);
      }
    }),
  );
});
