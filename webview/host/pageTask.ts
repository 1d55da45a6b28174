import { batch, signal, type ReadonlySignal } from '@preact/signals';
import type { Method, Params, Results, Tab } from '../../src/shared/pageProtocol';
import { sentence } from '../text/sentence';
import { onForget, recall, remember, request } from './requests';

/** Asks the host on behalf of a task: rejected as soon as that is stopped, or another takes its place. */
export type Ask = <M extends Method>(method: M, params: Params<M>) => Promise<Results[M]>;

/**
 * Something long that a page has done, one at a time: what was asked last is what counts, and the reader may stop it.
 * @typeParam Of what it is of.
 */
export class PageTask<Of = true> {
  /** What it is of that is under way; null while nothing is. */
  readonly underWay: ReadonlySignal<Of | null>;
  /** How much (0 … 1) is done of what is under way; null while that is not known. */
  readonly fraction: ReadonlySignal<number | null>;
  /** Why the last one failed, in a sentence, and what it was of. */
  readonly failure: ReadonlySignal<{ of: Of; message: string } | null>;
  /** Stopped by the reader: only they start it again. */
  readonly isStopped: ReadonlySignal<boolean>;

  private readonly now = signal<Of | null>(null);
  private readonly done = signal<number | null>(null);
  private readonly failed = signal<{ of: Of; message: string } | null>(null);
  private readonly stopped;
  private controller: AbortController | undefined;

  /**
   * @param tab that it belongs to, with which it is begun anew.
   * @param remembersStop whether a page that takes this one's place leaves it, too, to the reader to start it again.
   */
  constructor(
    private readonly tab: Tab,
    private readonly remembersStop = false,
  ) {
    this.stopped = signal(remembersStop && recall(tab, { stopped: false }).stopped);
    onForget(tab, () => {
      this.drop();
      this.stopped.value = false;
    });
    [this.underWay, this.fraction, this.failure, this.isStopped] = [this.now, this.done, this.failed, this.stopped];
  }

  get isUnderWay(): boolean {
    return this.now.value !== null;
  }

  /** Whether it may begin by itself: nobody has seen it stop or fail. */
  get isUntried(): boolean {
    return !this.isUnderWay && !this.stopped.value && this.failed.value === null;
  }

  /**
   * Has `work` done in the place of what is under way.
   * @param work asks the host, and takes down what it answers; after each answer that comes it is still what counts.
   */
  async run(of: Of, work: (ask: Ask) => Promise<void>): Promise<void> {
    const before = this.controller;
    const mine = (this.controller = new AbortController());
    const isMine = () => this.controller === mine;
    batch(() => {
      this.now.value = of;
      this.done.value = null;
      this.failed.value = null;
      this.setStopped(false);
    });
    const tell = (fraction: number) => {
      if (isMine()) this.done.value = fraction;
    };
    const working = work((method, params) => {
      this.done.value = null;
      return request(method, params, { signal: mine.signal, tell });
    });
    // Asked first: what both need goes on.
    before?.abort();
    try {
      await working;
    } catch (error) {
      if (isMine()) this.failed.value = { of, message: sentence(error) };
    } finally {
      if (isMine()) this.end();
    }
  }

  /** Ends what is under way, for the reader; what it brought stays. */
  stop(): void {
    this.drop();
    this.setStopped(true);
  }

  /** Ends what is under way: something else has come in its place. */
  drop(): void {
    this.controller?.abort();
    this.end();
    this.failed.value = null;
  }

  private end(): void {
    this.controller = undefined;
    batch(() => {
      this.now.value = null;
      this.done.value = null;
    });
  }

  private setStopped(value: boolean): void {
    this.stopped.value = value;
    if (this.remembersStop) remember(this.tab, { stopped: value });
  }
}
