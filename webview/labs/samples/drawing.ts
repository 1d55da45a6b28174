import { computed, signal } from '@preact/signals';
import type { SampleId } from '../../../src/shared/pageProtocol';
import { onForget, recall, remember, request } from '../../host/requests';
import { sentence } from '../../text/sentence';
import { isPicked } from './picks';

/** How a mini-batch is drawn from the training samples. */
export interface Draw {
  seed: number;
  size: number;
  replace: boolean;
}

/** A mini-batch in the order of its draw; a digit that came twice is in it twice. */
export interface Drawn extends Draw {
  ids: SampleId[];
}

export const drawn = signal<Drawn | null>(null);
/** Why nothing was drawn; null when something was. */
export const refusal = signal<string | null>(null);
onForget('samples', () => (drawn.value = refusal.value = null));

let latest = 0;

/** Draws as NumPy does. @returns each digit of it once, in the order of the draw; null when it was refused or is old. */
export async function draw(wanted: Draw): Promise<SampleId[] | null> {
  const mine = ++latest;
  refusal.value = null;
  try {
    const { ids } = await request('draw', { ...wanted });
    if (mine !== latest) return null;
    drawn.value = { ...wanted, ids };
    remember('samples', { drawn: wanted });
    return [...new Set(ids)];
  } catch (error) {
    if (mine === latest) refusal.value = sentence(error);
    return null;
  }
}

/** Draws what a page had drawn that is gone: the host keeps the picks, and not how they came. */
export function drawAgain(): void {
  const wanted = recall<{ drawn: Draw | null }>('samples', { drawn: null }).drawn;
  if (wanted && !drawn.value) void draw(wanted);
}

/** How often each digit of a draw came. */
export function timesOf(ids: readonly SampleId[]): Map<SampleId, number> {
  const times = new Map<SampleId, number>();
  for (const id of ids) times.set(id, (times.get(id) ?? 0) + 1);
  return times;
}

const none: ReadonlyMap<SampleId, number> = new Map();

/** How often the picked digits came, as long as they are those that were drawn. */
export const pickedTimes = computed(() => {
  const times = timesOf(drawn.value?.ids ?? []);
  const chosen = isPicked.value;
  return times.size === chosen.size && [...times.keys()].every((id) => chosen.has(id)) ? times : none;
});
