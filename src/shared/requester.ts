import type { Task, ToAnswerer, ToRequester } from './task';

interface Waiting {
  settle: (settle: () => void) => void;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
  tell: Task['tell'] | undefined;
}

/**
 * The end of a boundary that asks: of a page towards the host, and of the host towards a thread. A request settles always:
 * answered, refused, cancelled, or with the other end gone.
 */
export class Requester<Call, Fault> {
  private readonly waiting = new Map<number, Waiting>();

  /**
   * @param revive what the other end refused, as it is thrown here.
   * @param lastId where the numbers begin: no answer to one who asked before this one may be taken for its own.
   */
  constructor(
    private readonly post: (message: ToAnswerer<Call>) => void,
    private readonly revive: (fault: Fault) => Error,
    private lastId = 0,
  ) {}

  /**
   * @param task its signal cancels the request, which is rejected at once with the signal's reason.
   * @throws what `revive` makes of a refusal, and what `rejectAll` was given.
   */
  request(call: Call, { signal, tell }: Partial<Task> = {}): Promise<unknown> {
    if (signal?.aborted) return Promise.reject(signal.reason as Error);
    const id = ++this.lastId;
    return new Promise((resolve, reject) => {
      const cancel = () => {
        this.waiting.delete(id);
        this.post({ type: 'cancel', id });
        reject(signal?.reason as Error);
      };
      signal?.addEventListener('abort', cancel, { once: true });
      const settle = (how: () => void) => {
        this.waiting.delete(id);
        signal?.removeEventListener('abort', cancel);
        how();
      };
      this.waiting.set(id, { settle, resolve, reject, tell });
      try {
        this.post({ type: 'request', id, call });
      } catch (error) {
        settle(() => reject(error instanceof Error ? error : new Error(String(error))));
      }
    });
  }

  receive(message: ToRequester<Fault>): void {
    const waiting = this.waiting.get(message.id);
    // Cancelled meanwhile.
    if (!waiting) return;
    if (message.type === 'taskProgress') {
      waiting.tell?.(message.fraction);
      return;
    }
    const { result } = message;
    waiting.settle(() => (result.ok ? waiting.resolve(result.value) : waiting.reject(this.revive(result.error))));
  }

  /** The other end is gone. */
  rejectAll(error: Error): void {
    for (const { settle, reject } of [...this.waiting.values()])
      settle(() => reject(error instanceof Error ? error : new Error(String(error))));
  }
}
