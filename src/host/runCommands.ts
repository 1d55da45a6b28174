import * as vscode from 'vscode';
import { BadInput } from '../engine/badInput';
import { exportRun } from '../runs/export/exportRun';
import { typedNumber } from '../functions/typedNumber';
import { experimentToResume } from '../runs/resume';
import { isResumable, type RunSummary } from '../runs/run';
import { checkName, described, differences, shownName } from '../runs/naming/runName';
import { count } from '../engine/numberText';
import { hasKernels } from '../kernels';
import { openExperiment } from './experimentDocument';
import { mostShown } from './charted';
import type { Lab } from './lab';
import type { Panel } from './panel';
import { askWhere, saveFile } from './saveFile';
import { say, sentence } from './sentence';

/**
 * What can be done with the runs that a menu was opened on, or that are selected in the tree.
 * @param isFromRow whether a row of the tree was clicked, which keeps the focus: its other keys are for that run.
 */
export type RunCommand = (runs: readonly RunSummary[], isFromRow: boolean) => unknown;

const one =
  (act: (run: RunSummary, isFromRow: boolean) => unknown): RunCommand =>
  (runs, isFromRow) =>
    runs.length > 0 && act(runs[0], isFromRow);

/** Why a run cannot be called so; undefined where it can. */
function nameFault(name: string): string | undefined {
  try {
    checkName(name);
    return undefined;
  } catch (error) {
    return sentence(error);
  }
}

/** Characters, of three bytes at most and with an ending, that every file system takes. */
const mostFileName = 70;

/** What a run's files are called by default. */
const fileNameOf = (run: RunSummary) =>
  shownName(run, say)
    .replace(/[^\p{L}\p{N}.]+/gu, '-')
    .slice(0, mostFileName)
    .replace(/^[-.]+|[-.]+$/g, '') || 'run';

/** A run of another computer, whose kernels are not there: says what is not the same to the last bit here. */
function sayMissingKernels(run: RunSummary): void {
  if (!run.kernels || hasKernels(run.kernels)) return;
  void vscode.window.showInformationMessage(
    vscode.l10n.t(
      'The run “{0}” was made by the kernels “{1}”, which are not there on this computer: what its network makes of the digits may differ in the last digit, and its loss landscape cannot be drawn.',
      shownName(run, say),
      run.kernels,
    ),
  );
}

/** By the name of its command. */
export const runCommands = (lab: Lab, panel: Panel): Record<string, RunCommand> => ({
  openRun: one(async (run, isFromRow) => {
    await lab.openRun(run.id);
    panel.open('train', { preserveFocus: isFromRow });
    sayMissingKernels(run);
  }),
  compareRuns: async (selected) => {
    const chosen = selected.length > 1 ? selected : await chooseRuns(lab, selected);
    if (!chosen || chosen.length === 0) return;
    if (chosen.length > mostShown)
      throw new BadInput('', 'The charts show at most {0} runs together, got {1}.', [mostShown, chosen.length]);
    lab.charted.show(chosen.map(({ id }) => id));
    panel.open('train');
  },
  renameRun: one(async (run) => {
    const known = shownName(run, say);
    const name = await vscode.window.showInputBox({
      title: vscode.l10n.t('Rename the run'),
      value: known,
      validateInput: nameFault,
    });
    // Left as it was, the run goes on being called in the reader's language.
    if (name && name.trim() !== known) await lab.renameRun(run.id, name.trim());
  }),
  resumeRun: async (selected) => {
    const run = selected.length > 0 ? selected[0] : await runToResume(lab);
    const steps = run && (await stepsInAll(run));
    if (run && steps !== undefined && (await lab.resumeRun(run.id, steps))) panel.open('train');
  },
  duplicateRun: one((run) => openExperiment(run.experiment, fileNameOf(run))),
  exportRun: one((run) => saveRun(lab, run)),
  deleteRun: (runs) => deleteRuns(lab, runs),
});

/** Without one that was clicked: the run that is looked at, or else one that the reader chooses. */
async function runToResume(lab: Lab): Promise<RunSummary | undefined> {
  const runs = (await lab.runs()).filter(({ state, divergedAt }) => isResumable(state) && divergedAt === null);
  if (runs.length === 0) throw new BadInput('', 'There is no run that ended before its last step.');
  const looked = await lab.lookedAtRun();
  const there = runs.find(({ id }) => id === looked?.id);
  if (there) return there;
  const items = runs.map((run) => ({
    run,
    label: shownName(run, say),
    description: `${count(run.steps)} / ${count(run.experiment.steps)}`,
  }));
  const picked = await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Resume a run') });
  return picked?.run;
}

/** The steps of a run that goes on: those it was to take, or of one that has taken them what the reader says. */
async function stepsInAll(run: RunSummary): Promise<number | undefined> {
  if (run.state !== 'done') return run.experiment.steps;
  const typed = await vscode.window.showInputBox({
    title: vscode.l10n.t('Train on'),
    prompt: vscode.l10n.t('The run has taken its {0} steps. To how many in all?', count(run.steps)),
    value: count(2 * run.steps),
    validateInput: (text) => {
      try {
        experimentToResume(run, typedNumber(text));
        return undefined;
      } catch (error) {
        return sentence(error);
      }
    },
  });
  return typed === undefined ? undefined : typedNumber(typed);
}

/** Asks which runs to compare, those on the charts and those selected ticked. */
async function chooseRuns(lab: Lab, selected: readonly RunSummary[]): Promise<readonly RunSummary[] | undefined> {
  const runs = await lab.runs();
  if (runs.length === 0) throw new BadInput('', 'There is no run to compare yet.');
  const beside = differences(runs, say).map((differing) => differing.join(' · '));
  const items = runs.map((run, i) => ({
    run,
    label: shownName(run, say),
    description: beside[i],
    detail: described(run.experiment, say),
    picked: lab.charted.isShown(run.id) || selected.some(({ id }) => id === run.id),
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Compare runs'),
    placeHolder: vscode.l10n.t('The runs that the charts show together'),
    canPickMany: true,
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.map(({ run }) => run);
}

async function deleteRuns(lab: Lab, runs: readonly RunSummary[]): Promise<void> {
  if (runs.length === 0) return;
  const remove = vscode.l10n.t('Delete');
  const question =
    runs.length === 1
      ? vscode.l10n.t('Delete the run “{0}” and everything it recorded?', shownName(runs[0], say))
      : vscode.l10n.t('Delete {0} runs and everything they recorded?', runs.length);
  if ((await vscode.window.showWarningMessage(question, { modal: true }, remove)) !== remove) return;
  const faults: unknown[] = [];
  for (const { id } of runs) await lab.deleteRun(id).catch((error: unknown) => faults.push(error));
  if (faults.length === 0) return;
  if (faults.length === 1) throw faults[0];
  // What they have in common is named once, by the first of them.
  throw new BadInput('', '{0} of {1} runs were not deleted. {2}', [faults.length, runs.length, sentence(faults[0])]);
}

async function saveRun(lab: Lab, run: RunSummary): Promise<void> {
  const filters = { CSV: ['csv'], JSON: ['json'] };
  const to = await askWhere(vscode.l10n.t('Export the run'), `${fileNameOf(run)}.csv`, filters);
  if (!to) return;
  await saveFile(to, exportRun(run, await lab.series(run.id), to.path.endsWith('.json') ? 'json' : 'csv'));
}
