import * as l10n from '@vscode/l10n';
import type { RunSummary } from '../../src/runs/run';
import { IconButton } from '../components/icon';
import { RunName } from '../components/runName';
import { count } from '../text/format';
import { isSilent, request } from '../host/requests';
import { latestLoss } from '../text/latestLoss';
import { activeRun, lookedAtRun } from '../host/state';
import { smoothing } from './train/chartChoices';

/** A request whose refusal the host has already said. */
const ask = (method: 'pause' | 'resume' | 'step' | 'stop') => () => void request(method, {}).catch(() => undefined);

/** Pause or resume, single step, stop: for the run that is active. */
export const RunButtons = ({ run }: { run: RunSummary }) => (
  <span class="buttons" role="group" aria-label={l10n.t('Run controls')}>
    {run.state === 'paused' ? (
      <IconButton icon="debug-continue" label={l10n.t('Resume')} onClick={ask('resume')} />
    ) : (
      <IconButton icon="debug-pause" label={l10n.t('Pause')} onClick={ask('pause')} />
    )}
    <IconButton
      icon="debug-step-over"
      label={l10n.t('Single step')}
      disabled={run.state !== 'paused'}
      onClick={ask('step')}
    />
    <IconButton icon="debug-stop" label={l10n.t('Stop')} onClick={ask('stop')} />
  </span>
);

/** The run that goes on while another one is looked at: how far it is, a click to look at it, and what can be done with it. */
export const GoingOn = ({ run }: { run: RunSummary }) => (
  <span class="going-on">
    <RunName
      run={run}
      title={l10n.t('This run goes on: click to look at it')}
      onClick={() => void request('look', { runId: run.id }).catch(() => undefined)}
    />
    <span class="figures">
      <span>
        {count(run.steps)} / {count(run.experiment.steps)}
      </span>
    </span>
    <RunButtons run={run} />
  </span>
);

/** At the right of the tabs: the run that is looked at in a line, and the active one where that is another. */
export function RunStatus() {
  const active = activeRun.value;
  const run = lookedAtRun.value;
  // Its place is kept for it.
  if (!run) return <div class="run-status" />;
  const loss = latestLoss(run, smoothing.value);
  return (
    <div class="run-status number" inert={isSilent.value}>
      <RunName run={run} />
      <span class="figures">
        <span>
          {l10n.t('step {0}', count(run.steps))} / {count(run.experiment.steps)}
        </span>
        {run.finalLoss !== null && (
          <span title={loss.title}>
            {loss.name} {loss.value}
          </span>
        )}
      </span>
      {active && (active.id === run.id ? <RunButtons run={active} /> : <GoingOn run={active} />)}
    </div>
  );
}
