/** Beats in which the host may be busy before it counts as silent: it is asked again at each. */
const patience = 5;

/** Tells whether the host still answers: a page outlives it, and nothing tells it so. */
export class Heartbeat {
  private unanswered = 0;
  /** Whether nothing has come for longer than the host is ever busy. */
  isSilent = false;

  /**
   * @param ask asks the host whether it is there.
   * @param onSilence it does not answer any more.
   * @param onAnswer it answers again: what it told meanwhile may be lost.
   */
  constructor(private readonly told: { ask: () => void; onSilence: () => void; onAnswer: () => void }) {}

  /** To be called regularly. Beats are counted, not time: those of a page that was itself held up do not add up. */
  beat(): void {
    if (this.unanswered >= patience && !this.isSilent) {
      this.isSilent = true;
      this.told.onSilence();
    }
    this.unanswered++;
    this.told.ask();
  }

  /** Something came from the host. */
  heard(): void {
    this.unanswered = 0;
    if (!this.isSilent) return;
    this.isSilent = false;
    this.told.onAnswer();
  }
}
