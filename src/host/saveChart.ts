import * as vscode from 'vscode';
import { BadInput } from '../engine/badInput';
import { exportShown } from '../runs/export/exportShown';
import type { RunSeries, RunSummary } from '../runs/run';
import { shownName } from '../runs/naming/runName';
import { askWhere, saveFile } from './saveFile';
import { say } from './sentence';

/** Saves the picture of a chart. @param png base64. @throws BadInput when it is none, or cannot be written. */
export async function savePicture(png: string): Promise<void> {
  const bytes = Buffer.from(png, 'base64');
  if (bytes.toString('latin1', 1, 4) !== 'PNG') throw new BadInput('', 'The picture could not be drawn.');
  const to = await askWhere(vscode.l10n.t('Save the picture'), 'loss.png', { PNG: ['png'] });
  if (to) await saveFile(to, [bytes]);
}

/** Saves the losses of `runs` as CSV. */
export async function saveLosses(runs: readonly { run: RunSummary; series: RunSeries }[]): Promise<void> {
  const to = await askWhere(vscode.l10n.t('Save the losses'), 'losses.csv', { CSV: ['csv'] });
  if (!to) return;
  await saveFile(
    to,
    exportShown(runs.map(({ run, series }) => ({ name: shownName(run, say), dtype: run.experiment.dtype, series }))),
  );
}
