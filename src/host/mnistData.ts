import type { DataState } from '../shared/pageProtocol';
import type { ThreadClient } from '../worker/threadClient';
import { sentence } from './sentence';

type Loaded = Extract<DataState, { state: 'ready' }>;

/** MNIST as the thread has it decoded: once, for whoever asks. */
export class MnistData {
  state: DataState = { state: 'absent' };
  private loading: Promise<Loaded> | undefined;

  /** @param tell of every other state. */
  constructor(
    private readonly thread: ThreadClient,
    private readonly directory: string,
    private readonly tell: (state: DataState) => void,
  ) {}

  /** Later calls wait for the same decoding; after one that failed the next tries once more. */
  load(): Promise<Loaded> {
    this.loading ??= this.decode();
    return this.loading;
  }

  private async decode(): Promise<Loaded> {
    if (this.state.state !== 'ready') this.set({ state: 'loading', fraction: 0 });
    try {
      const ready: Loaded = {
        state: 'ready',
        ...(await this.thread.request(
          { method: 'load', directory: this.directory },
          { tell: (fraction) => this.onFraction(fraction) },
        )),
      };
      this.set(ready);
      return ready;
    } catch (error) {
      this.loading = undefined;
      this.set({ state: 'failed', message: sentence(error) });
      throw error;
    }
  }

  private onFraction(fraction: number): void {
    // After a failure the other files are still being unpacked: what they report is of no interest any more.
    if (this.state.state === 'loading') this.set({ state: 'loading', fraction });
  }

  /** The thread is gone, and with it what it held: it is decoded again when it is next needed. */
  forget(): void {
    this.loading = undefined;
  }

  private set(state: DataState): void {
    this.state = state;
    this.tell(state);
  }
}
