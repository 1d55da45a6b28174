import { lookedAt, type Charted } from '../shared/pageProtocol';
import type { RunSummary } from '../runs/run';
import type { Kept } from './kept';

/** How many runs the charts overlay at most; showing one more drops the oldest. */
export const mostShown = 8;

/** Which runs the charts draw, which wait in their legend, and which one is looked at; all of it outlives the window. */
export class ChartedRuns {
  constructor(
    private readonly kept: Kept,
    /** It is another now. */
    private readonly onChange: () => void,
    /** There was no room for these any more, when a run was added by hand, or was looked at. */
    private readonly onGivenWay: (runIds: readonly string[], how: 'added' | 'lookedAt') => void,
  ) {}

  get now(): Charted {
    const { shownIds, offIds, lookedAtId = null } = this.kept.state;
    return { shownIds, offIds, lookedAtId };
  }

  /** The run that is spoken of where only one is. */
  lookedAt(runs: readonly RunSummary[], active: RunSummary | undefined): RunSummary | undefined {
    return lookedAt(runs, active?.id ?? null, this.now);
  }

  isShown(runId: string): boolean {
    return this.kept.state.shownIds.includes(runId);
  }

  /** Draws a run and looks at it; one that is drawn already keeps its place. */
  look(runId: string): void {
    const { shownIds, offIds } = this.now;
    this.onGivenWay(this.change({ shownIds: [...shownIds, runId], offIds, lookedAtId: runId }), 'lookedAt');
  }

  /** Draws exactly these runs, the newest chosen last; nothing waits in the legend. */
  show(runIds: readonly string[]): void {
    this.keepOnly([...runIds], []);
  }

  /** Adds a run to the charts, or takes it from them and from their legend. */
  setShown(runId: string, isShown: boolean): void {
    if (isShown) this.setOn(runId, true);
    else this.keepOnly(...this.without(runId));
  }

  /** Draws the curve of a run, or switches it off: it stays in the legend, and is looked at if it was. */
  setOn(runId: string, isOn: boolean): void {
    const { shownIds, offIds, lookedAtId } = this.now;
    const [others] = this.without(runId);
    const givenWay = this.change(
      isOn
        ? { shownIds: [...shownIds, runId], offIds, lookedAtId: lookedAtId ?? runId }
        : { shownIds: others, offIds: [...offIds, runId], lookedAtId },
    );
    this.onGivenWay(givenWay, 'added');
  }

  /** Forgets a run that is no longer there. */
  forget(runId: string): void {
    this.keepOnly(...this.without(runId));
    if (this.now.lookedAtId === runId) this.change({ ...this.now, lookedAtId: null });
  }

  private without(runId: string): [shownIds: string[], offIds: string[]] {
    const { shownIds, offIds } = this.now;
    return [shownIds.filter((id) => id !== runId), offIds.filter((id) => id !== runId)];
  }

  /** The run that was looked at gives way to the last one shown where it is not among these. */
  private keepOnly(shownIds: string[], offIds: string[]): void {
    const { lookedAtId } = this.now;
    const isThere = lookedAtId !== null && [...shownIds, ...offIds].includes(lookedAtId);
    this.change({ shownIds, offIds, lookedAtId: isThere ? lookedAtId : (shownIds.at(-1) ?? lookedAtId) });
  }

  /** @returns the runs that there was no room for. */
  private change({ shownIds: shown, offIds: off, lookedAtId }: Charted): string[] {
    const wanted = [...new Set(shown)];
    const shownIds = wanted.slice(-mostShown);
    const waiting = [...new Set(off)].filter((id) => !shownIds.includes(id));
    const offIds = waiting.slice(-mostShown);
    const now: Charted = { shownIds, offIds, lookedAtId };
    if (JSON.stringify(now) !== JSON.stringify(this.now)) {
      this.kept.change({ shownIds, offIds, lookedAtId: lookedAtId ?? undefined });
      this.onChange();
    }
    return [wanted, waiting].flatMap((ids) => ids.slice(0, -mostShown));
  }
}
