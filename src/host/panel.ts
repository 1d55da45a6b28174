import * as vscode from 'vscode';
import type { Tab, Values } from '../shared/pageProtocol';
import type { Lab } from './lab';
import { Page, type First, type Handlers } from './page';
import { pageHtml } from './pageHtml';

export const panelType = 'lossLab.panel';

/** The editor panel: one at a time, restored where it was after a reload. */
export class Panel implements vscode.WebviewPanelSerializer, vscode.Disposable {
  private panel: vscode.WebviewPanel | undefined;
  private page: Page | undefined;

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly lab: Lab,
    private readonly handlers: Handlers,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  /** Opens the panel, or brings it to the front, at `tab` (where it was, if none is named) with `values` in it. */
  open(tab?: Tab, values?: Values): void {
    if (this.panel && this.page) {
      if (tab) this.page.navigate({ tab, ...(values && { values }) });
      this.panel.reveal();
      return;
    }
    const panel = vscode.window.createWebviewPanel(panelType, 'Loss Lab', vscode.ViewColumn.Active);
    this.adopt(panel, { ...(tab && { tab }), ...(values && { values }) });
  }

  deserializeWebviewPanel(panel: vscode.WebviewPanel): Thenable<void> {
    this.adopt(panel);
    return Promise.resolve();
  }

  private adopt(panel: vscode.WebviewPanel, first: First = {}): void {
    this.panel?.dispose();
    const { lab, handlers, log } = this;
    // What is looked at has its figures on the page though its curve may be switched off.
    const drawnRuns = async () => [...new Set([...(await lab.shownRuns()), await lab.lookedAtRun()])];
    const page = new Page(panel.webview, lab, { handlers, drawnRuns, isVisible: () => panel.visible }, log);
    page.navigate(first);
    this.panel = panel;
    this.page = page;
    panel.iconPath = vscode.Uri.joinPath(this.extensionUri, 'media', 'icon.svg');
    panel.webview.options = {
      enableScripts: true,
      localResourceRoots: [vscode.Uri.joinPath(this.extensionUri, 'dist', 'webview')],
    };
    panel.webview.html = pageHtml(panel.webview, this.extensionUri, 'panel');
    panel.onDidChangeViewState(() => {
      if (!panel.visible) page.hidden();
    });
    panel.onDidDispose(() => {
      page.dispose();
      // What was typed goes with it.
      lab.form.setFault(null);
      if (this.panel === panel) this.panel = this.page = undefined;
    });
  }

  dispose(): void {
    this.panel?.dispose();
  }
}
