import * as vscode from 'vscode';
import type { Experiment } from '../runs/experiment/experiment';
import { askWhere, saveFile } from './saveFile';

async function isTaken(uri: vscode.Uri): Promise<boolean> {
  if (vscode.workspace.textDocuments.some(({ uri: open }) => open.path === uri.path)) return true;
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}

/** `NAME.losslab.json` in the workspace's folder, with a number where that is there already. */
async function freePlace(name: string): Promise<vscode.Uri> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  for (let count = 1; ; count++) {
    const file = `${name}${count > 1 ? `-${count}` : ''}.losslab.json`;
    // Without a folder the editor has its name alone, and asks for the place when it is saved.
    const uri = folder
      ? vscode.Uri.joinPath(folder, file)
      : vscode.Uri.file(file).with({ path: file, scheme: 'untitled' });
    if (!(await isTaken(uri))) return uri.with({ scheme: 'untitled' });
  }
}

const textOf = (experiment: Experiment) => `${JSON.stringify(experiment, null, 2)}\n`;

/** Saves an experiment, whole, so that it stays the same whatever the defaults become, where the reader says; and opens it. */
export async function saveExperiment(experiment: Experiment): Promise<void> {
  // VS Code's own dialog writes an ending of two parts twice.
  const to = await askWhere(vscode.l10n.t('Save the experiment'), 'experiment.losslab.json', { JSON: ['json'] });
  if (!to) return;
  await saveFile(to, [textOf(experiment)]);
  await vscode.window.showTextDocument(to);
}

/** Opens an experiment as a file that is not saved yet; nothing is written before the reader saves it. */
export async function openExperiment(experiment: Experiment, name: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument(await freePlace(name));
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, new vscode.Position(0, 0), textOf(experiment));
  await vscode.workspace.applyEdit(edit);
  await vscode.window.showTextDocument(document);
}
