import * as v from 'valibot';
import * as vscode from 'vscode';
import { BadInput } from '../engine/badInput';
import { checkExperiment } from '../runs/experiment';
import { experimentFromFile } from '../runs/experimentFile';
import { exportRun } from '../runs/exportRun';
import type { RunSummary } from '../runs/run';
import { valuesSchema, type Tab } from '../shared/protocol';
import type { Lab } from './lab';
import type { Panel } from './panel';
import { sentence } from './sentence';
import { opensPanelOnTrain } from './settings';

/** Registers every command; a command that fails says why in one message and leaves all as it was. */
export function registerCommands(lab: Lab, panel: Panel, selectedRun: () => RunSummary | undefined): vscode.Disposable {
  const command = (name: string, run: (...given: never[]) => unknown) =>
    vscode.commands.registerCommand(`lossLab.${name}`, async (...given: never[]) => {
      try {
        return await run(...given);
      } catch (error) {
        void vscode.window.showErrorMessage(sentence(error));
        return undefined;
      }
    });
  /** The run a menu was opened on; from the keyboard, the one selected in the tree. */
  const runCommand = (name: string, act: (run: RunSummary) => unknown) =>
    command(name, (given?: RunSummary) => {
      const run = given ?? selectedRun();
      return run && act(run);
    });

  /** Opens a tab; from the walkthrough, with the values of its step. */
  const tabCommand = (name: string, tab: Tab) =>
    command(name, (values?: unknown) => {
      const checked = v.safeParse(valuesSchema, values ?? {});
      if (!checked.success)
        throw new BadInput('', 'Loss Lab does not know what to show: {0}', [v.summarize(checked.issues)]);
      panel.open(tab, checked.output);
    });

  return vscode.Disposable.from(
    command('open', () => panel.open()),
    command('train', async (experiment?: unknown) => {
      const runId = await lab.train(experiment === undefined ? lab.currentExperiment() : checkExperiment(experiment));
      if (opensPanelOnTrain()) panel.open('train');
      return runId;
    }),
    command('trainFile', async (given?: vscode.Uri) => {
      const uri = given ?? vscode.window.activeTextEditor?.document.uri;
      if (!uri?.path.endsWith('.losslab.json'))
        throw new BadInput('', 'Open an experiment file (NAME.losslab.json) first.');
      // The document rather than the file: what is typed and not saved yet counts.
      const document = await vscode.workspace.openTextDocument(uri);
      const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
      const runId = await lab.train(experimentFromFile(document.getText(), name));
      panel.open('train');
      return runId;
    }),
    command('pauseResume', () => lab.pauseOrResume()),
    command('step', () => lab.step()),
    command('stop', () => lab.stop()),
    command('pickSamples', (ids?: number[]) => {
      if (ids) lab.pick(ids);
      // Decoded while the page is still being made. A failure is shown by the page, which asks again.
      void lab.loadData().catch(() => undefined);
      panel.open('samples');
    }),
    tabCommand('compareLosses', 'loss'),
    tabCommand('compareBatchSizes', 'batch'),
    tabCommand('checkGradients', 'check'),
    tabCommand('differentiate', 'derivative'),
    runCommand('openRun', async (run) => {
      await lab.openRun(run.id);
      panel.open('train');
    }),
    runCommand('renameRun', async (run) => {
      const name = await vscode.window.showInputBox({
        title: vscode.l10n.t('Rename the run'),
        value: run.name,
        validateInput: (text) => (text.trim() ? undefined : vscode.l10n.t('A run needs a name.')),
      });
      if (name) await lab.renameRun(run.id, name.trim());
    }),
    runCommand('exportRun', (run) => saveRun(lab, run)),
    runCommand('deleteRun', async (run) => {
      const remove = vscode.l10n.t('Delete');
      const answer = await vscode.window.showWarningMessage(
        vscode.l10n.t('Delete the run “{0}” and everything it recorded?', run.name),
        { modal: true },
        remove,
      );
      if (answer === remove) await lab.deleteRun(run.id);
    }),
  );
}

async function saveRun(lab: Lab, run: RunSummary): Promise<void> {
  const file = `${run.name.replace(/[^\p{L}\p{N}.]+/gu, '-')}.csv`;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const target = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Export the run'),
    ...(folder ? { defaultUri: vscode.Uri.joinPath(folder, file) } : {}),
    filters: { CSV: ['csv'], JSON: ['json'] },
  });
  if (!target) return;
  const format = target.path.endsWith('.json') ? 'json' : 'csv';
  const text = exportRun(run, await lab.series(run.id), format);
  await vscode.workspace.fs.writeFile(target, Buffer.from(text));
}
