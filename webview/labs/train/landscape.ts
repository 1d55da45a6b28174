import { signal } from '@preact/signals';
import { resolutionOf, type Landscape, type Plane } from '../../../src/engine';
import type { RunSummary } from '../../../src/runs/run';
import { classes, inputs } from '../../../src/data/mnistShape';
import { PageTask } from '../../host/pageTask';
import { onForget, request } from '../../host/requests';

/** A landscape, and what was asked for it. */
export interface Survey {
  runId: string;
  plane: Plane;
  seed: number;
  landscape: Landscape;
}

export const survey = signal<Survey | null>(null);
onForget('train', () => (survey.value = null));
/** A landscape, by its run. */
export const surveying = new PageTask<string>('train');

/** Takes the landscape of a run as it stands; what was taken before stays until it is there. */
export const take = (runId: string, plane: Plane, seed: number): Promise<void> =>
  surveying.run(runId, async (ask) => {
    survey.value = { runId, plane, seed, landscape: await ask('landscape', { runId, plane, seed }) };
  });

let isFresh = true;

/** Shows again what a page had that was here before, and waits for what is under way. */
export async function comeBack(): Promise<void> {
  if (!isFresh) return;
  isFresh = false;
  const isIdle = () => survey.value === null && !surveying.isUnderWay;
  const kept = isIdle() ? await request('keptLandscape', {}).catch(() => null) : null;
  if (!kept || !isIdle()) return;
  const { last, underWay: asked } = kept;
  if (last) survey.value = { ...last.asked, landscape: last.answer };
  if (asked) void take(asked.runId, asked.plane, asked.seed);
}

/** Seconds that the landscape of a run will take, about: its steps once more, and the loss at every point. */
export const secondsFor = ({ experiment, seconds }: RunSummary) =>
  seconds + resolutionOf([inputs, ...experiment.network.hidden, classes]).seconds;
