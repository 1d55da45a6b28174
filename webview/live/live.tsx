import '../text/localise';
import '../components/theme.css';
import '../components/components.css';
import './live.css';
import * as l10n from '@vscode/l10n';
import { render } from 'preact';
import { isActive, type RunSummary } from '../../src/runs/run';
import { colorOf } from '../charts/palette';
import { Icon, IconButton } from '../components/icon';
import { count, percent, significant } from '../text/format';
import { Unavailable } from '../components/unavailable';
import { Notice } from '../components/notice';
import { connect, request } from '../host/requests';
import { nameOf } from '../text/runNames';
import { RunButtons } from '../labs/runStatus';
import { connected, experiment, followedRun, receive, shown } from '../host/state';
import { offer } from './offer';
import { Sparkline } from './sparkline';

const train = () => void request('train', { experiment: experiment.value }).catch(() => undefined);
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
  const goesOn = isActive(run.state);
  return (
    <div class="live">
      <div class="title">
        <span class="dot" style={{ background: colorOf(run) }} />
        <button type="button" class="link name" title={l10n.t('Open Loss Lab')} onClick={openPanel}>
          {nameOf(run)}
        </button>
        {goesOn ? (
          <RunButtons run={run} />
        ) : (
          <span class="buttons">
            <IconButton icon="play" label={l10n.t('Train')} onClick={train} />
          </span>
        )}
      </div>
      {series && <Sparkline run={run} series={series} />}
      <div class="numbers number">
        <span>
          {l10n.t('loss')} <b class="mono">{run.finalLoss === null ? '–' : significant(run.finalLoss, 3)}</b>
        </span>
        <span>
          {l10n.t('test')} <b class="mono">{run.accuracy ? percent(run.accuracy.test, 1) : '–'}</b>
        </span>
        <span class="dim">
          {goesOn ? `${count(run.steps)} / ${count(run.experiment.steps)}` : stateNames[run.state]}
        </span>
      </div>
      {run.message && <Notice kind="warning">{run.message}</Notice>}
    </div>
  );
}

function Live() {
  if (!connected.value) return <Unavailable />;
  const run = followedRun.value;
  return run ? <LiveRun run={run} /> : <Welcome />;
}

const root = document.getElementById('root');
if (root) render(<Live />, root);

connect((message) => {
  if (message.type !== 'navigate') receive(message);
});
