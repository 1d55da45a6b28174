import { beforeEach, expect, test, vi } from 'vitest';
import type { RunSummary } from '../../../src/runs/run';
import { checkExperiment, defaultExperiment } from '../../../src/runs/experiment/experiment';

vi.stubGlobal('document', { body: { dataset: {} } });
vi.stubGlobal('acquireVsCodeApi', () => ({
  getState: () => undefined,
  setState: () => undefined,
  postMessage: () => undefined,
}));
const { setAside } = await import('../../../webview/labs/train/setAside');
const { formOf } = await import('../../../webview/labs/train/formValues');
const { runs, settings } = await import('../../../webview/host/state');

const form = (experiment: unknown, typed = {}) => ({ ...formOf(checkExperiment(experiment)), ...typed });

beforeEach(() => {
  setAside.take();
  runs.value = [];
});

test('what stands in the form alone is kept, and given back once', () => {
  setAside.keep(form({ seed: 7 }));
  expect(setAside.form).toEqual(form({ seed: 7 }));
  expect(setAside.take()).toEqual(form({ seed: 7 }));
  expect(setAside.take()).toBe(null);
});

test('so is what is wrong, as it was typed', () => {
  setAside.keep(form({}, { steps: '1e', seed: '3' }));
  expect(setAside.take()).toMatchObject({ steps: '1e', seed: '3' });
});

test('what a run, the settings or the book has as well is not', () => {
  const mine = form({ seed: 7 });
  setAside.keep(mine);
  runs.value = [{ experiment: checkExperiment({ seed: 8 }) } as RunSummary];
  settings.value = { ...settings.value, experiment: checkExperiment({ steps: 9 }) };
  for (const elsewhere of [form({ seed: 8 }), form({ steps: 9 }), formOf(defaultExperiment)]) setAside.keep(elsewhere);
  // And does not take the place of what is.
  expect(setAside.form).toEqual(mine);
});
