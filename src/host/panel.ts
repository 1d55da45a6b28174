import * as vscode from 'vscode';
import type { Tab, Values } from '../shared/pageProtocol';
import type { Lab } from './lab';
import type { Kept } from './kept';
import { Page, type First, type Handlers } from './page';
import { pageHtml } from './pageHtml';

export const panelType = 'lossLab.panel';

const isPanel = ({ input }: vscode.Tab) =>
  input instanceof vscode.TabInputWebview && input.viewType.endsWith(panelType);

interface Opening {
  values?: Values;
  beside?: boolean;
  preserveFocus?: boolean;
}

/** Milliseconds within which VS Code hands over a page that it restores; one that nobody hands over is an orphan. */
const handedOverWithin = 3000;

/**
 * The editor panel: one at a time, restored where it was after a reload. When the extension host alone is started anew, VS
 * Code leaves the page as it was, and no host can speak to it any more: another takes its place.
 */
export class Panel implements vscode.WebviewPanelSerializer, vscode.Disposable {
  private readonly tabs: vscode.Disposable;
  private orphanTimer: ReturnType<typeof setTimeout> | undefined;
  private panel: vscode.WebviewPanel | undefined;
  private page: Page | undefined;

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly lab: Lab,
    private readonly handlers: Handlers,
    private readonly kept: Kept,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.tabs = vscode.window.tabGroups.onDidChangeTabs(() => this.lookForOrphan());
    this.lookForOrphan();
  }

  private lookForOrphan(): void {
    if (this.panel || this.orphanTimer) return;
    this.orphanTimer = setTimeout(() => {
      this.orphanTimer = undefined;
      void this.replaceOrphan();
    }, handedOverWithin);
  }

  /** A page of an earlier host of this window, once it is in view: in the background nobody misses an answer. */
  private async replaceOrphan(): Promise<void> {
    // After a reload of the window, whose session may be the same, VS Code has restored the panel itself by now.
    if (this.panel || this.kept.state.panelSession !== vscode.env.sessionId) return;
    const group = vscode.window.tabGroups.all.find(({ activeTab }) => activeTab && isPanel(activeTab));
    const orphan = group?.activeTab;
    if (!orphan) return;
    const showOptions = { viewColumn: group.viewColumn, preserveFocus: !group.isActive };
    this.adopt(vscode.window.createWebviewPanel(panelType, 'Loss Lab', showOptions));
    await vscode.window.tabGroups.close(orphan, true);
  }

  /**
   * Opens the panel, or brings it to the front, at `tab` (where it was, if none is named) with `values` in it.
   *
   * @param how `beside` what is active, which asked for it and is still to be read; `preserveFocus`: where the focus is.
   */
  open(tab?: Tab, { values, beside = false, preserveFocus = false }: Opening = {}): void {
    if (this.panel && this.page) {
      if (tab) this.page.navigate({ tab, ...(values && { values }) });
      const covers = beside && this.panel.viewColumn === vscode.window.tabGroups.activeTabGroup.viewColumn;
      this.panel.reveal(covers ? vscode.ViewColumn.Beside : undefined, preserveFocus);
      return;
    }
    const viewColumn = beside ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active;
    const panel = vscode.window.createWebviewPanel(panelType, 'Loss Lab', { viewColumn, preserveFocus });
    this.adopt(panel, { ...(tab && { tab }), ...(values && { values }) });
  }

  deserializeWebviewPanel(panel: vscode.WebviewPanel): Thenable<void> {
    this.adopt(panel);
    return Promise.resolve();
  }

  private adopt(panel: vscode.WebviewPanel, first: First = {}): void {
    this.panel?.dispose();
    const { lab, handlers, kept, log } = this;
    const options = {
      handlers,
      // What is looked at has its figures on the page though its curve may be switched off.
      drawnRuns: async () => [...new Set([...(await lab.shownRuns()), await lab.lookedAtRun()])],
      isVisible: () => panel.visible,
      onNavigation: (navigation: Record<string, unknown>) => kept.change({ navigation }),
    };
    const page = new Page(panel.webview, lab, options, log);
    kept.change({ panelSession: vscode.env.sessionId });
    page.navigate(first);
    this.panel = panel;
    this.page = page;
    panel.iconPath = vscode.Uri.joinPath(this.extensionUri, 'media', 'icon.svg');
    panel.webview.options = {
      enableScripts: true,
      localResourceRoots: [vscode.Uri.joinPath(this.extensionUri, 'dist', 'webview')],
    };
    panel.webview.html = pageHtml(panel.webview, this.extensionUri, 'panel', kept.state.navigation);
    panel.onDidChangeViewState(() => {
      if (!panel.visible) page.hidden();
    });
    panel.onDidDispose(() => {
      page.dispose();
      if (this.panel !== panel) return;
      this.panel = this.page = undefined;
      kept.change({ panelSession: undefined });
    });
  }

  /** The page stays, for the host that comes after this one. */
  dispose(): void {
    this.tabs.dispose();
    clearTimeout(this.orphanTimer);
    this.page?.dispose();
  }
}
