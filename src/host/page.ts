import * as v from 'valibot';
import * as vscode from 'vscode';
import { BadInput } from '../engine/badInput';
import {
  fromWebviewSchema,
  requestSchemas,
  type Method,
  type Params,
  type Results,
  type Tab,
  type ToWebview,
  type Values,
} from '../shared/protocol';
import type { Lab } from './lab';
import { sentence } from './sentence';

/** Where a page begins, if anywhere. */
export interface First {
  tab?: Tab;
  values?: Values;
}

/** What a page asks of the host, by name. */
export type Handlers = { [M in Method]: (params: Params<M>) => Promise<Results[M]> };

/**
 * One webview's end of the protocol: checks what comes in, settles every request, and hands on the lab's changes
 * while the page is visible. A page that was hidden gets a whole snapshot when it is seen again.
 */
export class Page implements vscode.Disposable {
  private readonly disposables: vscode.Disposable[] = [];
  private listening = false;

  constructor(
    private readonly webview: vscode.Webview,
    private readonly lab: Lab,
    private readonly handlers: Handlers,
    private readonly isVisible: () => boolean,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.disposables.push(
      webview.onDidReceiveMessage((message: unknown) => this.receive(message)),
      lab.onMessage((message) => {
        if (this.listening && this.isVisible()) void this.post(message);
      }),
    );
  }

  /** Brings the page up to date, and to a tab if one is named. Does nothing before the page said it is ready. */
  async refresh(first: First = {}): Promise<void> {
    if (!this.listening) return;
    try {
      const snapshot = await this.lab.snapshot();
      await this.post({ type: 'snapshot', snapshot, ...first });
    } catch (error) {
      this.log.error(sentence(error));
    }
  }

  navigate(tab: Tab, values: Values = {}): void {
    if (this.listening) void this.post({ type: 'navigate', tab, values });
  }

  /** What to show as soon as the page is there. */
  first: First = {};

  private async receive(message: unknown): Promise<void> {
    const parsed = v.safeParse(fromWebviewSchema, message);
    if (!parsed.success) {
      this.log.warn(`A page sent something that is not a message: ${v.summarize(parsed.issues)}`);
      return;
    }
    if (parsed.output.type === 'ready') {
      this.listening = true;
      await this.refresh(this.first);
      this.first = {};
      return;
    }
    const { id, method, params } = parsed.output;
    try {
      const value = await this.answer(method, params);
      await this.post({ type: 'settled', id, result: { ok: true, value } });
    } catch (error) {
      const place = error instanceof BadInput ? error.place : '';
      this.log.info(`${method}: ${sentence(error)}`);
      await this.post({ type: 'settled', id, result: { ok: false, error: { message: sentence(error), place } } });
    }
  }

  private answer<M extends Method>(method: M, params: unknown): Promise<Results[M]> {
    const checked = v.safeParse(requestSchemas[method], params);
    if (!checked.success) throw new Error(`${method}: ${v.summarize(checked.issues)}`);
    const handler: (params: Params<M>) => Promise<Results[M]> = this.handlers[method];
    return handler(checked.output);
  }

  private post(message: ToWebview): Thenable<boolean> {
    return this.webview.postMessage(message);
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
  }
}
