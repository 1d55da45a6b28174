import * as l10n from '@vscode/l10n';
import { layerVerdict, numericalOptions, type LayerCheck } from '../../../src/engine';
import type { Checked } from './checking';
import { plain } from '../../../src/engine/numberText';

/** The differences that a check of `experiment` takes. */
export const differencesOf = ({ experiment }: Pick<Checked, 'experiment'>) => {
  const { h = 1e-4, method = 'central' } = numericalOptions(experiment.gradient) ?? {};
  return { h, method };
};

export const power = (value: number) => plain(value);

export type Verdict = 'right' | 'wrong' | 'float32' | 'step' | 'untold';

/** What a check says: of backpropagation, or only of the difference that it is held against. */
export function verdictOf({ result, mistake }: Checked): Verdict {
  const verdicts = result.layers.map(layerVerdict);
  if (!verdicts.includes('wrong')) return verdicts.includes('untold') ? 'untold' : 'right';
  if (mistake === 'float32') return 'float32';
  return result.agreesAt === null ? 'wrong' : 'step';
}

/** Which parameters nothing is said of, and why; null when of each something is. */
export function untoldSentence({ result: { layers } }: Checked): string | null {
  const untold = layers.filter((layer) => layerVerdict(layer) === 'untold').map(({ name }) => name);
  if (untold.length === 0) return null;
  return l10n.t(
    '{0}: the step crosses ReLU’s kink wherever an input is not 0, so that nothing could be compared. A smaller h crosses fewer kinks.',
    untold.join(', '),
  );
}

/** Why the step of the differences cannot tell; null when it is not the step. */
export function stepSentence(checked: Checked): string | null {
  const { agreesAt } = checked.result;
  if (verdictOf(checked) !== 'step' || agreesAt === null) return null;
  const { h } = differencesOf(checked);
  return h < agreesAt
    ? l10n.t(
        'With h = {0} rounding drowns the difference: the loss changes only in its last digits. A central difference with h = {1} agrees with backpropagation.',
        power(h),
        power(agreesAt),
      )
    : l10n.t(
        'With h = {0} truncation is too large: the loss bends within the step. A central difference with h = {1} agrees with backpropagation.',
        power(h),
        power(agreesAt),
      );
}

/** Steps about the default one, at which a central difference leaves neither rounding nor truncation to be seen. */
const [leastStep, mostStep] = [1e-5, 1e-3];

/** Whether the δ of the loss is what both gradients of a parameter differ in. */
export function isDeltaLeft(checked: Checked, { passes, maxAbsoluteError, differencedError }: LayerCheck): boolean {
  const { h, method } = differencesOf(checked);
  const isTold = checked.mistake === null && method === 'central' && h >= leastStep && h <= mostStep;
  return isTold && passes && differencedError < maxAbsoluteError / 2;
}

/** The largest error with δ in both gradients, where the verdict needs that; null where it does not. */
export function withDelta({ result: { layers } }: Checked): number | null {
  if (!layers.some(({ passes, passesAsTrained }) => passes && !passesAsTrained)) return null;
  return Math.max(...layers.map(({ differencedError }) => differencedError));
}
