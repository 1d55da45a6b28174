import { signal } from '@preact/signals';
import type { NetworkSource } from '../../../src/shared/pageProtocol';
import { PageTask, type Ask } from '../../host/pageTask';
import { onForget, recall, remember, request } from '../../host/requests';
import type { DrawCost } from './cost';
import type { Plan } from './fields';
import { progressOf, type DrawProgress } from './progress';

/** What has been drawn; `losses` grow in place, and `version` changes whenever they did. */
export interface DrawnLosses {
  plan: Plan;
  /** (series, draws so far). */
  losses: number[][];
  all: number;
  spread: number;
  network: NetworkSource;
}

export const drawn = signal<DrawnLosses | null>(null);
onForget('batch', () => (drawn.value = null));
/** Drawing. */
export const drawing = new PageTask('batch', true);
export const version = signal(0);
/** How much (0 … 1) of the loss of all samples is taken, which comes before the first draw. */
export const measured = signal(0);
/** How far the draws are; null before the first. */
export const progress = signal<DrawProgress | null>(null);
/** Whether a mean loss is a number: that of a network that diverged is none. */
export const isNumber = (loss: number) => Number.isFinite(loss);

/** A drawing that was begun, by which the host knows what it keeps. */
interface Begun {
  id: number;
  plan: Plan;
  /** Draws of each series when the reader stopped it: what was on its way is none of them. */
  stoppedAt?: number[];
}
let begun = recall<{ begun: Begun | null }>('batch', { begun: null }).begun;
let isFresh = true;

function setBegun(value: Begun): void {
  begun = value;
  remember('batch', { begun });
}

/** Ends the drawing; what has been drawn stays. */
export function stopDrawing(): void {
  drawing.stop();
  if (begun) void request('stopDraws', { drawing: begun.id }).catch(() => undefined);
  if (begun && drawn.value) setBegun({ ...begun, stoppedAt: drawn.value.losses.map(({ length }) => length) });
}

/** Seconds that draws may take which nobody asked for. */
const mostUnasked = 10;

/** Draws for whoever comes here for the first time, and would else see a form: unless that takes long. */
export function startUnasked(plan: Plan, { seconds }: DrawCost): void {
  const isToBegin = !drawn.value && drawing.isUntried;
  if (isToBegin && seconds < mostUnasked) void startDrawing(plan);
}

/** Shows again what a page drew that was here before, and goes on with it; else draws for whoever is new here. */
export async function comeBack(start: () => void): Promise<void> {
  const before = isFresh ? begun : null;
  isFresh = false;
  const isIdle = () => !drawn.value && !drawing.isUnderWay;
  const kept = before && isIdle() ? await request('keptDraws', { drawing: before.id }).catch(() => null) : null;
  if (!before || !kept || !isIdle()) {
    start();
    return;
  }
  const { id, plan, stoppedAt } = before;
  const losses = plan.series.map(({ size, replace }, i) =>
    Array.from(kept.drawn?.series.find((one) => one.size === size && one.replace === replace)?.losses ?? []).slice(
      0,
      stoppedAt?.[i],
    ),
  );
  if (kept.drawn) show({ plan, losses, ...layoutOf(kept.drawn) });
  const isDone = kept.drawn !== null && drawn.value !== null && !isNumber(kept.drawn.all);
  if (!drawing.isStopped.value && !isDone) await draw(id, plan, losses, kept.drawn?.network);
}

const layoutOf = ({ all, spread, network }: Omit<DrawnLosses, 'plan' | 'losses'>) => ({ all, spread, network });

/** The first answers bring pictures of some sizes alone: they are shown from when all have begun. */
function show(all: DrawnLosses): void {
  if (all.losses.every(({ length }) => length > 0)) drawn.value = all;
  version.value++;
}

/** Draws anew. */
export function startDrawing(plan: Plan): Promise<void> {
  // By the clock: the thread may still hold the draws of a page that was here before.
  const id = Math.max(Date.now(), (begun?.id ?? 0) + 1);
  setBegun({ id, plan });
  return draw(
    id,
    plan,
    plan.series.map(() => []),
  );
}

/**
 * Takes what the host draws until all is drawn, or another drawing begins.
 *
 * @param id of the drawing.
 * @param losses drawn already.
 * @param source the network that they are of.
 */
function draw(id: number, plan: Plan, losses: number[][], source?: NetworkSource): Promise<void> {
  measured.value = losses.some(({ length }) => length > 0) ? 1 : 0;
  progress.value = null;
  return drawing.run(true, (ask) => follow(ask, id, plan, losses, source));
}

async function follow(ask: Ask, id: number, plan: Plan, losses: number[][], source?: NetworkSource): Promise<void> {
  const { seed, draws } = plan;
  let begun: { at: number; counts: number[] } | undefined;
  const counts = () => losses.map(({ length }) => length);
  for (;;) {
    const series = plan.series.map(({ size, replace }, i) => ({ size, replace, had: losses[i].length }));
    const more = await ask('batchLosses', { drawing: id, seed, draws, series, measured: measured.value });
    measured.value = more.measured;
    for (const [i, drawnSince] of more.losses.entries()) for (const loss of drawnSince) losses[i].push(loss);
    if (measured.value === 1) {
      begun ??= { at: performance.now(), counts: counts() };
      progress.value = progressOf(plan, counts(), (performance.now() - begun.at) / 1000, begun.counts);
    }
    source ??= more.network;
    show({ plan, losses, ...layoutOf(more), network: source });
    if (more.isOver) return;
  }
}
