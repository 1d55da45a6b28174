import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkExperiment, defaultExperiment } from '../../../src/runs/experiment';
import { formOf, normalInit, rateFor, readForm, type FormValues } from '../../../webview/labs/train/formValues';

const gigabyte = 2 ** 30;
const faultsOf = (typed: Partial<FormValues>, memory?: number) =>
  readForm({ ...formOf(defaultExperiment), ...typed }, defaultExperiment, memory).faults;

test('every field is checked by itself, with what stands in it', () => {
  expect(faultsOf({ hidden: '50, 0', learningRate: 'abc', batchSize: '70000', evaluateEvery: '0', seed: '' })).toEqual({
    hidden: 'Expected a whole number from 1 to 100,000, got 0.',
    learningRate: 'Expected a positive number, got abc.',
    batchSize: 'Expected a whole number from 1 to 60,000, got 70000.',
    evaluateEvery: 'Expected a whole number from 1 to 100,000,000, got 0.',
    seed: 'Expected a whole number from 0 to 4,294,967,295, got nothing.',
  });
  for (const field of ['hidden', 'batchSize', 'steps', 'seed'] as const)
    expect(faultsOf({ [field]: '1e400' })[field]).toMatch(/^Expected a whole number from \d to [\d,]+, got 1e400\.$/);
  expect(faultsOf({ learningRate: '1e400' })).toEqual({ learningRate: 'Expected a positive number, got 1e400.' });
  expect(faultsOf({ batchSize: '0' })).toEqual({ batchSize: 'Expected a whole number from 1 to 60,000, got 0.' });
  expect(faultsOf({ steps: 'x'.repeat(99) }).steps).toBe(
    `Expected a whole number from 1 to 100,000,000, got ${'x'.repeat(40)}….`,
  );
});

test.each(['100, 50', '100;50', '100 50', '[100, 50]'])('the hidden layers are read from %s', (hidden) => {
  const { experiment } = readForm({ ...formOf(defaultExperiment), hidden }, defaultExperiment);
  expect(experiment?.network.hidden).toEqual([100, 50]);
});

test('thousands are read as they are printed, and a comma that may be either is asked about', () => {
  const typed = { steps: '2,000', batchSize: '１００', learningRate: '7.73e-5', hidden: '[1,500]' };
  const { experiment } = readForm({ ...formOf(defaultExperiment), ...typed }, defaultExperiment);
  expect(experiment).toMatchObject({ steps: 2000, batch: { size: 100 }, network: { hidden: [1, 500] } });
  expect(experiment?.optimizer.learningRate).toBe(7.73e-5);
  expect(faultsOf({ hidden: '1,500' })).toEqual({
    hidden: '“1,500” can be read in two ways: write 1500 for one number, 1, 500 for several.',
  });
});

test('more layers than anybody trains are refused before they fill the page', () => {
  expect(faultsOf({ hidden: Array.from({ length: 51 }, () => 1).join() }).hidden).toMatch(
    /^Expected at most 50 layers, got 1,1,1/,
  );
  expect(faultsOf({ hidden: Array.from({ length: 50 }, () => 1).join() })).toEqual({});
});

test('another optimizer brings its learning rate, but for one that was typed', () => {
  const typed = (learningRate: string, optimizer = 'sgd') => ({
    ...formOf(defaultExperiment),
    optimizer,
    learningRate,
  });
  expect(rateFor('adam', typed('0.1'))).toEqual({ learningRate: '0.001' });
  expect(rateFor('adam', typed('0.05'))).toEqual({ learningRate: '0.05' });
  expect(rateFor('sgd', typed('1e-3', 'adam'))).toEqual({ learningRate: '0.1' });
});

test('a network that does not fit is refused at its layers, whatever else is at fault', () => {
  const large = { hidden: '100000, 100000' };
  const sentence = 'Expected a network of at most 4 GB, half of the memory, got one of 187.9 GB.';
  expect(faultsOf(large, 8 * gigabyte)).toEqual({ hidden: sentence });
  expect(faultsOf({ ...large, seed: 'x' }, 8 * gigabyte).hidden).toContain('half of the memory');
  expect(faultsOf(large, 400 * gigabyte)).toEqual({});
});

test('nothing at fault gives the experiment', () => {
  const { experiment, faults } = readForm(
    { ...formOf(defaultExperiment), hidden: '', learningRate: '.5', batchSize: '1e2' },
    defaultExperiment,
  );
  expect(faults).toEqual({});
  expect(experiment).toEqual({
    ...defaultExperiment,
    network: { ...defaultExperiment.network, hidden: [] },
    optimizer: { kind: 'sgd', learningRate: 0.5 },
  });
});

test('normal first weights are as wide as the form says', () => {
  const opened = checkExperiment({ network: { init: { kind: 'normal', std: 1 } } });
  const he = checkExperiment({ network: { init: { kind: 'he' } } });
  for (const [base, std] of [
    [opened, 1],
    [he, 0.01],
  ] as const) {
    expect(normalInit(base).std).toBe(std);
    const { experiment } = readForm({ ...formOf(base), init: 'normal' }, base);
    expect(experiment?.network.init).toEqual({ kind: 'normal', std });
  }
  expect(defaultExperiment.network.init).toEqual(normalInit(he));
  const form = readFileSync('webview/labs/train/experimentForm.tsx', 'utf8');
  expect(form).toContain("l10n.t('normal, std {0}', normalInit(base).std)");
});
