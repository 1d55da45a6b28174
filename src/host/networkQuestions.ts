import type { NetworkSource } from '../shared/pageProtocol';
import type { Task } from '../shared/task';
import type { ThreadClient } from '../worker/threadClient';
import type { WorkerRequest, WorkerResults } from '../worker/threadProtocol';

type Answer<R extends WorkerRequest> = WorkerResults[R['method']] & { network: NetworkSource };

/** What is asked of the network that is present, which is handed to the thread first. */
export class NetworkQuestions {
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

  /** @throws the reason of the task's signal when it was stopped, also before the thread heard of it. */
  async ask<R extends WorkerRequest>(request: R, task: Task): Promise<Answer<R>> {
    await this.parts.loadData();
    const network = await this.parts.use();
    return { ...(await this.thread.request(request, task)), network };
  }

  /** Asks what any network answers alike, so that one that cannot be made is no hindrance. */
  async askBeside<R extends WorkerRequest>(request: R, task: Task): Promise<Answer<R>> {
    await this.parts.loadData();
    return { ...(await this.thread.request(request, task)), network: await this.parts.source() };
  }

  /** The network that would be asked now. */
  source(): Promise<NetworkSource> {
    return this.parts.source();
  }
}
