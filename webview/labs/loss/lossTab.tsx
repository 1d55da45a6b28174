import * as l10n from '@vscode/l10n';
import { useSignal, useSignalEffect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Chip } from '../../components/chip';
import { Notice } from '../../components/notice';
import { recall, remember, request } from '../../host/requests';
import { data, picked, visit } from '../../host/state';
import { LossCards } from './lossCards';
import { NothingPicked, PickedLosses } from './pickedLosses';
import { examples, sourceNames, type Source } from './source';
import { TypedLosses } from './typedLosses';
import './loss.css';

/** The loss of one sample at a time: every term, in one-hot and in label form side by side. */
export function LossTab({ visible }: { visible: boolean }) {
  const source = useSignal<Source>(recall<{ source: Source }>('loss', { source: 'picked' }).source);
  const choose = (next: Source) => {
    source.value = next;
    remember('loss', { source: next });
  };
  useEffect(() => {
    if (visible && picked.value.length > 0 && data.value.state === 'absent')
      void request('loadData', {}).catch(() => undefined);
  }, [visible, picked.value.length]);
  useSignalEffect(() => {
    if (visit.value?.source) choose(visit.value.source);
  });
  // Whoever picks a digit wants to see that one's loss.
  const seen = useRef(picked.value);
  useSignalEffect(() => {
    if (picked.value === seen.current) return;
    seen.current = picked.value;
    if (picked.value.length > 0) choose('picked');
  });
  return (
    <div class="loss">
      <div class="sources" role="group" aria-label={l10n.t('Where y comes from')}>
        {sourceNames.map(([name, words]) => (
          <Chip key={name} pressed={source.value === name} onClick={() => choose(name)}>
            {words}
          </Chip>
        ))}
      </div>
      <Body source={source.value} visible={visible} onChoose={choose} />
    </div>
  );
}

interface BodyProps {
  source: Source;
  visible: boolean;
  onChoose: (source: Source) => void;
}

function Body({ source, visible, onChoose }: BodyProps) {
  const loaded = data.value;
  if (source === 'typed') return <TypedLosses visible={visible} />;
  if (source !== 'picked') return <LossCards example={examples[source]} visible={visible} />;
  if (picked.value.length === 0) return <NothingPicked onExample={onChoose} />;
  if (loaded.state === 'failed') return <Notice>{loaded.message}</Notice>;
  if (loaded.state !== 'ready') return <p class="dim">{l10n.t('Unpacking 70,000 digits …')}</p>;
  return <PickedLosses ids={picked.value} labels={loaded.labels} visible={visible} />;
}
