import * as l10n from '@vscode/l10n';
import type { RunSummary } from '../../../src/runs/run';
import { Notice } from '../../components/notice';
import { count } from '../../text/format';
import { fullNameOf, nameOf } from '../../text/runNames';
import { activeId, runs, shown } from '../../host/state';
import { AccuracyCard } from './accuracyCard';
import { useSharedView } from './chartChoices';
import { stepsOf, type Curve } from './curves';
import { ExperimentForm } from './experimentForm';
import { LandscapeCard } from './landscapeCard';
import { LossCard } from './lossCard';
import { Tiles } from './tiles';
import './train.css';

/** The runs on the charts, each with its summary. */
function shownCurves(): Curve[] {
  return shown.value.flatMap((series) => {
    const run = runs.value.find(({ id }) => id === series.id);
    return run ? [{ name: nameOf(run), run, series }] : [];
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

/** Nobody is left to say it of a run whose window was closed. */
const interrupted = ({ steps, experiment }: RunSummary) =>
  l10n.t(
    'Interrupted after {0} of {1} steps, as its window was closed. What it recorded is here.',
    count(steps),
    count(experiment.steps),
  );

const RunNotice = ({ curve: { name, run } }: { curve: Curve }) => (
  <Notice kind="warning">
    <b title={fullNameOf(run)}>{name}</b> {run.message ?? interrupted(run)}
  </Notice>
);

/** What went wrong with the runs shown: the latest in view, those before it behind a click, so that the chart has room. */
function Notices({ curves }: { curves: readonly Curve[] }) {
  const told = curves.filter(({ run }) => run.message ?? run.state === 'interrupted');
  const latest = told.at(-1);
  if (!latest) return null;
  const earlier = told.slice(0, -1);
  return (
    <>
      <RunNotice key={latest.run.id} curve={latest} />
      {earlier.length > 0 && (
        <details class="earlier-notices">
          <summary>
            {earlier.length === 1
              ? l10n.t('1 earlier run has something to say')
              : l10n.t('{0} earlier runs have something to say', earlier.length)}
          </summary>
          {earlier.map((curve) => (
            <RunNotice key={curve.run.id} curve={curve} />
          ))}
        </details>
      )}
    </>
  );
}

/** Settings at the left, what came of them at the right. */
export function TrainTab({ visible }: { visible: boolean }) {
  const curves = shownCurves();
  const view = useSharedView(stepsOf(curves));
  const shownRun = curves.find(({ run }) => run.id === activeId.value) ?? curves.at(-1);
  return (
    <div class="train">
      <ExperimentForm />
      <div class="results">
        <Tiles curve={shownRun} smoothing={view.smoothing} />
        <Notices curves={curves} />
        {curves.length === 0 ? (
          <Empty />
        ) : (
          <>
            <LossCard curves={curves} visible={visible} view={view} />
            <AccuracyCard curves={curves} visible={visible} view={view} />
            {shownRun && shownRun.run.steps > 0 && <LandscapeCard curve={shownRun} visible={visible} />}
          </>
        )}
      </div>
    </div>
  );
}
