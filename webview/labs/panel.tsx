import '../text/localise';
import '../components/theme.css';
import './panel.css';
import * as l10n from '@vscode/l10n';
import { render, type ComponentType } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { tabs, type Tab } from '../../src/shared/pageProtocol';
import { BatchTab } from './batch/batchTab';
import { CheckTab } from './check/checkTab';
import { Boundary } from '../components/boundary';
import { IconButton } from '../components/icon';
import { Tabs } from '../components/tabs';
import { Silence, Unavailable } from '../components/unavailable';
import { DerivativeTab } from './derivative/derivativeTab';
import { Guide } from './guide/guide';
import { kept } from '../host/kept';
import { connect, forget, isSilent } from '../host/requests';
import { LossTab } from './loss/lossTab';
import { RunStatus } from './runStatus';
import { SamplesTab } from './samples/samplesTab';
import { connected, receive } from '../host/state';
import { visit } from '../host/visit';
import { TrainTab } from './train/trainTab';
import { WaysTab } from './ways/waysTab';

const pages: Record<Tab, ComponentType> = {
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

/** Which tab is shown, and whether the guide stands beside it. */
const shown = kept<{ tab: Tab; guide: boolean }>('panel', { tab: 'train', guide: false });

const select = (tab: Tab) => shown.set({ tab });

function openGuide(guide: boolean): void {
  shown.set({ guide });
  if (!guide) document.getElementById('guide-button')?.focus();
}

/** How far down the reader was in each tab. */
const scrolled = new Map<Tab, number>();

/** The tab that is shown, and the only one there is: the others do no work, and remember where the reader was. */
function Page({ tab }: { tab: Tab }) {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (place.current) place.current.scrollTop = scrolled.get(tab) ?? 0;
  }, []);
  const Content = pages[tab];
  return (
    <div
      ref={place}
      id={`page-${tab}`}
      class="page"
      role="tabpanel"
      aria-labelledby={`tab-${tab}`}
      onScroll={({ currentTarget }) => scrolled.set(tab, currentTarget.scrollTop)}
    >
      <Boundary onAnew={() => forget(tab)}>
        <Content />
      </Boundary>
    </div>
  );
}

function Panel() {
  const { tab: active, guide: open } = shown.value;
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
        {connected.value && <Page key={active} tab={active} />}
        {open && <Guide tab={active} name={names[active]} onTry={visit} onClose={() => openGuide(false)} />}
      </div>
    </div>
  );
}

const root = document.getElementById('root');
if (root) render(<Panel />, root);

connect((messages) => {
  const isMissing = receive(...messages);
  for (const message of messages) {
    if (message.type !== 'navigate' && message.type !== 'snapshot') continue;
    visit(message.values ?? {});
    if (message.tab) select(message.tab);
  }
  return isMissing;
});
