import type { PacedMessage, ToWebview } from '../shared/pageProtocol';

/** A page that has not drawn what it was told waits for no more of it, but gets the latest when it has. */
export class PacedMessages {
  /** By what is superseded when it is told once more; what there is to tell is asked for when it is sent. */
  private readonly waiting = new Map<string, () => PacedMessage | undefined>();
  private undrawn = 0;

  constructor(private readonly post: (message: ToWebview) => void) {}

  /**
   * @param what in place of everything of this name that still waits.
   * @param message undefined when there is nothing to tell any more.
   */
  tell(what: string, message: () => PacedMessage | undefined): void {
    this.waiting.set(what, message);
    if (this.undrawn === 0) this.flush();
  }

  /** Sends what waits, whatever the page has drawn: what is told next comes after it. */
  flush(): void {
    const messages = [...this.waiting.values()].map((message) => message()).filter((message) => message !== undefined);
    this.waiting.clear();
    if (messages.length === 0) return;
    this.undrawn++;
    this.post({ type: 'paced', messages });
  }

  /** The page has drawn one more of what it was sent. */
  onDrawn(): void {
    this.undrawn = Math.max(0, this.undrawn - 1);
    if (this.undrawn === 0) this.flush();
  }

  /** The page is another one, or none: nothing waits for it. */
  reset(): void {
    this.waiting.clear();
    this.undrawn = 0;
  }
}
