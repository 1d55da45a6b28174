import { computed, signal } from '@preact/signals';
import { defaultDelta } from '../../../src/engine';
import { onForget, recall, remember } from '../../host/requests';
import { defaultText, readDelta } from './deltaReading';

/** δ as typed; at fault or not. */
export const typedDelta = signal(recall('loss', { delta: defaultText }).delta);
onForget('loss', () => (typedDelta.value = defaultText));
const read = computed(() => readDelta(typedDelta.value));

export const deltaFault = computed(() => ('fault' in read.value ? read.value.fault : undefined));

let lastGood = defaultDelta;
/** δ in use: what is typed, or the last that could be read. */
export const delta = computed(() => {
  if ('delta' in read.value) lastGood = read.value.delta;
  return lastGood;
});

export function setDelta(text: string): void {
  typedDelta.value = text;
  remember('loss', { delta: text });
}
