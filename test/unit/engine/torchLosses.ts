import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { oneHot, type Reduction, type Target, type Weighting } from '../../../src/engine';

/** All (N, C) or (N,) row-major; classWeights are (C,). */
interface Batch {
  scores: number[];
  label: number[];
  probabilities: number[];
  classWeights: number[];
}

interface Figures {
  batch: number;
  form: 'label' | 'oneHot' | 'probabilities';
  labelSmoothing: number;
  ignoreIndex: number | null;
  weighted: boolean;
  reduction: Reduction;
  loss: number | number[];
  gradient: number[];
  keras: number | number[];
}

export type Case = Figures & { of: Batch };

const file = JSON.parse(readFileSync(join(import.meta.dirname, '../../fixtures/losses-torch.json'), 'utf8')) as {
  batches: Batch[];
  cases: Figures[];
};

/** What PyTorch 1.13 computed, and Keras's formulas; test/fixtures/make_loss_fixtures.py made it. */
export const cases: Case[] = file.cases.map((figures) => ({ ...figures, of: file.batches[figures.batch] }));

export const classesOf = ({ of }: Case): number => of.classWeights.length;

export function targetOf(figures: Case): Target {
  const { form, of } = figures;
  if (form === 'label') return { form, label: of.label };
  return { form: 'oneHot', t: form === 'oneHot' ? oneHot(of.label, classesOf(figures)) : of.probabilities };
}

export const weightingOf = ({ labelSmoothing, ignoreIndex, weighted, of }: Case): Weighting => ({
  labelSmoothing,
  ...(ignoreIndex === null ? {} : { ignoreIndex }),
  ...(weighted ? { classWeights: of.classWeights } : {}),
});

/**
 * Within 1e-12 of what is expected, relatively. Beneath 1e-3 that would be finer than a double near 1, of which a gradient
 * y − t is a difference, can say: 1e-15 is then enough.
 */
export function expectNear(got: ArrayLike<number> | number, expected: number[] | number): void {
  const [a, b] = [got, expected].map((value) => (typeof value === 'number' ? [value] : Array.from(value)));
  expect(a).toHaveLength(b.length);
  a.forEach((value, i) =>
    expect(Math.abs(value - b[i]), `${value}, not ${b[i]}`).toBeLessThanOrEqual(
      Math.max(1e-12 * Math.abs(b[i]), 1e-15),
    ),
  );
}
