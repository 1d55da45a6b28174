import * as v from 'valibot';
import * as vscode from 'vscode';
import { BadInput } from '../engine/badInput';
import type { RunSummary } from '../runs/run';
import { Answerer } from '../shared/answerer';
import { isOverview, stepsOf, type SentSeries } from '../shared/lossRecord';
import type { Task } from '../shared/task';
import {
  fromWebviewSchema,
  requestSchemas,
  type Method,
  type PacedMessage,
  type PageCall,
  type Params,
  type RefusedWhy,
  type Results,
  type StateMessage,
  type Tab,
  type ToWebview,
  type Values,
} from '../shared/pageProtocol';
import type { Lab } from './lab';
import { PacedMessages } from './pacedMessages';
import { sentence } from './sentence';

/** Where a page begins, if anywhere. */
export interface First {
  tab?: Tab;
  values?: Values;
}

/** What a page asks of the host, by name. */
export type Handlers = { [M in Method]: (params: Params<M>, task: Task) => Promise<Results[M]> };

/** Milliseconds that what takes a while to arrive waits for the overview to be drawn; and on a page that gives way. */
const [drawing, givingWay] = [400, 1500];

/** What a page is of. */
export interface PageOptions {
  /** What a page asks of the host. */
  handlers: Handlers;
  /** The runs whose series it draws, in its order. */
  drawnRuns: () => Promise<(RunSummary | undefined)[]>;
  isVisible: () => boolean;
  /** Takes down where the reader is on it. */
  onNavigation?: (navigation: Record<string, unknown>) => void;
  /** Whether every step of a long series, which takes a while to arrive, lets the other pages' go first. */
  givesWay?: boolean;
}

/**
 * One webview's end of the protocol: checks what comes in, settles every request, and hands on the lab's changes
 * while the page is visible. A page gets a whole snapshot when it says that it is ready: also when it is seen again.
 */
export class Page implements vscode.Disposable {
  private readonly disposables: vscode.Disposable[] = [];
  private listening = false;
  /** Where the page begins as soon as it is there. */
  private first: First = {};
  /** What the page has, in its order: each run, its series' key, whether it has all of it, and how far. */
  private drawn: readonly { id: string; key: string; isWhole: boolean; steps: number; accuracies: number }[] = [];
  private readonly paced = new PacedMessages((message) => void this.webview.postMessage(message));
  private readonly answerer = new Answerer<PageCall, RefusedWhy>(
    (message) => (message.type === 'taskProgress' ? this.tell(message) : this.post(message)),
    ({ method, params }, task) => this.answer(method, params, task),
    (error, call) => this.describe(error, call),
  );
  /** What has series in it is sent one after the other, so that none is taken for there before it is. */
  private sending = Promise.resolve();

  constructor(
    private readonly webview: vscode.Webview,
    private readonly lab: Lab,
    private readonly options: PageOptions,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.disposables.push(
      webview.onDidReceiveMessage((message: unknown) => this.receive(message)),
      lab.onMessage((message) => {
        if (this.isThere()) this.tell(message);
        // The run that is looked at is drawn.
        if (message.type === 'charted') this.send(() => this.update());
      }),
      lab.onRunsChanged(() => this.send(() => this.update())),
    );
  }

  private isThere(): boolean {
    return this.listening && this.options.isVisible();
  }

  private tell(message: StateMessage | PacedMessage): void {
    switch (message.type) {
      case 'progress':
        this.paced.tell('progress', () => {
          const grown = this.grown(message.id);
          return grown && { ...message, ...grown };
        });
        return;
      case 'taskProgress':
        this.paced.tell(`task ${message.id}`, () => message);
        return;
      case 'loading':
        this.paced.tell('loading', () => message);
        return;
      default:
        void this.post(message);
    }
  }

  /** What the page has not yet of the active run; of one that it does not draw, the last. */
  private grown(runId: string): ReturnType<Lab['progressSince']> {
    const had = this.drawn.find(({ id }) => id === runId);
    if (!had) return this.lab.progressSince(runId, -1, -1);
    const grown = this.lab.progressSince(runId, had.steps, had.accuracies);
    if (!grown) return undefined;
    had.steps = grown.firstStep + grown.loss.length;
    had.accuracies += grown.accuracy.length;
    return grown;
  }

  /** VS Code ends a page that is hidden; the one made when it is seen again says that it is ready. */
  hidden(): void {
    this.listening = false;
    this.answerer.leave();
    this.paced.reset();
  }

  /** Brings the page to a tab; one that is not there yet, or not any more, begins there. */
  navigate(first: First): void {
    const { tab, values = {} } = first;
    const isThere = this.isThere();
    this.first = isThere ? {} : first;
    if (isThere && tab) void this.post({ type: 'navigate', tab, values });
  }

  private send(message: () => Promise<ToWebview | undefined>): void {
    this.sending = this.sending
      .then(message)
      .then((made) => void (made && this.post(made)))
      .catch((error: unknown) => this.log.error(sentence(error)));
  }

  /** Everything, for a page that was just made. */
  private async refresh(): Promise<ToWebview> {
    try {
      const runs = await this.runsToDraw();
      const shown = await this.lab.sentSeries(
        runs.map(({ id }) => id),
        false,
      );
      // After the series, which may have to be read: what is told meanwhile is in it, and nothing is told from here on.
      const snapshot = await this.lab.snapshot();
      this.paced.flush();
      this.drawn = [];
      this.hasSent(runs, shown);
      const { first } = this;
      this.first = {};
      return { type: 'snapshot', snapshot: { ...snapshot, shown }, ...first };
    } catch (error) {
      this.log.error(sentence(error));
      return { type: 'unavailable', message: sentence(error) };
    }
  }

  /** What changed of the runs that the page draws, with the series that it has not. */
  private async update(whole = false): Promise<ToWebview | undefined> {
    const runs = await this.runsToDraw();
    const keys = runs.map((run) => this.lab.seriesKey(run));
    const missing = runs.filter(
      (_, i) => !this.drawn.some(({ key, isWhole }) => key === keys[i] && (isWhole || !whole)),
    );
    const isSame = missing.length === 0 && keys.join() === this.drawn.map(({ key }) => key).join();
    if (!this.isThere() || isSame) return undefined;
    const ids = missing.map(({ id }) => id);
    // What is drawn already needs no overview: another window's run has grown.
    const grown = ids.filter((id) => whole || this.drawn.some((had) => had.id === id));
    const series = [
      ...(await this.lab.sentSeries(
        ids.filter((id) => !grown.includes(id)),
        false,
      )),
      ...(await this.lab.sentSeries(grown, true)),
    ];
    // By what the page has up to now: what is told from here on continues what is sent.
    this.paced.flush();
    this.hasSent(runs, series);
    return { type: 'shown', ids: runs.map(({ id }) => id), series };
  }

  /** Notes what the page has of `runs` now; after an overview comes the whole. */
  private hasSent(runs: readonly RunSummary[], series: readonly SentSeries[]): void {
    this.drawn = runs.map((run) => {
      const key = this.lab.seriesKey(run);
      const sent = series.find(({ id }) => id === run.id);
      if (sent)
        return {
          id: run.id,
          key,
          isWhole: !isOverview(sent),
          steps: stepsOf(sent),
          accuracies: sent.accuracy.length,
        };
      const had = this.drawn.find(({ id }) => id === run.id);
      return had ?? { id: run.id, key, isWhole: false, steps: 0, accuracies: 0 };
    });
    if (series.some(isOverview))
      setTimeout(() => this.send(() => this.update(true)), this.options.givesWay ? givingWay : drawing);
  }

  private async runsToDraw(): Promise<RunSummary[]> {
    return (await this.options.drawnRuns()).filter((run) => run !== undefined);
  }

  private receive(message: unknown): void {
    const parsed = v.safeParse(fromWebviewSchema, message, { abortEarly: true });
    if (!parsed.success) {
      this.log.warn(`A page sent something that is not a message: ${v.summarize(parsed.issues)}`);
      return;
    }
    switch (parsed.output.type) {
      case 'ready':
        this.listening = true;
        this.paced.reset();
        this.send(() => this.refresh());
        return;
      case 'ping':
        void this.webview.postMessage({ type: 'pong' } satisfies ToWebview);
        return;
      case 'drawn':
        this.paced.onDrawn();
        return;
      case 'navigation':
        this.options.onNavigation?.(parsed.output.navigation);
        return;
      default:
        this.answerer.receive(parsed.output);
    }
  }

  private answer<M extends Method>(method: M, params: unknown, task: Task): Promise<Results[M]> {
    const checked = v.safeParse(requestSchemas[method], params, { abortEarly: true });
    if (!checked.success) throw new Error(`${method}: ${v.summarize(checked.issues)}`);
    const handler: (params: Params<M>, task: Task) => Promise<Results[M]> = this.options.handlers[method];
    return handler(checked.output, task);
  }

  private describe(error: unknown, { method }: PageCall): RefusedWhy {
    this.log.info(`${method}: ${sentence(error)}`);
    return { message: sentence(error), place: error instanceof BadInput ? error.place : '' };
  }

  /** After all that was told before. */
  private post(message: ToWebview): Thenable<boolean> {
    this.paced.flush();
    return this.webview.postMessage(message);
  }

  dispose(): void {
    this.listening = false;
    this.answerer.leave();
    for (const disposable of this.disposables) disposable.dispose();
  }
}
