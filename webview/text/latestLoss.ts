import * as l10n from '@vscode/l10n';
import type { RunSummary } from '../../src/runs/run';
import { smoothedLoss } from '../charts/smoothing';
import { count, significant } from './format';
import { seriesVersion, shown } from '../host/state';

/** The loss of a run as it stands: as its bold curve has it, or the last mini-batch's where there is none. */
export interface LatestLoss {
  /** Which of the two it is. */
  name: string;
  value: string;
  /** What it is a mean of, and what the last mini-batch alone had. */
  title: string;
}

/** About how many steps a smoothing takes the mean of. */
export const stepsSmoothed = (factor: number) => Math.round(1 / (1 - factor));

/** @param smoothing of the curve beside which it stands. */
export function latestLoss(run: RunSummary, smoothing: number): LatestLoss {
  const series = shown.value.find(({ id }) => id === run.id);
  // Read with the version of the series, so that the number grows with the curve.
  const hasCurve = seriesVersion.value >= 0 && series !== undefined && !series.isOverview && smoothing > 0;
  // A mean passes over what is not finite: of a run that diverged it would say that all is well.
  const isBroken = run.finalLoss !== null && !Number.isFinite(run.finalLoss);
  const mean = hasCurve && !isBroken ? smoothedLoss(series, smoothing).values.at(-1) : undefined;
  const last = run.finalLoss === null ? '–' : significant(run.finalLoss);
  return mean === undefined
    ? { name: l10n.t('last batch’s loss'), value: last, title: l10n.t('The loss of the last mini-batch alone.') }
    : {
        name: l10n.t('smoothed loss'),
        value: significant(mean),
        title: l10n.t(
          'The running mean over about {0} steps, as the bold curve; the last mini-batch alone: {1}.',
          count(stepsSmoothed(smoothing)),
          last,
        ),
      };
}
