import { computed } from '@preact/signals';
import type { RunSummary } from '../../src/runs/run';
import { beside, described, differences, shownName } from '../../src/runs/naming/runName';
import { splitNames } from '../../src/runs/naming/shortName';
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

const told = computed(() => {
  const all = knownRuns.value;
  const words = differences(all, say);
  const names = all.map((run) => shownName(run, say));
  const parts = splitNames(names);
  return new Map(
    all.map(({ id }, i) => [
      id,
      { name: parts[i], beside: words[i].join(' · '), shortBeside: beside(names[i], words[i]) },
    ]),
  );
});

/** What a run is called, here as everywhere. */
export const nameOf = (run: RunSummary): string => shownName(run, say);

/** Its name in two parts, of which the end is to be seen where there is little room. */
export const splitNameOf = (run: RunSummary): [string, string] => told.value.get(run.id)?.name ?? [nameOf(run), ''];

/** What tells it from all other runs besides its name; empty where that says all of it. */
export const besideNameOf = (run: RunSummary): string => told.value.get(run.id)?.beside ?? '';

/** The same, as far as there is room for it in a row. */
export const shortBesideNameOf = (run: RunSummary): string => told.value.get(run.id)?.shortBeside ?? '';

/** Its name and all that it is of, for where there is room: a tooltip. */
export const aboutRun = (run: RunSummary): string => `${nameOf(run)}\n${described(run.experiment, say)}`;

/** Its name by its id; the id itself where the run was deleted meanwhile. */
export function nameOfId(runId: string): string {
  const run = runs.value.find(({ id }) => id === runId);
  return run ? nameOf(run) : runId;
}
