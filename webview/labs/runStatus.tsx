import * as l10n from '@vscode/l10n';
import type { RunSummary } from '../../src/runs/run';
import { colorOf } from '../charts/palette';
import { IconButton } from '../components/icon';
import { count, significant } from '../text/format';
import { request } from '../host/requests';
import { fullNameOf, nameOf } from '../text/runNames';
import { activeRun, followedRun } from '../host/state';

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

/** At the right of the tabs: the active run, or the one that was opened, in a line. */
export function RunStatus() {
  const active = activeRun.value;
  const run = followedRun.value;
  if (!run) return null;
  return (
    <div class="run-status number">
      <span class="dot" style={{ background: colorOf(run) }} />
      <span class="name" title={fullNameOf(run)}>
        {nameOf(run)}
      </span>
      <span>
        {l10n.t('step {0}', count(run.steps))} / {count(run.experiment.steps)}
      </span>
      {run.finalLoss !== null && (
        <span title={l10n.t('Of the last mini-batch; the bold curve is the running mean.')}>
          {l10n.t('loss')} {significant(run.finalLoss, 3)}
        </span>
      )}
      {active && <RunButtons run={active} />}
    </div>
  );
}
