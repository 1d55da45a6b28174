import type { RunSummary } from '../../src/runs/run';

/** Pixels on and off along the lines of runs of one colour: the oldest has a whole line. */
export const dashes: readonly (readonly number[])[] = [[], [9, 4], [2, 3], [9, 3, 2, 3]];

/** Which of the dashes each run has that is drawn with these, the oldest first; by id. */
export function dashedApart(runs: readonly Pick<RunSummary, 'id' | 'color'>[]): Map<string, number> {
  const seen = new Map<number, number>();
  return new Map(
    runs.map(({ id, color }) => {
      const before = seen.get(color) ?? 0;
      seen.set(color, before + 1);
      return [id, before % dashes.length];
    }),
  );
}
