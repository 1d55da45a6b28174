import * as l10n from '@vscode/l10n';
import { isResumable, type RunSummary } from '../../../src/runs/run';
import { Notice } from '../../components/notice';
import { count } from '../../text/format';
import { RunName } from '../../components/runName';
import { nameOf } from '../../text/runNames';
import { PageTask } from '../../host/pageTask';
import { activeRun, charted, lookedAtRun, runs, shown } from '../../host/state';
import { AccuracyCard } from './accuracyCard';
import { useSharedView } from './chartChoices';
import { stepsOf, type Curve } from './curves';
import { ExperimentForm } from './experimentForm';
import { LandscapeCard } from './landscapeCard';
import { LossCard } from './lossCard';
import { Tiles } from './tiles';
import './train.css';

/** A run with what the page has recorded of it. */
function curveOf(run: RunSummary): Curve[] {
  const series = shown.value.find(({ id }) => id === run.id);
  return series ? [{ name: nameOf(run), run, series, isLookedAt: run.id === lookedAtRun.value?.id }] : [];
}

/** The curves that are drawn, in the order of the legend. */
const shownCurves = () =>
  runs.value
    .filter(({ id }) => charted.value.shownIds.includes(id))
    .reverse()
    .flatMap(curveOf);

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
    'Interrupted after {0} of {1} steps: its process ended before it did. What it recorded is here.',
    count(steps),
    count(experiment.steps),
  );

const stopped = ({ steps, experiment }: RunSummary) =>
  l10n.t('Stopped after {0} of {1} steps.', count(steps), count(experiment.steps));

const resuming = new PageTask<string>('train');

/** What is to be said of how a run ended; and how it goes on, where it can. */
function RunNotice({ run }: { run: RunSummary }) {
  const { id, state, message } = run;
  const canGoOn = isResumable(state) && run.divergedAt === null;
  const failure = resuming.failure.value;
  const resume = () =>
    resuming.run(id, async (ask) => {
      await ask('resumeRun', { runId: id });
    });
  return (
    <Notice kind={state === 'stopped' && message === null ? 'note' : 'warning'}>
      <span class="of">
        <RunName run={run} />
      </span>{' '}
      {message ?? (state === 'stopped' ? stopped(run) : interrupted(run))}{' '}
      {canGoOn && (
        <span class="buttons">
          <button type="button" class="link" disabled={activeRun.value !== null} onClick={() => void resume()}>
            {l10n.t('Resume')}
          </button>
        </span>
      )}
      {failure?.of === id && <p role="alert">{failure.message}</p>}
    </Notice>
  );
}

/** What went wrong with the run that is looked at; with the others shown behind a click, so that the chart has room. */
function Notices({ runs: given }: { runs: readonly RunSummary[] }) {
  const looked = lookedAtRun.value;
  const told = given.filter(
    ({ id, message, state }) => message ?? (state === 'interrupted' || (state === 'stopped' && id === looked?.id)),
  );
  const others = told.filter(({ id }) => id !== looked?.id);
  return (
    <>
      {told.length > others.length && looked && <RunNotice key={looked.id} run={looked} />}
      {others.length > 0 && (
        <details class="other-notices">
          <summary>
            {others.length === 1
              ? l10n.t('1 other run has a warning')
              : l10n.t('{0} other runs have a warning', others.length)}
          </summary>
          {others.map((run) => (
            <RunNotice key={run.id} run={run} />
          ))}
        </details>
      )}
    </>
  );
}

/** Settings at the left, what came of them at the right. */
export function TrainTab() {
  const curves = shownCurves();
  const view = useSharedView(stepsOf(curves));
  const run = lookedAtRun.value;
  const looked = run ? curveOf(run).at(0) : undefined;
  return (
    <div class="train">
      <ExperimentForm />
      <div class="results">
        <Tiles curve={looked} smoothing={view.smoothing} />
        <Notices runs={[...new Set([...curves.map((curve) => curve.run), ...(run ? [run] : [])])]} />
        {charted.value.shownIds.length + charted.value.offIds.length === 0 ? (
          <Empty />
        ) : (
          <>
            <LossCard curves={curves} view={view} />
            <AccuracyCard curves={curves} view={view} />
          </>
        )}
        {looked && looked.run.steps > 0 && <LandscapeCard curve={looked} />}
      </div>
    </div>
  );
}
