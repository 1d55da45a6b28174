import { effect, signal } from '@preact/signals';
import type { NetworkSource } from '../../../src/shared/pageProtocol';
import { onForget, request } from '../../host/requests';
import { sentence } from '../../text/sentence';
import { activeId, network, predicting } from '../../host/state';
import type { Readings } from './filter';

/** What a network made of every digit when it was last asked, and which network that was. */
export const readings = signal<(Readings & { network: NetworkSource }) | null>(null);
onForget('samples', () => (readings.value = null));
export const isReading = signal(false);
/** Why the digits could not be read; null when they could. */
export const readingFailure = signal<string | null>(null);
/** True after the reader ended a reading: the next one is theirs to ask for, or another network's. */
export const wasStopped = signal(false);

let latest = 0;
/** What the reading under way, or the last one, was asked of. */
let askedOf = '';

const present = () => JSON.stringify([network.value, activeId.value]);

/** Has the present network read all the digits. */
export async function readAll(): Promise<void> {
  const mine = ++latest;
  askedOf = present();
  wasStopped.value = false;
  readingFailure.value = null;
  predicting.value = null;
  isReading.value = true;
  try {
    const answer = await request('predictAll', {});
    if (mine === latest) readings.value = answer;
  } catch (error) {
    if (mine === latest) readingFailure.value = sentence(error);
  } finally {
    if (mine === latest) isReading.value = false;
  }
}

/** Ends the reading under way; what was read before stays. */
export function stopReading(): void {
  latest++;
  isReading.value = false;
  wasStopped.value = true;
  void request('stopPredicting', {}).catch(() => undefined);
}

/**
 * Has the digits read once more if another network is present than the one that read them. A run in training is asked
 * when it begins and when it is over; in between only the reader asks.
 */
export function keepUp(): void {
  const source = readings.value?.network;
  const isAsked = askedOf === present();
  if (isAsked && (isReading.value || wasStopped.value || readingFailure.value !== null)) return;
  const isPresent =
    activeId.value === null
      ? // The form may have made another network of the same seed.
        source?.kind === 'run' && JSON.stringify(source) === JSON.stringify(network.value)
      : source?.kind === 'run' && source.runId === activeId.value;
  if (!isPresent) void readAll();
}

// The host says how far it is to every page, also to one that did not ask.
effect(() => {
  if (!isReading.value) predicting.value = null;
});
