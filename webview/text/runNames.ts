import { computed } from '@preact/signals';
import type { RunSummary } from '../../src/runs/run';
import { fullName, namesApart } from '../../src/runs/runName';
import { say } from './sentence';
import { runs } from '../host/state';

let named: RunSummary[] = [];
/** All runs, as they were when a name last changed: not anew with every step of one. */
const namedRuns = computed(() => {
  const now = runs.value;
  const isSame =
    now.length === named.length && now.every(({ id, name }, i) => id === named[i].id && name === named[i].name);
  if (!isSame) named = now;
  return named;
});

const names = computed(() => {
  const all = namedRuns.value;
  const short = namesApart(all, say);
  return new Map(all.map(({ id }, i) => [id, short[i]]));
});

/** What a run is called everywhere on the page: what tells it from all other runs. */
export const nameOf = (run: RunSummary): string => names.value.get(run.id) ?? fullNameOf(run);

/** All that its name says, for where there is room: a tooltip. */
export const fullNameOf = (run: RunSummary): string => fullName(run, say);

/** The same by its id; the id itself where the run was deleted meanwhile. */
export function nameOfId(runId: string): string {
  const run = runs.value.find(({ id }) => id === runId);
  return run ? nameOf(run) : runId;
}
