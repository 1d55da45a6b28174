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
    const page = new Page(view.webview, this.lab, this.handlers, () => view.visible, this.log);
    view.webview.options = {
      enableScripts: true,
      localResourceRoots: [vscode.Uri.joinPath(this.extensionUri, 'dist', 'webview')],
    };
    view.webview.html = pageHtml(view.webview, this.extensionUri, 'live');
    view.onDidChangeVisibility(() => {
      if (view.visible) void page.refresh();
    });
    view.onDidDispose(() => {
      page.dispose();
    });
  }
}
