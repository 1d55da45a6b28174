import '../text/localise';
import '../components/theme.css';
import '../components/components.css';
import './live.css';
import * as l10n from '@vscode/l10n';
import { render } from 'preact';
import { accuracyNow, isActive, type RunSummary } from '../../src/runs/run';
import { Icon, IconButton } from '../components/icon';
import { RunName } from '../components/runName';
import { count, percent } from '../text/format';
import { Silence, Unavailable } from '../components/unavailable';
import { Notice } from '../components/notice';
import { connect, isSilent, request } from '../host/requests';
import { latestLoss } from '../text/latestLoss';
import { aboutRun } from '../text/runNames';
import { GoingOn, RunButtons } from '../labs/runStatus';
import { activeRun, connected, experiment, lookedAtRun, receive, settings, shown } from '../host/state';
import { offer } from './offer';
import { Sparkline } from './sparkline';

const train = () => void request('train', {}).catch(() => undefined);
const openPanel = () => void request('open', { tab: 'train' }).catch(() => undefined);

function Welcome() {
  const { button, detail } = offer(experiment.value);
  return (
    <div class="welcome">
      <p>{l10n.t('Train a network on 60,000 handwritten digits and watch its loss fall.')}</p>
      <button type="button" class="button" onClick={train}>
        <Icon icon="play" />
        {button}
      </button>
      {detail && <p class="dim">{detail}</p>}
      <button type="button" class="link" onClick={openPanel}>
        {l10n.t('Open Loss Lab')}
      </button>
    </div>
  );
}

const stateNames: Record<RunSummary['state'], string> = {
  running: l10n.t('running'),
  paused: l10n.t('paused'),
  done: l10n.t('done'),
  stopped: l10n.t('stopped'),
  diverged: l10n.t('diverged'),
  failed: l10n.t('failed'),
  interrupted: l10n.t('interrupted'),
};

function LiveRun({ run }: { run: RunSummary }) {
  const series = shown.value.find(({ id }) => id === run.id);
  const active = activeRun.value;
  const goesOn = isActive(run.state);
  // While it goes on, a newer one is on its way.
  const accuracy = goesOn ? run.accuracy : accuracyNow(run);
  const loss = latestLoss(run, settings.value.smoothing);
  return (
    <div class="live">
      <div class="title">
        <RunName run={run} title={`${aboutRun(run)}\n${l10n.t('Open Loss Lab')}`} onClick={openPanel} />
        {active?.id === run.id && <RunButtons run={run} />}
        {!active && (
          <span class="buttons">
            <IconButton icon="play" label={l10n.t('Train')} onClick={train} />
          </span>
        )}
      </div>
      {series && <Sparkline run={run} series={series} />}
      <div class="numbers number">
        <span title={loss.title}>
          {loss.name} <b class="mono">{loss.value}</b>
        </span>
        <span>
          {l10n.t('test')} <b class="mono">{accuracy ? percent(accuracy.test, 1) : '–'}</b>
        </span>
        <span class="dim">
          {goesOn ? `${count(run.steps)} / ${count(run.experiment.steps)}` : stateNames[run.state]}
        </span>
      </div>
      {run.message && <Notice kind="warning">{run.message}</Notice>}
      {active && active.id !== run.id && <GoingOn run={active} />}
    </div>
  );
}

function Live() {
  if (!connected.value) return <Unavailable />;
  const run = lookedAtRun.value;
  return (
    <>
      <Silence />
      <div inert={isSilent.value}>{run ? <LiveRun run={run} /> : <Welcome />}</div>
    </>
  );
}

const root = document.getElementById('root');
if (root) render(<Live />, root);

connect((messages) => receive(...messages));
