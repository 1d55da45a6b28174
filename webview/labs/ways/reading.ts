import { computed, signal } from '@preact/signals';
import { ways, type Owner, type Reading, type Way } from '../../../src/engine';
import { trainingSamples } from '../../../src/data/mnistShape';
import { isSameNetwork, type NetworkSource } from '../../../src/shared/pageProtocol';
import { onForget, recall, remember, request } from '../../host/requests';
import { sentence } from '../../text/sentence';
import { activeId, data, presentNetwork, readingNow } from '../../host/state';

export type WayReading = Reading & { network: NetworkSource };

/** What is known of the ways without a network of the reader's, and of the last way by whose network it is. */
type Known = Partial<Record<Exclude<Way, 'network'> | Owner, WayReading>>;
export const known = signal<Known>({});
onForget('ways', () => {
  known.value = {};
  isStopped.value = false;
});

/** Whose network the reader wants to see in the last way. */
const choice = signal(recall<{ owner: Owner }>('ways', { owner: 'lab' }).owner);
/** Whether the reader has trained one. */
export const hasOwn = computed(() => presentNetwork.value.kind === 'run');
/** Whose network is shown: without one of the reader's it is the page's. */
export const owner = computed<Owner>(() => (hasOwn.value ? choice.value : 'lab'));

/** What each way makes of the 10,000 test digits, as far as it is known. */
export const readings = computed((): Record<Way, WayReading | undefined> => {
  const { rule, features } = known.value;
  return { rule, features, network: known.value[owner.value] };
});

const isKnown = (way: Way) => readings.value[way] !== undefined;
export const isReading = signal(false);
/** Stopped by the reader: only they start it again, also on a page that was closed meanwhile. */
const isStopped = signal(recall('ways', { stopped: false }).stopped);
export const failure = signal<string | null>(null);

/** (10000,) the test digits' labels; empty while the data is not here. */
export const testLabels = computed(() =>
  data.value.state === 'ready' ? data.value.labels.subarray(data.value.train) : new Uint8Array(0),
);

/** The sample id of a test digit. */
export const testId = (index: number) => trainingSamples + index;

/** Whether the reader's network is another one now than it was when it read. */
export const isOld = computed(() => {
  const read = readings.value.network;
  return owner.value === 'reader' && read !== undefined && !isSameNetwork(read.network, presentNetwork.value);
});

function setStopped(value: boolean): void {
  isStopped.value = value;
  remember('ways', { stopped: value });
}

let latest = 0;

/** Asks for what is not known yet, one way after the other, so that each is seen as soon as it is there. */
export async function read(): Promise<void> {
  const mine = ++latest;
  isReading.value = true;
  setStopped(false);
  failure.value = null;
  try {
    for (const way of ways) {
      if (isKnown(way)) continue;
      const whose = owner.value;
      readingNow.value = { way, fraction: 0 };
      const reading = await request('readDigits', { way, whose });
      if (mine !== latest) return;
      known.value = { ...known.value, [way === 'network' ? whose : way]: reading };
    }
  } catch (error) {
    if (mine === latest) failure.value = sentence(error);
  } finally {
    if (mine === latest) {
      isReading.value = false;
      readingNow.value = null;
    }
  }
}

/** Has the reader's network as it is now read the digits. */
export async function readByPresentNetwork(): Promise<void> {
  const { rule, features, lab } = known.value;
  known.value = { ...(rule && { rule }), ...(features && { features }), ...(lab && { lab }) };
  await read();
}

/** Shows the last way with this network. */
export function choose(whose: Owner): void {
  choice.value = whose;
  remember('ways', { owner: whose });
  if (isOld.value) void readByPresentNetwork();
  // Also when another reading goes on: it is of the other network.
  else if (!ways.every(isKnown)) void read();
}

/**
 * Reads what is not known yet, and anew what another network read than the present one. A run in training is not asked
 * before it is over, unless by the reader; whoever stopped a reading starts the next one.
 */
export function keepUp(): void {
  if (isReading.value || isStopped.value || failure.value !== null) return;
  if (isOld.value && activeId.value === null) void readByPresentNetwork();
  else if (!ways.every(isKnown)) void read();
}

/** Ends the reading that goes on; what is known stays. */
export function stopReading(): void {
  latest++;
  isReading.value = false;
  setStopped(true);
  readingNow.value = null;
  void request('stopReading', {}).catch(() => undefined);
}
