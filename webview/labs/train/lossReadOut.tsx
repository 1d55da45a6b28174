import * as l10n from '@vscode/l10n';
import { smoothedLoss } from '../../charts/smoothing';
import { colorOf } from '../../charts/palette';
import { count, significant } from '../../text/format';
import type { Curve } from './curves';
import { markOf } from './legendRuns';

/** What the runs' losses are at a step. */
export function LossReadOut({
  curves,
  step,
  smoothing,
}: {
  curves: readonly Curve[];
  step: number;
  smoothing: number;
}) {
  const isThere = ({ series }: Curve) => !series.isOverview && step >= 0 && step < series.loss.length;
  if (!curves.some(isThere)) return null;
  const broken = curves.filter((curve) => isThere(curve) && !Number.isFinite(curve.series.loss[step]));
  return (
    <>
      <table>
        <tbody>
          <tr class="dim">
            <td>{l10n.t('step {0}', count(step))}</td>
            <td>{l10n.t('raw')}</td>
            {smoothing > 0 && <td>{l10n.t('smoothed')}</td>}
          </tr>
          {curves.map((curve) => {
            const { run, name, series } = curve;
            const is = isThere(curve);
            return (
              <tr key={run.id} class={is ? undefined : 'dim'}>
                <td>
                  <span class={markOf(run)} style={{ background: colorOf(run) }} />
                  {name}
                </td>
                <td>{is ? significant(series.loss[step]) : '–'}</td>
                {smoothing > 0 && <td>{is ? significant(smoothedLoss(series, smoothing).values[step]) : '–'}</td>}
              </tr>
            );
          })}
        </tbody>
      </table>
      {broken.map(({ run, name }) => (
        <p key={run.id} class="broken">
          {l10n.t('{0} diverged here.', name)}
        </p>
      ))}
    </>
  );
}
