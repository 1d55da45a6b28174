import './localise';
import './theme.css';
import './panel.css';
import * as l10n from '@vscode/l10n';
import { signal } from '@preact/signals';
import { render, type ComponentType } from 'preact';
import { tabs, type Tab } from '../src/shared/protocol';
import { BatchTab } from './batch/batchTab';
import { CheckTab } from './check/checkTab';
import { Tabs } from './components/tabs';
import { DerivativeTab } from './derivative/derivativeTab';
import { connect, recall, remember } from './host';
import { LossTab } from './loss/lossTab';
import { RunStatus } from './runStatus';
import { SamplesTab } from './samples/samplesTab';
import { connected, receive, visit } from './state';
import { TrainTab } from './train/trainTab';

const pages: Record<Tab, ComponentType<{ visible: boolean }>> = {
  train: TrainTab,
  samples: SamplesTab,
  loss: LossTab,
  batch: BatchTab,
  derivative: DerivativeTab,
  check: CheckTab,
};
const names: Record<Tab, string> = {
  train: l10n.t('Train'),
  samples: l10n.t('Samples'),
  loss: l10n.t('Loss'),
  batch: l10n.t('Mini-batch'),
  derivative: l10n.t('Derivative'),
  check: l10n.t('Gradient check'),
};

const shownTab = signal<Tab>(recall<{ tab: Tab }>({ tab: 'train' }).tab);

function select(tab: Tab): void {
  shownTab.value = tab;
  remember({ tab });
}

function Panel() {
  const active = shownTab.value;
  return (
    <div class="panel">
      <div class="top">
        <Tabs label="Loss Lab" tabs={tabs.map((tab) => [tab, names[tab]] as const)} active={active} onSelect={select} />
        <RunStatus />
      </div>
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
              <Page visible={tab === active} />
            </div>
          );
        })}
    </div>
  );
}

const root = document.getElementById('root');
if (root) render(<Panel />, root);

connect((message) => {
  if (message.type === 'navigate') {
    visit.value = message.values ?? null;
    select(message.tab);
    return;
  }
  if (message.type === 'snapshot' && message.values) visit.value = message.values;
  receive(message);
  if (message.type === 'snapshot' && message.tab) select(message.tab);
});
