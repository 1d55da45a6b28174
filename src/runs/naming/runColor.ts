import type { RunSummary } from '../run';

/** How many colours there are for runs: `lossLab.run1` … of the manifest, `--s1` … of theme.css. */
export const paletteSize = 8;

/** The colour (0 … 7) that a new run gets: one that no run has, else the one whose newest run is oldest. */
export function nextColor(runs: readonly Pick<RunSummary, 'color' | 'createdAt'>[]): number {
  const newest = Array<number>(paletteSize).fill(-Infinity);
  for (const { color, createdAt } of runs) newest[color] = Math.max(newest[color], createdAt);
  return newest.indexOf(Math.min(...newest));
}
