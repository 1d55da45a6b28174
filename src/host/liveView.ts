import * as vscode from 'vscode';
import type { Lab } from './lab';
import { Page, type Handlers } from './page';
import { pageHtml } from './pageHtml';

/** The sidebar's small loss curve. */
export class LiveView implements vscode.WebviewViewProvider {
  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly lab: Lab,
    private readonly handlers: Handlers,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  resolveWebviewView(view: vscode.WebviewView): void {
    const { lab, handlers, log } = this;
    const drawnRuns = async () => [await lab.lookedAtRun()];
    const page = new Page(
      view.webview,
      lab,
      { handlers, drawnRuns, isVisible: () => view.visible, givesWay: true },
      log,
    );
    view.webview.options = {
      enableScripts: true,
      localResourceRoots: [vscode.Uri.joinPath(this.extensionUri, 'dist', 'webview')],
    };
    view.webview.html = pageHtml(view.webview, this.extensionUri, 'live');
    view.onDidChangeVisibility(() => {
      if (!view.visible) page.hidden();
    });
    view.onDidDispose(() => {
      page.dispose();
    });
  }
}
