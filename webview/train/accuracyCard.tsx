import * as l10n from '@vscode/l10n';
import { ChartView } from '../charts/chartView';
import { colorOf, themeVersion } from '../charts/palette';
import { Card } from '../components/card';
import { count, percent } from '../format';
import { seriesVersion } from '../state';
import { accuracyLines, stepsOf, type Curve } from './curves';

/** The last evaluation at or before `step`. */
const accuracyAt = ({ series }: Curve, step: number) => series.accuracy.findLast((point) => point.step <= step);

/** How many of the test digits each run shown reads right. */
export function AccuracyCard({ curves, visible }: { curves: readonly Curve[]; visible: boolean }) {
  // The untrained network's first point would flatten all the others; with few others, it is most of what there is.
  const told = curves.flatMap(({ series }) =>
    series.accuracy.length > 3 ? series.accuracy.slice(1) : series.accuracy,
  );
  const lowest = Math.min(0.9, ...told.map(({ test }) => test));
  const floor = Math.max(0, Math.floor(lowest * 10) / 10);
  const label = curves
    .map((curve) => `${curve.run.name}: ${percent(curve.series.accuracy.at(-1)?.test ?? NaN)}`)
    .join('; ');
  const readOut = (step: number) => (
    <table>
      <tbody>
        <tr class="dim">
          <td>{l10n.t('step {0}', count(step))}</td>
          <td>{l10n.t('test')}</td>
          <td>{l10n.t('training')}</td>
        </tr>
        {curves.map((curve) => {
          const point = accuracyAt(curve, step);
          return (
            point && (
              <tr key={curve.run.id}>
                <td>
                  <span class="dot" style={{ background: colorOf(curve.run) }} />
                  {curve.run.name}
                </td>
                <td>{percent(point.test)}</td>
                <td>{percent(point.train)}</td>
              </tr>
            )
          );
        })}
      </tbody>
    </table>
  );
  return (
    <Card
      class="accuracy-chart"
      title={l10n.t('Test accuracy')}
      tools={<span class="dim">{l10n.t('10,000 digits that training never sees')}</span>}
    >
      <ChartView
        label={`${l10n.t('Test accuracy')}. ${label}`}
        visible={visible}
        version={[seriesVersion.value, themeVersion.value, curves.length].join()}
        picture={() => ({
          lines: accuracyLines(curves),
          marks: [],
          axes: {
            logX: false,
            logY: false,
            yRange: [floor, 1],
            yTick: (share) => `${Math.round(share * 100)} %`,
            xMax: stepsOf(curves),
          },
        })}
        readOut={readOut}
      />
    </Card>
  );
}
