import * as path from 'node:path';
import * as vscode from 'vscode';
import { registerCommands } from './host/commands';
import { DataTree } from './host/dataTree';
import { experimentDiagnostics } from './host/experimentDiagnostics';
import { experimentSchema } from './host/experimentSchema';
import { labHandlers, liveHandlers } from './host/handlers';
import { Kept } from './host/kept';
import { Lab } from './host/lab';
import { LiveView } from './host/liveView';
import { Panel, panelType } from './host/panel';
import { RunsTree } from './host/runsTree';
import { sentence } from './host/sentence';
import { onSettingsChanged } from './host/settings';
import { StatusBar } from './host/statusBar';
import { NodeDirectory } from './runs/store/nodeDirectory';
import { RunStore } from './runs/store/runStore';
import type { Tab } from './shared/pageProtocol';
import { ThreadClient } from './worker/threadClient';

/** What the tests get: the trees as VS Code sees them, and the lab behind them. */
export interface LossLab {
  lab: Lab;
  runsTree: RunsTree;
  dataTree: DataTree;
}

async function sayUnreadable(count: number, log: vscode.LogOutputChannel): Promise<void> {
  const text = vscode.l10n.t('Runs that cannot be read, and are not listed: {0}. The log says which and why.', count);
  const showLog = vscode.l10n.t('Show Log');
  if ((await vscode.window.showWarningMessage(text, showLog)) === showLog) log.show();
}

/** Builds the parts and hands them to each other. Nothing is read, decoded or started before somebody asks. */
export function activate(context: vscode.ExtensionContext): LossLab | undefined {
  const { extensionUri, extensionPath, subscriptions } = context;
  const log = vscode.window.createOutputChannel('Loss Lab', { log: true });
  const runsDirectory = path.join((context.storageUri ?? context.globalStorageUri).fsPath, 'runs');
  const thread = new ThreadClient(path.join(extensionPath, 'dist', 'thread.js'));
  const kept = new Kept(context.workspaceState);
  const lab = new Lab(
    async () => {
      const store = await RunStore.open(new NodeDirectory(runsDirectory));
      for (const fault of store.faults) log.warn(sentence(fault));
      if (store.faults.length > 0) void sayUnreadable(store.faults.length, log);
      return store;
    },
    thread,
    kept,
    path.join(extensionPath, 'media', 'mnist'),
    log,
  );
  const openPanel = (tab: Tab) => panel.open(tab);
  const handlers = labHandlers(lab, openPanel);
  const panel = new Panel(extensionUri, lab, handlers, kept, log);
  const runsTree = new RunsTree(lab);
  const dataTree = new DataTree(lab);
  const runsView = vscode.window.createTreeView('lossLab.runs', { treeDataProvider: runsTree, canSelectMany: true });

  subscriptions.push(
    log,
    lab,
    panel,
    new StatusBar(lab),
    runsView,
    runsView.onDidChangeCheckboxState(({ items }) => {
      for (const [run, state] of items) lab.charted.setShown(run.id, state === vscode.TreeItemCheckboxState.Checked);
    }),
    vscode.window.createTreeView('lossLab.data', { treeDataProvider: dataTree }),
    vscode.window.registerWebviewViewProvider(
      'lossLab.live',
      new LiveView(extensionUri, lab, liveHandlers(handlers, openPanel), log),
    ),
    vscode.window.registerWebviewPanelSerializer(panelType, panel),
    registerCommands(lab, panel, () => runsView.selection),
    experimentDiagnostics(),
    experimentSchema(extensionUri),
    onSettingsChanged(() => lab.announceSettings()),
  );
  lab.setContexts();
  // Other extensions get nothing: they have the commands.
  return context.extensionMode === vscode.ExtensionMode.Test ? { lab, runsTree, dataTree } : undefined;
}
