import { computed, signal } from '@preact/signals';
import type { SampleId } from '../../../src/shared/pageProtocol';
import { kept } from '../../host/kept';
import { PageTask } from '../../host/pageTask';
import { onForget, recall, remember } from '../../host/requests';
import { onVisit } from '../../host/visit';
import { focus } from './focus';
import { isPicked, pick } from './picks';
import { filter } from './view';

/** How a mini-batch is drawn from the training samples. */
export interface Draw {
  seed: number;
  size: number;
  replace: boolean;
}

/** A mini-batch in its order; a digit that came twice is in it twice. */
export interface DrawnBatch {
  ids: SampleId[];
  /** How it was drawn; null where its numbers were typed or pasted. */
  from: Draw | null;
}

export const drawn = signal<DrawnBatch | null>(null);
onForget('samples', () => (drawn.value = null));
const drawing = new PageTask('samples');
/** Why nothing was drawn; undefined when something was. */
export const refusal = computed(() => drawing.failure.value?.message);
/** What is typed is another draw. */
export const dropRefusal = () => drawing.drop();

/** What is typed for a draw. */
export const fields = kept('samples', { drawSeed: '0', drawSize: '10', drawReplace: true });

/**
 * Draws as NumPy does.
 * @param then is given each digit of it once, in the order of the draw.
 */
const draw = (wanted: Draw, then: (ids: SampleId[]) => void = () => undefined): Promise<void> =>
  drawing.run(true, async (ask) => {
    const { ids } = await ask('draw', { ...wanted });
    drawn.value = { from: wanted, ids };
    remember('samples', { drawn: wanted });
    then([...new Set(ids)]);
  });

/** Takes these numbers for a draw, in their order. @returns each of them once. */
function take(ids: readonly SampleId[]): SampleId[] {
  drawing.drop();
  drawn.value = { from: null, ids: [...ids] };
  remember('samples', { drawn: { ids } });
  return [...new Set(ids)];
}

/** Picks exactly these, and shows them. */
function show(ids: SampleId[]): void {
  pick(ids);
  focus(ids.at(0) ?? null);
  // In the order of the draw, which a loss would change.
  filter({ pickedOnly: true, order: 'stored' });
}

/** Takes these numbers for a draw, and picks exactly that. */
export const takeAndPick = (ids: readonly SampleId[]) => show(take(ids));

/** Draws a mini-batch, and picks exactly that. */
export const drawAndPick = (wanted: Draw): Promise<void> => draw(wanted, show);

onVisit('ids', takeAndPick);
// What is typed from then on is the reader's own.
onVisit('draw', (wanted) => {
  fields.set({ drawSeed: String(wanted.seed), drawSize: String(wanted.size), drawReplace: wanted.replace });
  void drawAndPick(wanted);
});

/** Draws what a page had drawn that is gone: the host keeps the picks, and not how they came. */
export function drawAgain(): void {
  const kept = recall<{ drawn: Draw | { ids: SampleId[] } | null }>('samples', { drawn: null }).drawn;
  if (!kept || drawn.value) return;
  if ('ids' in kept) take(kept.ids);
  else void draw(kept);
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
