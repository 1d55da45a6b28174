import { Worker } from 'node:worker_threads';
import { BadInput } from '../engine/badInput';
import type { FromWorker, ToWorker, WorkerRequest, WorkerResults } from './threadProtocol';

type Settled = Extract<FromWorker, { type: 'settled' }>;
type ThreadEvent = Exclude<FromWorker, Settled>;

/** What to do when the thread reports something; `crash` gets one sentence, and the same to be translated. */
export type ThreadListeners = { [T in ThreadEvent['type']]: (event: Extract<ThreadEvent, { type: T }>) => void } & {
  crash: (message: string, fault: BadInput) => void;
};

interface Waiting {
  resolve: (value: unknown) => void;
  reject: (error: Error) => void;
}

/** Its heap, in MB: the data and the network lie outside of it. */
const heapLimit = 256;

/** What the system says of a thread that died. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'out of memory' : error.message.split('\n')[0];
}

/**
 * The thread that holds the data and trains, seen from outside. It starts with the first request, and anew with the
 * first request after it died; whatever it still owed then is rejected.
 */
export class ThreadClient {
  private worker: Worker | undefined;
  private readonly waiting = new Map<number, Waiting>();
  private readonly listeners = new Set<Partial<ThreadListeners>>();
  private lastId = 0;
  private isDisposed = false;

  /** @param path the bundled thread.js. */
  constructor(private readonly path: string) {}

  /** Calls `listeners` with everything the thread reports from now on. Returns how to stop. */
  on(listeners: Partial<ThreadListeners>): () => void {
    this.listeners.add(listeners);
    return () => this.listeners.delete(listeners);
  }

  /**
   * @throws BadInput with the thread's one sentence when it refuses, and when it dies before it answers.
   */
  request<R extends WorkerRequest>(request: R): Promise<WorkerResults[R['method']]> {
    if (this.isDisposed) return Promise.reject(new BadInput('', 'The training thread is closed.'));
    const id = ++this.lastId;
    const message: ToWorker = { ...request, id };
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve: (value) => resolve(value as WorkerResults[R['method']]), reject });
      this.started().postMessage(message);
    });
  }

  /** Ends the thread at once. */
  dispose(): void {
    this.isDisposed = true;
    void this.worker?.terminate();
    this.worker = undefined;
    this.rejectAll(new BadInput('', 'The training thread is closed.'));
  }

  private started(): Worker {
    if (this.worker) return this.worker;
    const worker = new Worker(this.path, { resourceLimits: { maxOldGenerationSizeMb: heapLimit } });
    worker.on('message', (message: FromWorker) => {
      if (worker !== this.worker) return;
      this.receive(message);
      if (message.type === 'progress') worker.postMessage({ method: 'heard' } satisfies ToWorker);
    });
    worker.on('messageerror', (error) => this.crash(worker, error));
    worker.on('error', (error) => this.crash(worker, error));
    worker.on('exit', (code) => this.crash(worker, `exit code ${code}`));
    this.worker = worker;
    return worker;
  }

  private receive(message: FromWorker): void {
    if (message.type === 'settled') {
      this.settle(message);
      return;
    }
    for (const listeners of this.listeners) {
      const listener = listeners[message.type] as ((event: ThreadEvent) => void) | undefined;
      listener?.(message);
    }
  }

  private settle(message: Settled): void {
    const waiting = this.waiting.get(message.id);
    this.waiting.delete(message.id);
    if (message.ok) {
      waiting?.resolve(message.value);
      return;
    }
    const { place, message: text, template = text, values } = message.error;
    waiting?.reject(new BadInput(place, template, values));
  }

  private crash(worker: Worker, error: unknown): void {
    if (worker !== this.worker) return;
    this.worker = undefined;
    void worker.terminate();
    const fault = new BadInput('', 'The training thread stopped unexpectedly ({0}); the next action starts it again.', [
      reason(error),
    ]);
    this.rejectAll(fault);
    for (const { crash } of this.listeners) crash?.(fault.message, fault);
  }

  private rejectAll(error: Error): void {
    const all = [...this.waiting.values()];
    this.waiting.clear();
    for (const { reject } of all) reject(error);
  }
}
