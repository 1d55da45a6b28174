import * as l10n from '@vscode/l10n';
import { effect, untracked } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { SampleId } from '../../../src/shared/pageProtocol';
import { Choice } from '../../components/choice';
import { Notice } from '../../components/notice';
import { kept } from '../../host/kept';
import { request } from '../../host/requests';
import { connected, data, picked } from '../../host/state';
import { onVisit } from '../../host/visit';
import { LossCards } from './lossCards';
import { NothingPicked, PickedLosses } from './pickedLosses';
import { examples, sourceNames, type Source } from './source';
import { TypedLosses } from './typedLosses';
import './loss.css';

const chosen = kept<{ source: Source }>('loss', { source: 'picked' });
const choose = (source: Source) => chosen.set({ source });
onVisit('source', choose);

/** The picks that the page knew last: whoever picks others wants to see their loss, also before they come here. */
let seen: readonly SampleId[] | null = null;
effect(() => {
  // The first that a page hears of them are those of the page before it.
  const ids = connected.value ? picked.value : null;
  const isNews = ids !== null && seen !== null && ids.join() !== seen.join();
  seen = ids;
  if (isNews && ids.length > 0) untracked(() => choose('picked'));
});

/** The loss of one sample at a time: every term, in one-hot and in label form side by side. */
export function LossTab() {
  const { source } = chosen.value;
  useEffect(() => {
    if (picked.value.length > 0 && data.value.state === 'absent') void request('loadData', {}).catch(() => undefined);
  }, [picked.value.length]);
  return (
    <div class="cards loss">
      <Choice
        class="sources"
        label={l10n.t('Where y comes from')}
        options={sourceNames.map(([value, words]) => ({ value, words }))}
        chosen={source}
        onChoose={choose}
      />
      <Body source={source} onChoose={choose} />
    </div>
  );
}

interface BodyProps {
  source: Source;
  onChoose: (source: Source) => void;
}

function Body({ source, onChoose }: BodyProps) {
  const loaded = data.value;
  if (source === 'typed') return <TypedLosses />;
  if (source !== 'picked') return <LossCards example={examples[source]} />;
  if (picked.value.length === 0) return <NothingPicked onExample={onChoose} />;
  if (loaded.state === 'failed') return <Notice>{loaded.message}</Notice>;
  if (loaded.state !== 'ready') return <p class="dim">{l10n.t('Unpacking 70,000 digits …')}</p>;
  return <PickedLosses ids={picked.value} labels={loaded.labels} />;
}
