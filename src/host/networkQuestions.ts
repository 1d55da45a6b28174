import { BadInput } from '../engine/badInput';
import type { NetworkSource } from '../shared/pageProtocol';
import type { ThreadClient } from '../worker/threadClient';
import type { WorkerRequest, WorkerResults } from '../worker/threadProtocol';

type Answer<R extends WorkerRequest> = WorkerResults[R['method']] & { network: NetworkSource };

/** What takes long, and by what request it is stopped. */
const stops = { stopPredicting: 'predictAll', stopReading: 'readDigits' } as const;

/** What is asked of the network that is present, which is handed to the thread first. */
export class NetworkQuestions {
  /** How often each was stopped: also before the thread heard of it. */
  private readonly stopped = new Map<WorkerRequest['method'], number>();

  constructor(
    private readonly thread: Pick<ThreadClient, 'request'>,
    private readonly parts: {
      loadData: () => Promise<unknown>;
      /** Makes the thread answer with the present network. */
      use: () => Promise<NetworkSource>;
      /** Which one that is, without that. */
      source: () => Promise<NetworkSource>;
    },
  ) {}

  /** @throws BadInput when it was stopped meanwhile. */
  async ask<R extends WorkerRequest>(request: R): Promise<Answer<R>> {
    const before = this.stopped.get(request.method);
    await this.parts.loadData();
    const network = await this.parts.use();
    if (this.stopped.get(request.method) !== before) throw new BadInput('', 'Reading the digits was stopped.');
    return { ...(await this.thread.request(request)), network };
  }

  /** Asks what any network answers alike, so that one that cannot be made is no hindrance. */
  async askBeside<R extends WorkerRequest>(request: R): Promise<Answer<R>> {
    await this.parts.loadData();
    return { ...(await this.thread.request(request)), network: await this.parts.source() };
  }

  /** The network that would be asked now. */
  source(): Promise<NetworkSource> {
    return this.parts.source();
  }

  /** Ends what goes on, and what is on its way to the thread. */
  async stop(method: keyof typeof stops): Promise<null> {
    const what = stops[method];
    this.stopped.set(what, (this.stopped.get(what) ?? 0) + 1);
    return this.thread.request({ method });
  }
}
