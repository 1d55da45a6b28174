import * as l10n from '@vscode/l10n';
import { accuracyNow, isActive } from '../../../src/runs/run';
import { trainingSamples } from '../../../src/data/mnistShape';
import { RunName } from '../../components/runName';
import { count, duration, fixed, percent } from '../../text/format';
import { latestLoss } from '../../text/latestLoss';
import type { Curve } from './curves';

const none = '–';

/** The numbers of one run, large. */
export function Tiles({ curve, smoothing }: { curve: Curve | undefined; smoothing: number }) {
  const run = curve?.run;
  const loss = run && run.finalLoss !== null ? latestLoss(run, smoothing) : undefined;
  const epoch = run ? (run.steps * run.experiment.batch.size) / trainingSamples : undefined;
  const last = curve?.series.accuracy.at(-1) ?? null;
  // While it goes on, a newer one is on its way.
  const accuracy = run && !isActive(run.state) ? accuracyNow({ accuracy: last, steps: run.steps }) : last;
  const measured = last ? `${l10n.t('measured at')} ${l10n.t('step {0}', count(last.step))}` : undefined;
  const tiles: [name: string, value: string, title?: string | undefined][] = [
    [smoothing > 0 ? l10n.t('Smoothed loss') : l10n.t('Loss of the last batch'), loss?.value ?? none, loss?.title],
    [l10n.t('Training accuracy'), accuracy ? percent(accuracy.train) : none, measured],
    [l10n.t('Test accuracy'), accuracy ? percent(accuracy.test) : none, measured],
    [l10n.t('Epoch'), epoch === undefined ? none : fixed(epoch, epoch < 10 ? 2 : 1)],
    [
      l10n.t('Training time'),
      run && run.seconds > 0 ? duration(run.seconds) : none,
      l10n.t('Of the steps alone, without measuring the accuracy'),
    ],
  ];
  return (
    <section class="looked-at" aria-label={l10n.t('The run that is looked at')}>
      {run && (
        <p class="of">
          <RunName run={run} isFull />
        </p>
      )}
      <dl class="tiles">
        {tiles.map(([name, value, title]) => (
          <div key={name} title={title}>
            <dt>{name}</dt>
            <dd class="mono">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
