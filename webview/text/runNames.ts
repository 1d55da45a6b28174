import { computed } from '@preact/signals';
import type { RunSummary } from '../../src/runs/run';
import { described, differences, shownName } from '../../src/runs/naming/runName';
import { say } from './sentence';
import { runs } from '../host/state';

let known: RunSummary[] = [];
/** All runs, as they were when one last came or went: not anew with every step of one. */
const knownRuns = computed(() => {
  const now = runs.value;
  const isSame =
    now.length === known.length && now.every(({ id, name }, i) => id === known[i].id && name === known[i].name);
  if (!isSame) known = now;
  return known;
});

const besides = computed(() => {
  const all = knownRuns.value;
  const words = differences(all, say);
  return new Map(all.map(({ id }, i) => [id, words[i]]));
});

/** What a run is called, here as everywhere. */
export const nameOf = (run: RunSummary): string => shownName(run, say);

/** What tells it from all other runs besides its name; empty where that says all of it. */
export const besideNameOf = (run: RunSummary): string => besides.value.get(run.id) ?? '';

/** Its name and all that it is of, for where there is room: a tooltip. */
export const aboutRun = (run: RunSummary): string => `${nameOf(run)}\n${described(run.experiment, say)}`;

/** Its name by its id; the id itself where the run was deleted meanwhile. */
export function nameOfId(runId: string): string {
  const run = runs.value.find(({ id }) => id === runId);
  return run ? nameOf(run) : runId;
}
