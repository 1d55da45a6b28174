import * as l10n from '@vscode/l10n';
import { trainingSamples } from '../../../src/data/mnistShape';
import { smoothedLoss } from '../../charts/smoothing';
import { duration, percent, significant } from '../../text/format';
import { seriesVersion } from '../../host/state';
import type { Curve } from './curves';

const none = '–';

/** The numbers of one run, large. */
export function Tiles({ curve, smoothing }: { curve: Curve | undefined; smoothing: number }) {
  const run = curve?.run;
  // Read with the version of the series, so that the number grows with the curve.
  const loss =
    curve && !curve.series.isOverview && seriesVersion.value >= 0
      ? smoothedLoss(curve.series, smoothing).values.at(-1)
      : undefined;
  const epoch = run ? (run.steps * run.experiment.batch.size) / trainingSamples : undefined;
  const accuracy = curve?.series.accuracy.at(-1);
  const tiles: [string, string, string?][] = [
    [
      l10n.t('Smoothed loss'),
      loss === undefined ? none : significant(loss),
      l10n.t('As the bold curve. At the right of the tabs stands the loss of the last mini-batch.'),
    ],
    [l10n.t('Training accuracy'), accuracy ? percent(accuracy.train) : none],
    [l10n.t('Test accuracy'), accuracy ? percent(accuracy.test) : none],
    [l10n.t('Epoch'), epoch === undefined ? none : epoch.toFixed(epoch < 10 ? 2 : 1)],
    [
      l10n.t('Training time'),
      run && run.seconds > 0 ? duration(run.seconds) : none,
      l10n.t('Of the steps alone, without measuring the accuracy'),
    ],
  ];
  return (
    <dl class="tiles">
      {tiles.map(([name, value, title]) => (
        <div key={name} title={title}>
          <dt>{name}</dt>
          <dd class="mono">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
