import '../text/localise';
import '../components/theme.css';
import './panel.css';
import * as l10n from '@vscode/l10n';
import { signal } from '@preact/signals';
import { render, type ComponentType } from 'preact';
import { tabs, type Tab, type Values } from '../../src/shared/pageProtocol';
import { beginAnew } from './anew';
import { BatchTab } from './batch/batchTab';
import { CheckTab } from './check/checkTab';
import { Boundary } from '../components/boundary';
import { IconButton } from '../components/icon';
import { Tabs } from '../components/tabs';
import { Silence, Unavailable } from '../components/unavailable';
import { DerivativeTab } from './derivative/derivativeTab';
import { Guide } from './guide/guide';
import { connect, isSilent, recall, remember } from '../host/requests';
import { LossTab } from './loss/lossTab';
import { RunStatus } from './runStatus';
import { SamplesTab } from './samples/samplesTab';
import { connected, receive, visit } from '../host/state';
import { TrainTab } from './train/trainTab';
import { WaysTab } from './ways/waysTab';

const pages: Record<Tab, ComponentType<{ visible: boolean }>> = {
  train: TrainTab,
  samples: SamplesTab,
  loss: LossTab,
  batch: BatchTab,
  derivative: DerivativeTab,
  check: CheckTab,
  ways: WaysTab,
};
const names: Record<Tab, string> = {
  train: l10n.t('Train'),
  samples: l10n.t('Samples'),
  loss: l10n.t('Loss'),
  batch: l10n.t('Mini-batch'),
  derivative: l10n.t('Derivative'),
  check: l10n.t('Gradient check'),
  ways: l10n.t('Three ways'),
};

const shownTab = signal<Tab>(recall<{ tab: Tab }>('panel', { tab: 'train' }).tab);

function select(tab: Tab): void {
  shownTab.value = tab;
  remember('panel', { tab });
}

const guideOpen = signal(recall<{ guide: boolean }>('panel', { guide: false }).guide);

function openGuide(open: boolean): void {
  guideOpen.value = open;
  remember('panel', { guide: open });
  if (!open) document.getElementById('guide-button')?.focus();
}

/** Shows the values in the tab that knows them, as the walkthrough does. */
function tryValues(values: Values): void {
  // A new object each time: the same values once more are wanted once more.
  visit.value = { ...values };
}

function Panel() {
  const active = shownTab.value;
  const open = guideOpen.value;
  return (
    <div class="panel">
      <div class="top">
        <Tabs label="Loss Lab" tabs={tabs.map((tab) => [tab, names[tab]] as const)} active={active} onSelect={select} />
        <RunStatus />
        <IconButton
          id="guide-button"
          icon="question"
          label={l10n.t('What am I looking at?')}
          expanded={open}
          onClick={() => openGuide(!open)}
          onKeyDown={({ key }) => {
            if (key === 'Escape' && open) openGuide(false);
          }}
        />
      </div>
      <Silence />
      <div class="body" inert={isSilent.value}>
        {!connected.value && <Unavailable />}
        {connected.value &&
          tabs.map((tab) => {
            const Page = pages[tab];
            return (
              <div
                key={tab}
                id={`page-${tab}`}
                class="page"
                role="tabpanel"
                aria-labelledby={`tab-${tab}`}
                hidden={tab !== active}
              >
                <Boundary onAnew={() => beginAnew(tab)}>
                  <Page visible={tab === active} />
                </Boundary>
              </div>
            );
          })}
        {open && <Guide tab={active} name={names[active]} onTry={tryValues} onClose={() => openGuide(false)} />}
      </div>
    </div>
  );
}

const root = document.getElementById('root');
if (root) render(<Panel />, root);

connect((messages) => {
  for (const message of messages) {
    if (message.type !== 'navigate' && message.type !== 'snapshot') continue;
    if (message.type === 'navigate' || message.values) visit.value = message.values ?? null;
    if (message.tab) select(message.tab);
  }
  receive(...messages);
});
