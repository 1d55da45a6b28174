import { expect, test, vi } from 'vitest';
import { isOnlyInForm } from '../../../src/host/replacedExperiment';
import { checkExperiment, defaultExperiment } from '../../../src/runs/experiment/experiment';

const settings = vi.hoisted(() => new Map<string, unknown>());
vi.mock('vscode', () => ({
  workspace: { getConfiguration: () => ({ get: (key: string) => settings.get(key) }) },
  l10n: { t: (words: string) => words },
}));

test('what was typed is only in the form, unless a run, the settings or the book has it', () => {
  settings.set('hidden', [50]).set('batchSize', 100).set('learningRate', 0.1).set('steps', 77).set('seed', 0);
  settings.set('dtype', 'float32');
  const typed = checkExperiment({ seed: 7 });
  expect(isOnlyInForm(typed, [])).toBe(true);
  expect(isOnlyInForm(typed, [{ experiment: checkExperiment({ seed: 7 }) }])).toBe(false);
  expect(isOnlyInForm(defaultExperiment, [])).toBe(false);
  expect(isOnlyInForm(checkExperiment({ steps: 77 }), [])).toBe(false);
});
