import * as l10n from '@vscode/l10n';
import type { RunSummary } from '../../../src/runs/run';
import { Icon } from '../../components/icon';
import { Progress } from '../../components/progress';
import { RunName } from '../../components/runName';
import { count, duration } from '../../text/format';
import { request } from '../../host/requests';
import { pace } from '../../host/state';

type Control = 'pause' | 'resume' | 'step' | 'stop';

function ControlButton({
  method,
  icon,
  words,
  disabled = false,
}: {
  method: Control;
  icon: string;
  words: string;
  disabled?: boolean;
}) {
  return (
    <button
      type="button"
      class="button secondary"
      disabled={disabled}
      onClick={() => void request(method, {}).catch(() => undefined)}
    >
      <Icon icon={icon} />
      {words}
    </button>
  );
}

/** How far the active run is, and what can be done with it. */
export function RunProgress({ run }: { run: RunSummary }) {
  const total = run.experiment.steps;
  const paused = run.state === 'paused';
  const { samplesPerSecond, secondsLeft } = pace.value ?? { samplesPerSecond: 0, secondsLeft: null };
  return (
    <div class="progress">
      <p class="of">
        <RunName run={run} />
      </p>
      <div class="controls">
        {paused ? (
          <ControlButton method="resume" icon="debug-continue" words={l10n.t('Resume')} />
        ) : (
          <ControlButton method="pause" icon="debug-pause" words={l10n.t('Pause')} />
        )}
        <ControlButton method="step" icon="debug-step-over" words={l10n.t('Step')} disabled={!paused} />
        <ControlButton method="stop" icon="debug-stop" words={l10n.t('Stop')} />
      </div>
      <Progress label={l10n.t('Steps')} done={run.steps / total} text={`${count(run.steps)} / ${count(total)}`} />
      <p class="dim number">
        {count(run.steps)} / {count(total)}
        {samplesPerSecond > 0 && ` · ${l10n.t('{0} samples/s', count(Math.round(samplesPerSecond)))}`}
        {!paused && secondsLeft !== null && ` · ${l10n.t('{0} left', duration(secondsLeft))}`}
        {paused && ` · ${l10n.t('paused')}`}
      </p>
    </div>
  );
}
