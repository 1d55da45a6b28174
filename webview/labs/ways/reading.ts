import { computed, signal } from '@preact/signals';
import { ways, type Owner, type Reading, type Way } from '../../../src/engine';
import { trainingSamples } from '../../../src/data/mnistShape';
import { isSameNetwork, type NetworkSource } from '../../../src/shared/pageProtocol';
import { PageTask } from '../../host/pageTask';
import { onForget, recall, remember } from '../../host/requests';
import { activeId, data, presentNetwork } from '../../host/state';

export type WayReading = Reading & { network: NetworkSource };

/** What is known of the ways without a network of the reader's, and of the last way by whose network it is. */
type Known = Partial<Record<Exclude<Way, 'network'> | Owner, WayReading>>;
export const known = signal<Known>({});
onForget('ways', () => (known.value = {}));

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
/** Reading by all that is not known yet. */
export const readingWays = new PageTask('ways', true);
/** Which way it has come to. */
export const wayNow = signal<Way | null>(null);

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

/** Asks for what is not known yet, one way after the other, so that each is seen as soon as it is there. */
export const read = (): Promise<void> =>
  readingWays.run(true, async (ask) => {
    for (const way of ways) {
      if (isKnown(way)) continue;
      const whose = owner.value;
      wayNow.value = way;
      const answer = await ask('readDigits', { way, whose });
      known.value = { ...known.value, [way === 'network' ? whose : way]: answer };
    }
  });

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
  if (!readingWays.isUntried) return;
  if (isOld.value && activeId.value === null) void readByPresentNetwork();
  else if (!ways.every(isKnown)) void read();
}
