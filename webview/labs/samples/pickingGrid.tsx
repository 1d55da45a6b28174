import * as l10n from '@vscode/l10n';
import { useMemo, useRef } from 'preact/hooks';
import type { SampleId } from '../../../src/shared/pageProtocol';
import { DigitGrid } from '../../digits/digitGrid';
import { noNumber, unread } from '../../digits/noNumber';
import { sampleName } from '../../digits/sampleName';
import { request } from '../../host/requests';
import { picked } from '../../host/state';
import { pickedTimes } from './drawing';
import { focus, focused } from './focus';
import { isPicked, pick, toggle } from './picks';
import { view } from './view';

interface PickingGridProps {
  /** What is shown, in this order. */
  ids: readonly SampleId[];
  labels: Uint8Array;
  /** The digit that each is read as, by sample id: those read wrong get a frame. */
  predicted: Uint8Array | undefined;
  size: number;
  /** Whether a plain click picks what it is on; otherwise it only looks at it. */
  clickPicks: boolean;
}

const range = (ids: readonly SampleId[], a: number, b: number) => ids.slice(Math.min(a, b), Math.max(a, b) + 1);

/** All the digits there are, to look at and to pick. */
export function PickingGrid({ ids, labels, predicted, size, clickPicks }: PickingGridProps) {
  /** The digit that a range starts from. */
  const anchor = useRef<SampleId | null>(null);
  const at = focused.value === null ? -1 : ids.indexOf(focused.value);
  const isWrong = useMemo(() => predicted && ((id: SampleId) => predicted[id] !== labels[id]), [predicted, labels]);
  const rangeTo = (index: number) => {
    const from = anchor.current === null ? -1 : ids.indexOf(anchor.current);
    pick(range(ids, from < 0 ? index : from, index));
  };
  const move = (index: number, event: MouseEvent | KeyboardEvent) => {
    const isClick = event instanceof MouseEvent;
    if (event.shiftKey && !isClick) anchor.current ??= focused.value;
    focus(ids[index]);
    if (event.shiftKey) {
      rangeTo(index);
      return;
    }
    anchor.current = ids[index];
    if (!isClick) return;
    if (event.ctrlKey || event.metaKey) toggle(ids[index]);
    else if (clickPicks) pick([ids[index]]);
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === ' ' && focused.value !== null) {
      event.preventDefault();
      toggle(focused.value);
    } else if (event.key === 'Escape') pick([]);
    else if (event.key === 'Enter') {
      if (picked.value.length === 0 && focused.value !== null) pick([focused.value]);
      void request('open', { tab: 'loss' }).catch(() => undefined);
    } else if (event.key === 'a' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      pick([...ids]);
    }
  };
  return (
    <DigitGrid
      label={l10n.t('Digits: arrows move, Space picks, Shift picks a range, Enter compares the losses')}
      ids={ids}
      size={size}
      at={at}
      nameOf={(id) => spoken(id, labels, predicted)}
      top={view.value.top}
      onTop={(top) => view.set({ top })}
      chosen={isPicked.value}
      times={pickedTimes.value}
      isWrong={isWrong}
      onMove={move}
      onKey={press}
    />
  );
}

function spoken(id: SampleId, labels: Uint8Array, predicted: Uint8Array | undefined): string {
  const said = predicted?.[id];
  const read = said === undefined ? '' : `, ${said === unread ? noNumber : l10n.t('read as {0}', said)}`;
  const n = pickedTimes.value.get(id) ?? 1;
  const times = n > 1 ? `, ${l10n.t('drawn {0} times', n)}` : '';
  return l10n.t('{0}, label {1}{2}', sampleName(id), labels[id], read + times);
}
