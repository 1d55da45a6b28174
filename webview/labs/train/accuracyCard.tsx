import * as l10n from '@vscode/l10n';
import { ChartView } from '../../charts/chartView';
import { colorOf, themeVersion } from '../../charts/palette';
import { Card } from '../../components/card';
import { Chip } from '../../components/chip';
import { count, percent } from '../../text/format';
import { seriesVersion } from '../../host/state';
import type { SharedView } from './chartChoices';
import { accuracyFloor, accuracyLines, drawnOf, stepsOf, type Curve } from './curves';
import { markOf } from './legendRuns';

/** The last evaluation at or before `step`. */
const accuracyAt = ({ series }: Curve, step: number) => series.accuracy.findLast((point) => point.step <= step);

interface AccuracyCardProps {
  curves: readonly Curve[];
  view: SharedView;
}

/** How many of the test digits each run shown reads right. */
export function AccuracyCard({ curves, view }: AccuracyCardProps) {
  const { logX, wholeAccuracy } = view.choices;
  const floor = wholeAccuracy ? 0 : accuracyFloor(curves);
  const label = curves
    .map(({ name, series }) => {
      const last = series.accuracy.at(-1);
      return `${name}: ${last ? `${l10n.t('test')} ${percent(last.test)}, ${l10n.t('training')} ${percent(last.train)}` : '–'}`;
    })
    .join('; ');
  const readOut = (step: number) => (
    <table>
      <tbody>
        <tr class="dim">
          <td>{l10n.t('step {0}', count(step))}</td>
          <td>{l10n.t('test')}</td>
          <td>{l10n.t('training')}</td>
          <td>{l10n.t('measured at')}</td>
        </tr>
        {curves.map((curve) => {
          const point = accuracyAt(curve, step);
          return (
            point && (
              <tr key={curve.run.id}>
                <td>
                  <span class={markOf(curve.run)} style={{ background: colorOf(curve.run) }} />
                  {curve.name}
                </td>
                <td>{percent(point.test)}</td>
                <td>{percent(point.train)}</td>
                <td>{l10n.t('step {0}', count(point.step))}</td>
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
      title={l10n.t('Accuracy')}
      hint={l10n.t('Solid: of the 10,000 test digits, which training never sees. Dashed: of the training digits.')}
      tools={
        <Chip
          pressed={wholeAccuracy}
          onClick={() => view.choose({ wholeAccuracy: !wholeAccuracy })}
          title={l10n.t('The whole axis, with the untrained network; else only where the curves differ.')}
        >
          0–{percent(1, 0)}
        </Chip>
      }
    >
      <ChartView
        label={`${l10n.t('Accuracy')}. ${label}`}
        version={[seriesVersion.value, themeVersion.value, logX, floor, drawnOf(curves)].join()}
        xMax={stepsOf(curves)}
        steps={view.steps}
        onSteps={view.onSteps}
        cursor={view.cursor}
        picture={() => ({
          lines: accuracyLines(curves, floor),
          marks: [],
          axes: {
            logX,
            logY: false,
            yRange: [floor, 1],
            yTick: (share) => percent(share, 0),
          },
        })}
        readOut={readOut}
      />
    </Card>
  );
}
