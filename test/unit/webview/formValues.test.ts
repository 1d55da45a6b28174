import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { checkExperiment, defaultExperiment, experimentSchema } from '../../../src/runs/experiment/experiment';
import { experimentFields, fieldsOf } from '../../../src/runs/experiment/experimentFields';
import { arranged, changed } from '../../../webview/labs/train/fieldOrder';
import { choicesOf, labelOf, nameOf } from '../../../webview/labs/train/fieldWords';
import { chosen, countingFields, formOf, readForm, wantedOf } from '../../../webview/labs/train/formValues';
import { summaryOf } from '../../../webview/labs/train/formSummary';

const gigabyte = 2 ** 30;
const book = formOf(defaultExperiment);
const faultsOf = (typed: Record<string, string>, memory?: number) => readForm({ ...book, ...typed }, memory).faults;

test('every field is checked by itself, with what stands in it', () => {
  expect(
    faultsOf({
      'network.hidden': '50, 0',
      'optimizer.learningRate': 'abc',
      'batch.size': '70000',
      evaluateEvery: '0',
      seed: '',
      'loss.labelSmoothing': '2',
      'loss.classWeights': '1, 2',
      'network.init.std': '-1',
    }),
  ).toEqual({
    'network.hidden': 'Expected a whole number from 1 to 100,000, got 0.',
    'optimizer.learningRate': 'Expected a positive number, got abc.',
    'batch.size': 'Expected a whole number from 1 to 60,000, got 70000.',
    evaluateEvery: 'Expected a whole number from 1 to 100,000,000, got 0.',
    seed: 'Expected a whole number from 0 to 4,294,967,295, got nothing.',
    'loss.labelSmoothing': 'Expected a number from 0 to 1, got 2.',
    'loss.classWeights': 'Expected 10 weights, one a class, got 1, 2.',
    'network.init.std': 'Expected a positive number, got -1.',
  });
  for (const place of ['network.hidden', 'batch.size', 'steps', 'seed'])
    expect(faultsOf({ [place]: '1e400' })[place]).toMatch(/^Expected a whole number from \d to [\d,]+, got 1e400\.$/);
  expect(faultsOf({ 'loss.classWeights': '1,1,1,1,1,1,1,1,1,-3' })).toEqual({
    'loss.classWeights': 'Expected a finite number from 0, got -3.',
  });
  expect(faultsOf({ steps: 'x'.repeat(99) }).steps).toBe(
    `Expected a whole number from 1 to 100,000,000, got ${'x'.repeat(40)}….`,
  );
});

test('a whole number that may as well be thousands is asked about, in whatever field', () => {
  for (const place of ['network.hidden', 'batch.size', 'steps', 'seed', 'evaluateEvery'])
    expect(faultsOf({ [place]: '2.000' })[place]).toBe('“2.000” can be read in two ways: write 2000 or 2.');
  expect(faultsOf({ 'optimizer.learningRate': '2.000' })).toEqual({});
});

test('a field that does not count is not asked', () => {
  expect(faultsOf({ 'optimizer.momentum': 'x', 'gradient.h': '', 'optimizer.beta1': '7' })).toEqual({});
  expect(faultsOf({ 'optimizer.kind': 'momentum', 'optimizer.momentum': 'x' })).toEqual({
    'optimizer.momentum': 'Expected a number from 0 to below 1, got x.',
  });
});

test.each(['100, 50', '100;50', '100 50', '[100, 50]'])('the hidden layers are read from %s', (hidden) => {
  const { experiment } = readForm({ ...book, 'network.hidden': hidden });
  expect(experiment?.network.hidden).toEqual([100, 50]);
});

test('thousands are read as they are printed, and a comma that may be either is asked about', () => {
  const typed = {
    steps: '2,000',
    'batch.size': '１００',
    'optimizer.learningRate': '7.73e-5',
    'network.hidden': '[1,500]',
  };
  const { experiment } = readForm({ ...book, ...typed });
  expect(experiment).toMatchObject({ steps: 2000, batch: { size: 100 }, network: { hidden: [1, 500] } });
  expect(experiment?.optimizer.learningRate).toBe(7.73e-5);
  expect(faultsOf({ 'network.hidden': '1,500' })).toEqual({
    'network.hidden': '“1,500” can be read in two ways: write 1500 for one number, 1, 500 for several.',
  });
});

test('more layers than anybody trains are refused before they fill the page', () => {
  const ones = (layers: number) => ({ 'network.hidden': Array.from({ length: layers }, () => 1).join() });
  expect(faultsOf(ones(51))['network.hidden']).toMatch(/^Expected at most 50 layers, got 1,1,1/);
  expect(faultsOf(ones(50))).toEqual({});
});

test('another optimizer brings its learning rate, but for one that was typed', () => {
  const rate = (typed: string, to: string, from = 'sgd') =>
    chosen({ ...chosen(book, 'optimizer.kind', from), 'optimizer.learningRate': typed }, 'optimizer.kind', to)[
      'optimizer.learningRate'
    ];
  expect(rate('0.1', 'adam')).toBe('0.001');
  expect(rate('0.05', 'adam')).toBe('0.05');
  expect(rate('1e-3', 'sgd', 'adam')).toBe('0.1');
});

test('a network that does not fit is refused at its layers, whatever else is at fault', () => {
  const large = { 'network.hidden': '100000, 100000' };
  const sentence = 'This network needs 187.9 GB, expected at most half of the 8 GB of memory.';
  expect(faultsOf(large, 8 * gigabyte)).toEqual({ 'network.hidden': sentence });
  expect(faultsOf({ ...large, seed: 'x' }, 8 * gigabyte)['network.hidden']).toContain('half of the 8 GB');
  expect(faultsOf(large, 400 * gigabyte)).toEqual({});
});

test('nothing at fault gives the experiment', () => {
  const typed = { 'network.hidden': '', 'optimizer.learningRate': '.5', 'batch.size': '1e2' };
  expect(readForm({ ...book, ...typed })).toEqual({
    experiment: {
      ...defaultExperiment,
      network: { ...defaultExperiment.network, hidden: [] },
      optimizer: { kind: 'sgd', learningRate: 0.5 },
    },
    faults: {},
  });
});

describe('every option of the schema', () => {
  const most: Record<string, number> = {
    'loss.labelSmoothing': 1,
    'optimizer.momentum': 0.999,
    'optimizer.beta1': 0.999,
    'optimizer.beta2': 0.999,
  };
  const whole = /hidden|size|steps|Every|seed|Index/;
  const number = (place: string) =>
    whole.test(place)
      ? fc.integer({ min: 1, max: place.includes('Index') ? 9 : 60_000 })
      : fc.double({ min: Number.MIN_VALUE, max: most[place] ?? Number.MAX_VALUE, noNaN: true });
  const several = (place: string) =>
    place.includes('classWeights')
      ? fc.array(fc.double({ min: 1e-9, max: 1e9, noNaN: true }), { minLength: 10, maxLength: 10 })
      : fc.array(fc.integer({ min: 1, max: 100 }), { maxLength: 50 });
  /** Any text that every field may hold, right wherever it counts. */
  const anyForm = fc.record(
    Object.fromEntries(
      experimentFields.map(({ place, holds, choices }) => [
        place,
        holds === 'choice'
          ? fc.constantFrom(...choices)
          : holds === 'numbers'
            ? several(place).map((list) => list.join(', '))
            : number(place).map(String),
      ]),
    ),
  );

  test('goes from the form into an experiment and back', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(anyForm, (typed) => {
        const { experiment, faults } = readForm(typed);
        expect(faults).toEqual({});
        const shown = formOf(experiment!);
        for (const { place } of countingFields(typed)) {
          seen.add(place);
          expect([place, shown[place]]).toEqual([place, typed[place]]);
        }
        // What the form shows is what it trains, to the last option.
        expect(readForm(shown).experiment).toEqual(experiment);
      }),
      { numRuns: 300 },
    );
    expect([...seen].sort()).toEqual([...new Set(experimentFields.map(({ place }) => place))].sort());
  });

  test('is shown, with its description, under a name of its own', () => {
    fc.assert(
      fc.property(anyForm, (typed) => {
        const { common, rare } = arranged(typed);
        expect(new Set([...common, ...rare])).toEqual(new Set(countingFields(typed)));
        const names = [...common, ...rare].map(({ place }) => nameOf(place));
        expect(new Set(names).size).toBe(names.length);
      }),
      { numRuns: 50 },
    );
    for (const { place, description } of experimentFields)
      expect([place, description]).toEqual([place, expect.any(String)]);
  });

  test('may come from a file as a bare word or an object', () => {
    for (const loss of ['crossEntropy', { kind: 'crossEntropy' }, {}, { reduction: 'sum' }, 'sumSquares'])
      expect(readForm(formOf(checkExperiment({ loss }))).experiment).toEqual(
        checkExperiment({ loss: typeof loss === 'object' && !loss.reduction ? 'crossEntropy' : loss }),
      );
    const form = formOf(checkExperiment({ gradient: { kind: 'forwardDifference', h: 1 } }));
    expect([form.gradient, form['gradient.h']]).toEqual(['forwardDifference', '1']);
  });

  test('that a file has and the form had not is said where the form is folded', () => {
    const form = formOf(
      checkExperiment({
        loss: { labelSmoothing: 0.1, from: 'logits' },
        optimizer: { kind: 'momentum', momentum: 0.5 },
        seed: 7,
      }),
    );
    const { rare } = arranged(form);
    const others = changed(rare, form);
    expect(others.map(({ place }) => place)).toEqual(['loss.from', 'loss.labelSmoothing', 'optimizer.momentum']);
    expect(summaryOf('784 → 10', form, others)).toBe(
      '784 → 10 · ReLU · Momentum 0.01 · batch 100 · 3000 steps · Seed 7 · logits · Label smoothing 0.1 · Momentum 0.5',
    );
    expect(changed(arranged(book).rare, book)).toEqual([]);
  });
});

test('an option that the schema gets appears by itself', () => {
  const schema = v.strictObject({
    ...experimentSchema.entries,
    weightDecay: v.optional(v.pipe(v.number(), v.description('How much weights shrink.')), 0),
    schedule: v.optional(
      v.variant('kind', [
        v.strictObject({ kind: v.literal('constant') }),
        v.strictObject({ kind: v.literal('halving'), everySteps: v.optional(v.number(), 100) }),
      ]),
      { kind: 'constant' },
    ),
  });
  const fields = fieldsOf(schema);
  const form = formOf({ ...defaultExperiment, schedule: { kind: 'halving', everySteps: 5 } }, fields);
  const { rare } = arranged(form, fields);
  expect(rare.slice(-3).map(({ place }) => [place, labelOf(place), form[place]])).toEqual([
    ['weightDecay', 'weight decay', '0'],
    ['schedule.kind', 'schedule', 'halving'],
    ['schedule.everySteps', 'every steps', '5'],
  ]);
  expect(choicesOf(rare.at(-2)!)).toEqual([
    ['constant', 'constant'],
    ['halving', 'halving'],
  ]);
  expect(wantedOf({ ...form, weightDecay: '1e-4' }, fields)).toMatchObject({
    weightDecay: 1e-4,
    schedule: { kind: 'halving', everySteps: 5 },
  });
});
