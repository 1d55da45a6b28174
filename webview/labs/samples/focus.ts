import { signal } from '@preact/signals';
import type { SampleId } from '../../../src/shared/pageProtocol';
import { onForget, recall, remember } from '../../host/requests';
import { unfiltered, view } from './view';

/** The digit the reader looks at: large in Samples, term by term in Loss. */
export const focused = signal(recall<{ focused: SampleId | null }>('samples', { focused: null }).focused);
onForget('samples', () => (focused.value = null));

export function focus(id: SampleId | null): void {
  focused.value = id;
  remember('samples', { focused: id });
}

/** Looks at a digit where it is stored, among its neighbours, whatever was filtered before. */
export function goTo(id: SampleId): void {
  // As stored, and all of them: its number is its place.
  view.set({ ...unfiltered, split: 'all', order: 'stored', top: id });
  focus(id);
}
