import type { Experiment } from '../../../src/runs/experiment/experiment';

const same = (a: Experiment, b: Experiment) => JSON.stringify(a) === JSON.stringify(b);

/** What the form told the host, by which an echo of it is told from news. */
export class FormEdits {
  private readonly own = new Set<number>();
  private latest = 0;
  private heard: Experiment | undefined;

  /** @param told what the form and the host both hold. */
  constructor(private told: Experiment) {}

  /** Notes that the host is told of `experiment` now. @returns the number that its echo comes back with. */
  tell(experiment: Experiment): number {
    // By the clock: the host may still hold what a page told it that was here before.
    this.latest = Math.max(Date.now(), this.latest + 1);
    this.own.add(this.latest);
    this.told = experiment;
    return this.latest;
  }

  /** Whether the host has been told of `experiment`, or told the form of it. */
  isTold(experiment: Experiment): boolean {
    return same(experiment, this.told);
  }

  /**
   * Whether what the host says it holds now takes the form's place: a run was opened, or the settings changed.
   * @param edit the number of the form's own telling that it is the echo of; null when the host puts it in the form, and
   *   undefined when it says what is there.
   * @param isWrong whether something is typed that makes no experiment, and is not what the host was told.
   */
  isNews(experiment: Experiment, edit: number | null | undefined, isWrong = false): boolean {
    // A form that comes back to its tab hears the last message again.
    if (experiment === this.heard) return false;
    this.heard = experiment;
    // The echo of an earlier telling is late: another is on its way already.
    if (typeof edit === 'number' && edit !== this.latest && this.own.has(edit)) return false;
    if (this.isTold(experiment) && !(edit === null && isWrong)) return false;
    this.told = experiment;
    return true;
  }
}
