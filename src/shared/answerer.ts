import { stopped, Unheard, type Settled, type Task, type ToAnswerer, type ToRequester } from './task';

/** The end of a boundary that answers: of the host towards a page, and of a thread towards the host. */
export class Answerer<Call, Fault> {
  private readonly going = new Map<number, AbortController>();

  /**
   * @param answer may throw, or reject: that is what the request is refused with.
   * @param describe what is thrown, as it crosses the boundary.
   */
  constructor(
    private readonly post: (message: ToRequester<Fault>) => unknown,
    private readonly answer: (call: Call, task: Task) => unknown,
    private readonly describe: (error: unknown, call: Call) => Fault,
  ) {}

  receive(message: ToAnswerer<Call>): void {
    if (message.type === 'cancel') {
      const controller = this.going.get(message.id);
      // Whoever cancelled it waits for nothing any more.
      this.going.delete(message.id);
      controller?.abort(stopped());
      return;
    }
    void this.settle(message.id, message.call);
  }

  private async settle(id: number, call: Call): Promise<void> {
    const controller = new AbortController();
    this.going.set(id, controller);
    const isAwaited = () => this.going.get(id) === controller;
    const tell = (fraction: number) => {
      if (isAwaited()) this.post({ type: 'taskProgress', id, fraction });
    };
    const settle = async (result: Settled<Fault>) => {
      if (!isAwaited()) return;
      await this.post({ type: 'settled', id, result });
      this.going.delete(id);
    };
    try {
      await settle({ ok: true, value: await this.answer(call, { signal: controller.signal, tell }) });
    } catch (error) {
      // It failed, or what it came to cannot cross the boundary.
      if (isAwaited()) await settle({ ok: false, error: this.describe(error, call) });
    }
  }

  /** Whoever asked is there no more: nothing is told of what still goes on. */
  leave(): void {
    const all = [...this.going.values()];
    this.going.clear();
    for (const controller of all) controller.abort(new Unheard());
  }
}
