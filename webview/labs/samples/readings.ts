import { signal } from '@preact/signals';
import type { NetworkSource } from '../../../src/shared/pageProtocol';
import { PageTask } from '../../host/pageTask';
import { onForget } from '../../host/requests';
import { activeId, network } from '../../host/state';
import type { Readings } from './filter';

/** What a network made of every digit when it was last asked, and which network that was. */
export const readings = signal<(Readings & { network: NetworkSource }) | null>(null);
onForget('samples', () => (readings.value = null));
/** Reading them all. */
export const readingAll = new PageTask('samples');
/** What the reading under way, or the last one, was asked of. */
let askedOf = '';

const present = () => JSON.stringify([network.value, activeId.value]);

/** Has the present network read all the digits. */
export function readAll(): Promise<void> {
  askedOf = present();
  return readingAll.run(true, async (ask) => {
    readings.value = await ask('predictAll', {});
  });
}

/**
 * Has the digits read once more if another network is present than the one that read them. A run in training is asked
 * when it begins and when it is over; in between only the reader asks.
 */
export function keepUp(): void {
  const source = readings.value?.network;
  const isAsked = askedOf === present();
  if (isAsked && !readingAll.isUntried) return;
  const isPresent =
    activeId.value === null
      ? // The form may have made another network of the same seed.
        source?.kind === 'run' && JSON.stringify(source) === JSON.stringify(network.value)
      : source?.kind === 'run' && source.runId === activeId.value;
  if (!isPresent) void readAll();
}
