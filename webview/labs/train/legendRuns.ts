import { computed } from '@preact/signals';
import type { RunSummary } from '../../../src/runs/run';
import { dashedApart, dashes } from '../../charts/dashes';
import { charted, runs } from '../../host/state';

/** The runs in the legend, the oldest first: each stays where it is, on or off. */
export const legendRuns = computed(() => {
  const { shownIds, offIds } = charted.value;
  return runs.value.filter(({ id }) => shownIds.includes(id) || offIds.includes(id)).reverse();
});

const apart = computed(() => dashedApart(legendRuns.value));

const indexOf = ({ id }: RunSummary) => apart.value.get(id) ?? 0;

/** The dashes of a run's lines, which tell it from one of the same colour; none of a whole line. */
export const dashOf = (run: RunSummary): readonly number[] => dashes[indexOf(run)];

/** The class of the mark beside its name. */
export const markOf = (run: RunSummary): string => (indexOf(run) > 0 ? `dot dash-${indexOf(run)}` : 'dot');
