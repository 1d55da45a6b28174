import * as vscode from 'vscode';
import { BadInput } from '../engine/badInput';
import { exportShown } from '../runs/exportShown';
import type { RunSeries, RunSummary } from '../runs/run';
import { shownName } from '../runs/runName';
import { say } from './sentence';

/** Asks where to; undefined when the reader thought better of it. */
export async function target(
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

/** Writes a file, and says where it is. @throws BadInput when it cannot be written. */
export async function write(to: vscode.Uri, bytes: Uint8Array): Promise<void> {
  try {
    await vscode.workspace.fs.writeFile(to, bytes);
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

/** Saves the picture of a chart. @param png base64. @throws BadInput when it is none, or cannot be written. */
export async function savePicture(png: string): Promise<void> {
  const bytes = Buffer.from(png, 'base64');
  if (bytes.toString('latin1', 1, 4) !== 'PNG') throw new BadInput('', 'The picture could not be drawn.');
  const to = await target(vscode.l10n.t('Save the picture'), 'loss.png', { PNG: ['png'] });
  if (to) await write(to, bytes);
}

/** Saves the losses of `runs` as CSV; in slices, so that the editor answers meanwhile. */
export async function saveLosses(runs: readonly { run: RunSummary; series: RunSeries }[]): Promise<void> {
  const to = await target(vscode.l10n.t('Save the losses'), 'losses.csv', { CSV: ['csv'] });
  if (!to) return;
  const slices: Buffer[] = [];
  for (const slice of exportShown(runs.map(({ run, series }) => ({ name: shownName(run, say), series })))) {
    slices.push(Buffer.from(slice));
    await new Promise((resolve) => setImmediate(resolve));
  }
  await write(to, Buffer.concat(slices));
}
