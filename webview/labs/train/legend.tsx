import * as l10n from '@vscode/l10n';
import type { RunSummary } from '../../../src/runs/run';
import { colorOf } from '../../charts/palette';
import { IconButton } from '../../components/icon';
import { NameText } from '../../components/runName';
import { request } from '../../host/requests';
import { charted, lookedAtRun } from '../../host/state';
import { aboutRun, shortBesideNameOf, nameOf } from '../../text/runNames';
import { legendRuns, markOf } from './legendRuns';

/** A run in the legend. */
interface Entry {
  run: RunSummary;
  /** Whether its curve is drawn. */
  isOn: boolean;
}

const entries = (): Entry[] => legendRuns.value.map((run) => ({ run, isOn: charted.value.shownIds.includes(run.id) }));

function LegendEntry({ entry: { run, isOn }, isLookedAt }: { entry: Entry; isLookedAt: boolean }) {
  const name = nameOf(run);
  const beside = shortBesideNameOf(run);
  return (
    <span class={`chip entry${isLookedAt ? ' looked-at' : ''}${isOn ? '' : ' off'}`}>
      <button
        type="button"
        class="look"
        aria-pressed={isLookedAt}
        aria-label={[name, beside].filter(Boolean).join(' ')}
        title={`${aboutRun(run)}\n${l10n.t('Click to look at this run')}`}
        onClick={() => void request('look', { runId: run.id }).catch(() => undefined)}
      >
        <span class={markOf(run)} style={{ background: colorOf(run) }} />
        <span class="name">
          <NameText run={run} />
        </span>
        {beside && <span class="beside">{beside}</span>}
      </button>
      <IconButton
        icon={isOn ? 'eye' : 'eye-closed'}
        label={isOn ? l10n.t('Switch off the curve of {0}', name) : l10n.t('Switch on the curve of {0}', name)}
        onClick={() => void request('setOn', { runId: run.id, isOn: !isOn }).catch(() => undefined)}
      />
    </span>
  );
}

/** The runs on the charts: which one is looked at is chosen here, and whose curve is drawn. */
export function Legend() {
  const looked = lookedAtRun.value;
  return (
    <div class="run-legend" role="group" aria-label={l10n.t('Runs on the charts')}>
      {entries().map((entry) => (
        <LegendEntry key={entry.run.id} entry={entry} isLookedAt={entry.run.id === looked?.id} />
      ))}
    </div>
  );
}
