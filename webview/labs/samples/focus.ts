import { signal } from '@preact/signals';
import type { SampleId } from '../../../src/shared/pageProtocol';
import { onForget, recall, remember } from '../../host/requests';

/** The digit the reader looks at: large in Samples, term by term in Loss. */
export const focused = signal(recall<{ focused: SampleId | null }>('samples', { focused: null }).focused);
onForget('samples', () => (focused.value = null));

export function focus(id: SampleId | null): void {
  focused.value = id;
  remember('samples', { focused: id });
}
