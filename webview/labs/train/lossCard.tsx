import * as l10n from '@vscode/l10n';
import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { ChartView } from '../../charts/chartView';
import type { LineChart } from '../../charts/lineChart';
import { canvasColorOf, themeVersion } from '../../charts/palette';
import { pictureOf } from '../../charts/pictureOf';
import { Card } from '../../components/card';
import { Notice } from '../../components/notice';
import { count } from '../../text/format';
import { request } from '../../host/requests';
import { latestLoss } from '../../text/latestLoss';
import { sentence } from '../../text/sentence';
import { seriesVersion } from '../../host/state';
import type { SharedView } from './chartChoices';
import { drawnOf, lossLines, lossRange, stepsOf, type Curve } from './curves';
import { Legend } from './legend';
import { dashOf } from './legendRuns';
import { lossMeasure } from './lossMeasure';
import { LossTools } from './lossTools';
import { LossReadOut } from './lossReadOut';

interface LossCardProps {
  curves: readonly Curve[];
  view: SharedView;
}

/** The loss of every step of every run shown: raw, and smoothed over it. */
export function LossCard({ curves, view }: LossCardProps) {
  const refusal = useSignal<string | null>(null);
  /** Steps that the y axis leaves out. */
  const outside = useSignal(0);
  const chart = useRef<LineChart | null>(null);
  const { choices, smoothing } = view;
  const { logX, logY, ignoreOutliers } = choices;
  const measures = curves.map(({ run }) => lossMeasure(run.experiment));
  const kinds = new Set(measures.map(({ kind }) => kind));
  const isMixed = new Set(measures.map(({ key }) => key)).size > 1;
  const name =
    kinds.size > 1
      ? l10n.t('Loss')
      : kinds.has('sumSquares')
        ? l10n.t('Sum of squares error')
        : l10n.t('Cross-entropy error');
  const label = curves
    .map(
      ({ run, name }) =>
        `${name}: ${l10n.t('step {0}', count(run.steps))}, ${latestLoss(run, smoothing).name} ${latestLoss(run, smoothing).value}`,
    )
    .join('; ');
  const anyBroken = curves.some(({ run }) => run.divergedAt !== null);

  const save = async (saving: Promise<null>) => {
    refusal.value = null;
    await saving.catch((error: unknown) => (refusal.value = sentence(error)));
  };
  const savePicture = () =>
    chart.current?.large((canvas) => {
      const legend = curves.map((curve) => ({
        color: canvasColorOf(curve.run),
        dash: dashOf(curve.run),
        name: curve.name,
      }));
      void save(request('savePicture', { png: pictureOf(canvas, name, legend) }));
    });

  return (
    <Card
      class="loss-chart"
      title={name}
      tools={
        <LossTools
          choices={{ ...choices, smoothing }}
          choose={view.choose}
          onAll={() => chart.current?.resetZoom()}
          onPicture={savePicture}
          onData={() => void save(request('saveLosses', {}))}
        />
      }
    >
      <Legend />
      {refusal.value && <Notice>{refusal.value}</Notice>}
      <ChartView
        label={`${name}. ${label}`}
        busy={curves.some(({ series }) => series.isOverview)}
        version={[
          seriesVersion.value,
          themeVersion.value,
          logX,
          logY,
          ignoreOutliers,
          smoothing,
          drawnOf(curves),
        ].join()}
        xMax={stepsOf(curves)}
        steps={view.steps}
        onSteps={view.onSteps}
        cursor={view.cursor}
        picture={(inView) => {
          const isWhole = !curves.some(({ series }) => series.isOverview);
          const range =
            isWhole && (ignoreOutliers || logY) ? lossRange(curves, inView, logY, ignoreOutliers) : { hidden: 0 };
          outside.value = range.hidden;
          return {
            ...lossLines(curves, { ...inView, logX, logY }, smoothing),
            axes: { logX, logY, ...(range.ends ? { yRange: range.ends } : {}) },
          };
        }}
        readOut={(step) => <LossReadOut curves={curves} step={step} smoothing={smoothing} />}
        onChart={(made) => {
          chart.current = made;
        }}
      />
      <p class="chart-hint">
        {isMixed && <span>{l10n.t('These runs have different losses: their heights cannot be compared.')}</span>}
        {anyBroken && (
          <span>
            <span class="broken" aria-hidden="true">
              ▲
            </span>{' '}
            {l10n.t('the loss is not a finite number here')}
          </span>
        )}
        {outside.value > 0 && (
          <span role="status">
            {ignoreOutliers
              ? l10n.t('{0} steps lie outside of the picture', count(outside.value))
              : l10n.t(
                  '{0} steps at or below 0 have no place on a logarithmic axis: marked at its lower edge',
                  count(outside.value),
                )}
          </span>
        )}
        <span class="keys">
          {l10n.t('Drag or Ctrl and wheel to zoom, Shift and drag to pan, double-click for all; keys: ← → + − 0')}
        </span>
      </p>
    </Card>
  );
}
