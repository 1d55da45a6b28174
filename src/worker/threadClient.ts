import { Worker } from 'node:worker_threads';
import { BadInput } from '../engine/badInput';
import { Requester } from '../shared/requester';
import type { Task } from '../shared/task';
import type { FromWorker, ToWorker, WorkerEvent, WorkerFault, WorkerRequest, WorkerResults } from './threadProtocol';

/** What to do when the thread reports something; `crash` gets one sentence, and the same to be translated. */
export type ThreadListeners = { [T in WorkerEvent['type']]: (event: Extract<WorkerEvent, { type: T }>) => void } & {
  crash: (message: string, fault: BadInput) => void;
};

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
  private readonly requester = new Requester<WorkerRequest, WorkerFault>(
    (message) => this.post(message),
    ({ place, message, template = message, values }) => new BadInput(place, template, values),
  );
  private readonly listeners = new Set<Partial<ThreadListeners>>();
  private isDisposed = false;

  /** @param path the bundled thread.js. */
  constructor(private readonly path: string) {}

  /** Calls `listeners` with everything the thread reports from now on. Returns how to stop. */
  on(listeners: Partial<ThreadListeners>): () => void {
    this.listeners.add(listeners);
    return () => this.listeners.delete(listeners);
  }

  /**
   * @param task its signal cancels the request; it is told how far that is, where it takes long.
   * @throws BadInput with the thread's one sentence when it refuses, and when it dies before it answers.
   */
  request<R extends WorkerRequest>(request: R, task?: Partial<Task>): Promise<WorkerResults[R['method']]> {
    if (this.isDisposed) return Promise.reject(new BadInput('', 'The training thread is closed.'));
    return this.requester.request(request, task) as Promise<WorkerResults[R['method']]>;
  }

  /** Ends the thread at once. */
  dispose(): void {
    this.isDisposed = true;
    void this.worker?.terminate();
    this.worker = undefined;
    this.requester.rejectAll(new BadInput('', 'The training thread is closed.'));
  }

  private post(message: ToWorker): void {
    // What a thread that is gone was asked needs no cancelling.
    if (message.type === 'cancel') this.worker?.postMessage(message);
    else this.started().postMessage(message);
  }

  private started(): Worker {
    if (this.worker) return this.worker;
    const worker = new Worker(this.path, { resourceLimits: { maxOldGenerationSizeMb: heapLimit } });
    worker.on('message', (message: FromWorker) => {
      if (worker !== this.worker) return;
      this.receive(message);
      if (message.type === 'progress') worker.postMessage({ type: 'heard' } satisfies ToWorker);
    });
    worker.on('messageerror', (error) => this.crash(worker, error));
    worker.on('error', (error) => this.crash(worker, error));
    worker.on('exit', (code) => this.crash(worker, `exit code ${code}`));
    this.worker = worker;
    return worker;
  }

  private receive(message: FromWorker): void {
    if (message.type === 'settled' || message.type === 'taskProgress') {
      this.requester.receive(message);
      return;
    }
    for (const listeners of this.listeners) {
      const listener = listeners[message.type] as ((event: WorkerEvent) => void) | undefined;
      listener?.(message);
    }
  }

  private crash(worker: Worker, error: unknown): void {
    if (worker !== this.worker) return;
    this.worker = undefined;
    void worker.terminate();
    const fault = new BadInput('', 'The training thread stopped unexpectedly ({0}); the next action starts it again.', [
      reason(error),
    ]);
    this.requester.rejectAll(fault);
    for (const { crash } of this.listeners) crash?.(fault.message, fault);
  }
}
