import * as vscode from 'vscode';
import { BadInput } from '../engine/badInput';
import { writeWhole } from '../runs/store/nodeDirectory';

/** Asks where to; undefined when the reader thought better of it. */
export async function askWhere(
  title: string,
  file: string,
  filters: Record<string, string[]>,
): Promise<vscode.Uri | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  return vscode.window.showSaveDialog({
    title,
    filters,
    ...(folder ? { defaultUri: vscode.Uri.joinPath(folder, file) } : {}),
  });
}

/**
 * Writes a file, and says where it is. It is written slice by slice as they are made: however long it is, the editor
 * answers in between, and no more than a slice of it is held. What was there before stays until all of it is written.
 * @throws BadInput when it cannot be written.
 */
export async function saveFile(to: vscode.Uri, slices: Iterable<string | Uint8Array>): Promise<void> {
  try {
    await (to.scheme === 'file' ? writeWhole(to.fsPath, slices) : writeElsewhere(to, slices));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new BadInput('', '{0} cannot be written ({1}).', [to.fsPath, reason]);
  }
  void sayWhere(to);
}

async function sayWhere(to: vscode.Uri): Promise<void> {
  const open = vscode.l10n.t('Open');
  const path = to.scheme === 'file' ? to.fsPath : to.toString(true);
  if ((await vscode.window.showInformationMessage(vscode.l10n.t('Saved as {0}', path), open)) === open)
    await vscode.commands.executeCommand('vscode.open', to);
}

/** What VS Code itself has to write, it takes whole. */
async function writeElsewhere(to: vscode.Uri, slices: Iterable<string | Uint8Array>): Promise<void> {
  const made: Uint8Array[] = [];
  for (const slice of slices) {
    made.push(Buffer.from(slice));
    await new Promise((resolve) => setImmediate(resolve));
  }
  await vscode.workspace.fs.writeFile(to, Buffer.concat(made));
}
