import { signal } from '@preact/signals';
import type { NetworkSource } from '../../src/shared/protocol';
import { request } from '../host';
import { sentence } from '../sentence';
import type { Plan } from './fields';

/** What has been drawn; `losses` grow in place, and `version` changes whenever they did. */
export interface Drawn {
  plan: Plan;
  /** (sizes, draws so far). */
  losses: number[][];
  all: number;
  spread: number;
  network: NetworkSource;
}

export const drawn = signal<Drawn | null>(null);
export const version = signal(0);
export const isDrawing = signal(false);
export const failure = signal<string | null>(null);

/** Draws asked for at once: few enough that the picture grows before one's eyes. */
const chunk = 100;
let latest = 0;

/** Ends the drawing; what has been drawn stays. */
export function stopDrawing(): void {
  latest++;
  isDrawing.value = false;
}

/** Draws in turns for every batch size until all is drawn, or another drawing begins. */
export async function startDrawing(plan: Plan): Promise<void> {
  const mine = ++latest;
  isDrawing.value = true;
  failure.value = null;
  const { seed, replace, sizes, draws } = plan;
  const losses = sizes.map((): number[] => []);
  try {
    for (let first = 0; first < draws; first += chunk)
      for (const [i, size] of sizes.entries()) {
        const count = Math.min(chunk, draws - first);
        const answer = await request('batchLosses', { seed, size, replace, first, count });
        if (mine !== latest) return;
        for (const loss of answer.losses) losses[i].push(loss);
        const { all, spread, network } = answer;
        // The first answers bring a picture of one size alone: it is shown from when all have begun.
        if (losses.every(({ length }) => length > 0)) drawn.value = { plan, losses, all, spread, network };
        version.value++;
      }
  } catch (error) {
    if (mine === latest) failure.value = sentence(error);
  } finally {
    if (mine === latest) isDrawing.value = false;
  }
}
