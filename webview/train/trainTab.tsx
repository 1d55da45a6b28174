import * as l10n from '@vscode/l10n';
import { activeId, runs, shown } from '../state';
import { AccuracyCard } from './accuracyCard';
import { keepOnly, type Curve } from './curves';
import { ExperimentForm } from './experimentForm';
import { LossCard } from './lossCard';
import { Tiles } from './tiles';
import './train.css';

/** The runs on the charts, each with its summary. */
function shownCurves(): Curve[] {
  return shown.value.flatMap((series) => {
    const run = runs.value.find(({ id }) => id === series.id);
    return run ? [{ run, series }] : [];
  });
}

const Empty = () => (
  <section class="card">
    <div class="empty">
      <p class="title">{l10n.t('The loss will fall here')}</p>
      <p>
        {l10n.t(
          'Press Train: 60,000 handwritten digits, a hundred at a time. You will see the loss of every step, and how many of 10,000 unseen digits the network reads right.',
        )}
      </p>
    </div>
  </section>
);

/** Settings at the left, what came of them at the right. */
export function TrainTab({ visible }: { visible: boolean }) {
  const curves = shownCurves();
  keepOnly(curves.map(({ run }) => run.id));
  const shownRun = curves.find(({ run }) => run.id === activeId.value) ?? curves.at(-1);
  const messages = curves.flatMap(({ run }) => (run.message ? [run] : []));
  return (
    <div class="train">
      <ExperimentForm />
      <div class="results">
        <Tiles curve={shownRun} />
        {messages.map((run) => (
          <div key={run.id} class="notice bad" role="status">
            <b>{run.name}</b> {run.message}
          </div>
        ))}
        {curves.length === 0 ? (
          <Empty />
        ) : (
          <>
            <LossCard curves={curves} visible={visible} />
            <AccuracyCard curves={curves} visible={visible} />
          </>
        )}
      </div>
    </div>
  );
}
