import * as l10n from '@vscode/l10n';
import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { ChartView } from '../charts/chartView';
import type { LineChart } from '../charts/lineChart';
import { colorOf, themeVersion } from '../charts/palette';
import { Card } from '../components/card';
import { Chip } from '../components/chip';
import { IconButton } from '../components/icon';
import { count, significant } from '../format';
import { recall, remember, request } from '../host';
import { seriesVersion, settings } from '../state';
import { stepsOf, lossLines, smoothedLoss, type Curve } from './curves';

interface ChartChoices {
  logX: boolean;
  logY: boolean;
  smoothing: number | null;
}

/** A chip for a run on the charts, which takes it off them. */
const RunChip = ({ curve, curves }: { curve: Curve; curves: readonly Curve[] }) => (
  <button
    type="button"
    class="chip"
    title={l10n.t('{0}: click to take it off the charts', curve.run.name)}
    onClick={() => {
      const others = curves.filter(({ run }) => run.id !== curve.run.id);
      void request('show', { runIds: others.map(({ run }) => run.id) }).catch(() => undefined);
    }}
  >
    <span class="dot" style={{ background: colorOf(curve.run) }} />
    <span class="label">{curve.run.name}</span>
  </button>
);

/** The loss of every step of every run shown: raw, and smoothed over it. */
export function LossCard({ curves, visible }: { curves: readonly Curve[]; visible: boolean }) {
  const choices = useSignal(recall<ChartChoices>({ logX: false, logY: true, smoothing: null }));
  const chart = useRef<LineChart | null>(null);
  const { logX, logY } = choices.value;
  const smoothing = choices.value.smoothing ?? settings.value.smoothing;
  const choose = (change: Partial<ChartChoices>) => {
    choices.value = { ...choices.value, ...change };
    remember(change);
  };
  const sums = curves.every(({ run }) => run.experiment.loss === 'sumSquares');
  const name = sums ? l10n.t('Sum of squares error') : l10n.t('Cross-entropy error');
  const label = curves
    .map(
      ({ run }) =>
        `${run.name}: ${l10n.t('step {0}', count(run.steps))}, ${l10n.t('loss')} ${significant(run.finalLoss ?? NaN)}`,
    )
    .join('; ');

  const readOut = (step: number) => {
    const rows = curves.filter(({ series }) => step >= 0 && step < series.loss.length);
    if (rows.length === 0) return null;
    return (
      <table>
        <tbody>
          <tr class="dim">
            <td>{l10n.t('step {0}', count(step))}</td>
            <td>{l10n.t('raw')}</td>
            {smoothing > 0 && <td>{l10n.t('smoothed')}</td>}
          </tr>
          {rows.map(({ run, series }) => (
            <tr key={run.id}>
              <td>
                <span class="dot" style={{ background: colorOf(run) }} />
                {run.name}
              </td>
              <td>{significant(series.loss[step])}</td>
              {smoothing > 0 && <td>{significant(smoothedLoss(series, smoothing).values[step])}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    );
  };

  return (
    <Card
      class="loss-chart"
      title={name}
      tools={
        <>
          {curves.map((curve) => (
            <RunChip key={curve.run.id} curve={curve} curves={curves} />
          ))}
          <Chip pressed={logY} onClick={() => choose({ logY: !logY })} title={l10n.t('Logarithmic loss axis')}>
            log y
          </Chip>
          <Chip pressed={logX} onClick={() => choose({ logX: !logX })} title={l10n.t('Logarithmic step axis')}>
            log x
          </Chip>
          <label
            class="smoothing"
            title={l10n.t(
              'A running mean over about {0} steps, corrected for its start. The raw loss stays visible.',
              Math.round(1 / (1 - smoothing)),
            )}
          >
            {l10n.t('smoothing')} <span class="number">{smoothing.toFixed(2)}</span>
            <input
              type="range"
              min="0"
              max="0.99"
              step="0.01"
              value={Math.min(0.99, smoothing)}
              onInput={(event) => choose({ smoothing: Number(event.currentTarget.value) })}
            />
          </label>
          <IconButton
            icon="screen-full"
            label={l10n.t('Show all steps (or double-click the chart)')}
            onClick={() => chart.current?.resetZoom()}
          />
        </>
      }
    >
      <ChartView
        label={`${name}. ${label}`}
        visible={visible}
        version={[seriesVersion.value, themeVersion.value, logX, logY, smoothing, curves.length].join()}
        picture={(view) => ({
          ...lossLines(curves, { ...view, logX }, smoothing),
          axes: { logX, logY, xMax: stepsOf(curves) },
        })}
        readOut={readOut}
        onChart={(made) => {
          chart.current = made;
        }}
      />
    </Card>
  );
}
