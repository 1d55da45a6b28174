import { expect, test, vi } from 'vitest';
import { divergedSentence, stuckSentence } from '../../../src/host/advice';
import { diagnose } from '../../../src/runs/advice/diagnosis';
import { checkExperiment } from '../../../src/runs/experiment/experiment';

vi.mock('vscode', () => ({
  l10n: { t: (words: string, ...parts: unknown[]) => words.replace(/\{(\d)\}/g, (_, i: string) => String(parts[+i])) },
}));

test('an h that vanishes in rounding is named, and one to try', () => {
  const experiment = checkExperiment({ gradient: { kind: 'centralDifference', h: 1e-50 } });
  const said = stuckSentence(diagnose(new Float64Array(120).fill(2.3), experiment)!, experiment);
  expect(said).toContain('h = 1e-50 is too small');
  expect(said).toContain('the gradient is 0');
  expect(said).toContain('Try h = 1e-4.');
  expect(said).not.toContain('learning rate');
});

test('a loss that was never finite is not the learning rate’s', () => {
  const experiment = checkExperiment({ network: { init: { kind: 'normal', std: 1e20 } } });
  const said = divergedSentence(0, experiment);
  expect(said).toContain('First weights of standard deviation 1e20 are too large; try 0.01');
  expect(said).not.toContain('learning rate');
  expect(divergedSentence(1, checkExperiment({ optimizer: { learningRate: 10 } }))).toContain('A learning rate of 10');
});
