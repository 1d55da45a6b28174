import { signal } from '@preact/signals';
import { resolutionOf, type Landscape, type Plane } from '../../../src/engine';
import type { RunSummary } from '../../../src/runs/run';
import { classes, inputs } from '../../../src/data/mnistShape';
import { onForget, request } from '../../host/requests';
import { sentence } from '../../text/sentence';
import { surveying } from '../../host/state';

/** A landscape, and what was asked for it. */
export interface Survey {
  runId: string;
  plane: Plane;
  seed: number;
  landscape: Landscape;
}

export const survey = signal<Survey | null>(null);
onForget('train', () => (survey.value = null));
export const failure = signal<{ runId: string; message: string } | null>(null);
/** The run whose landscape is under way. */
export const underWay = signal<string | null>(null);

let latest = 0;

/** Takes the landscape of a run as it stands; what was taken before stays until it is there. */
export async function take(runId: string, plane: Plane, seed: number): Promise<void> {
  const mine = ++latest;
  underWay.value = runId;
  surveying.value = 0;
  failure.value = null;
  try {
    const landscape = await request('landscape', { runId, plane, seed });
    if (mine === latest) survey.value = { runId, plane, seed, landscape };
  } catch (error) {
    if (mine === latest) failure.value = { runId, message: sentence(error) };
  } finally {
    if (mine === latest) underWay.value = null;
  }
}

let isFresh = true;

/** Shows again what a page had that was here before, and waits for what is under way. */
export async function comeBack(): Promise<void> {
  if (!isFresh) return;
  isFresh = false;
  const isIdle = () => survey.value === null && underWay.value === null;
  const kept = isIdle() ? await request('keptLandscape', {}).catch(() => null) : null;
  if (!kept || !isIdle()) return;
  const { last, underWay: asked } = kept;
  if (last) survey.value = { ...last.asked, landscape: last.answer };
  if (asked) void take(asked.runId, asked.plane, asked.seed);
}

/** Ends what is under way; what was taken before stays. */
export function stopTaking(): void {
  latest++;
  underWay.value = null;
  void request('stopLandscape', {}).catch(() => undefined);
}

/** Seconds that the landscape of a run will take, about: its steps once more, and the loss at every point. */
export const secondsFor = ({ experiment, seconds }: RunSummary) =>
  seconds + resolutionOf([inputs, ...experiment.network.hidden, classes]).seconds;
