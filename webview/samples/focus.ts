import { signal } from '@preact/signals';
import type { SampleId } from '../../src/shared/protocol';
import { recall, remember } from '../host';

/** The digit the reader looks at: large in Samples, term by term in Loss. */
export const focused = signal(recall<{ focused: SampleId | null }>({ focused: null }).focused);

export function focus(id: SampleId | null): void {
  focused.value = id;
  remember({ focused: id });
}
