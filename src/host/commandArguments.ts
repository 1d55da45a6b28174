import * as v from 'valibot';
import { BadInput } from '../engine/badInput';
import type { NewerRun, RunSummary } from '../runs/run';

/** More runs than a tree shows at once nobody selects. */
const mostRuns = 100_000;

/** What VS Code hands a command of a run over: of a run, its id is all that counts. */
const runSchema = v.object({ id: v.pipe(v.string(), v.maxLength(64)) });
const runsSchema = v.pipe(
  v.custom<unknown[]>((given) => Array.isArray(given) && given.length <= mostRuns),
  v.array(runSchema),
);

/** What a click on a run hands over besides it. */
export const fromRow = 'row';

/** Whether it is what a view's title hands over: the row that has the focus, which its commands are not about. */
export const isRow = (given: unknown): boolean =>
  typeof given === 'object' && given !== null && 'id' in given && 'createdAt' in given;

/**
 * The runs that a command is about: a menu hands over the one it was opened on, and all selected ones if that is one of
 * them; a key, nothing.
 * @param runs that there are. @param selection of the view. @param newer runs, with which nothing can be done.
 * @throws BadInput when what is handed over are no runs, one of the newer ones, or not there any more.
 */
export function runsOf(
  [clicked, selected]: readonly unknown[],
  runs: readonly RunSummary[],
  selection: readonly { id: string }[],
  newer: readonly NewerRun[] = [],
): readonly RunSummary[] {
  const wanted = selected ?? (clicked === undefined || clicked === null ? selection : [clicked]);
  const checked = v.safeParse(runsSchema, wanted, { abortEarly: true });
  if (!checked.success) throw new BadInput('', 'This command is for the runs of the Runs view.');
  const known = new Map(runs.map((run) => [run.id, run]));
  return checked.output.map(({ id }) => {
    const run = known.get(id);
    const other = newer.find((there) => there.id === id);
    if (other)
      throw new BadInput('', 'The run “{0}” was made by a newer Loss Lab: only that can do something with it.', [
        other.name,
      ]);
    if (!run) throw new BadInput('', 'That run is no longer there.');
    return run;
  });
}
