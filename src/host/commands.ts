import * as v from 'valibot';
import * as vscode from 'vscode';
import { BadInput } from '../engine/badInput';
import { checkExperiment } from '../runs/experiment';
import { experimentFromFile } from '../runs/experimentFile';
import type { RunSummary } from '../runs/run';
import { nameOfFile } from '../runs/runName';
import { valuesSchema, walkthroughSteps, type Tab } from '../shared/pageProtocol';
import { drawBatch } from './drawBatch';
import { saveExperiment } from './experimentDocument';
import type { Lab } from './lab';
import type { Panel } from './panel';
import { runCommands, type RunCommand } from './runCommands';
import { sentence } from './sentence';
import { opensPanelOnTrain } from './settings';

/** The command that opens each tab. */
export const tabCommands = {
  samples: 'pickSamples',
  loss: 'compareLosses',
  batch: 'compareBatchSizes',
  derivative: 'differentiate',
  check: 'checkGradients',
  ways: 'readThreeWays',
} as const satisfies Record<Exclude<Tab, 'train'>, string>;

/** Whether it is what a view's title hands over: the row that has the focus, which its commands are not about. */
const isRow = (given: unknown) => typeof given === 'object' && given !== null && 'createdAt' in given;

/** Tells VS Code that a step of the walkthrough is done; once more, when the reader has unticked it since. */
async function completeStep(step: (typeof walkthroughSteps)[number]): Promise<void> {
  for (const isDone of [false, true])
    await vscode.commands.executeCommand('setContext', `lossLab.walkthrough.${step}`, isDone);
}

/** Registers every command; a command that fails says why in one message and leaves all as it was. */
export function registerCommands(lab: Lab, panel: Panel, selectedRuns: () => readonly RunSummary[]): vscode.Disposable {
  const command = (name: string, run: (...given: never[]) => unknown) =>
    vscode.commands.registerCommand(`lossLab.${name}`, async (...given: never[]) => {
      try {
        return await run(...given);
      } catch (error) {
        void vscode.window.showErrorMessage(sentence(error));
        return undefined;
      }
    });
  /** A menu hands over the run it was opened on, and all selected ones if that is one of them. */
  const runCommand = (name: string, act: RunCommand) =>
    command(name, (clicked?: RunSummary, selected?: readonly RunSummary[]) =>
      act(selected ?? (clicked ? [clicked] : selectedRuns())),
    );

  /** Opens a tab; from the walkthrough, with the values of its step. */
  const tabCommand = (name: string, tab: Tab) =>
    command(name, (given?: unknown) => {
      const checked = v.safeParse(valuesSchema, given);
      const { step, ...values } = checked.success ? checked.output : {};
      if (step) void completeStep(step);
      if (values.draw) {
        const { seed, size, replace } = values.draw;
        lab.pick([...new Set(drawBatch(seed, size, replace))]);
      }
      if (values.ids) lab.pick([...new Set(values.ids)]);
      panel.open(tab, values);
      // Decoded while the page is still being made. A failure is shown by the page, which asks again.
      if (tab === 'samples') void lab.loadData().catch(() => undefined);
    });

  /** What the form holds; where that is wrong, the form comes into view. */
  const ofForm = () => {
    try {
      return lab.form.toTrain();
    } catch (error) {
      panel.open('train');
      throw error;
    }
  };

  return vscode.Disposable.from(
    command('open', () => panel.open()),
    command('followNotebook', () =>
      vscode.commands.executeCommand('workbench.action.openWalkthrough', 'loss-lab.loss-lab#notebook'),
    ),
    command('train', async (given?: unknown) => {
      const isNone = given === undefined || isRow(given);
      const runId = await lab.train(isNone ? ofForm() : checkExperiment(given));
      if (runId !== null && opensPanelOnTrain()) panel.open('train');
      return runId;
    }),
    command('trainFile', async (given?: vscode.Uri) => {
      const uri = given ?? vscode.window.activeTextEditor?.document.uri;
      if (!uri?.path.endsWith('.losslab.json'))
        throw new BadInput('', 'Open an experiment file (NAME.losslab.json) first.');
      // The document rather than the file: what is typed and not saved yet counts.
      const document = await vscode.workspace.openTextDocument(uri);
      const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
      const runId = await lab.train(experimentFromFile(document.getText(), name), nameOfFile(name));
      if (runId !== null) panel.open('train');
      return runId;
    }),
    command('saveExperiment', () => saveExperiment(ofForm())),
    command('pauseResume', () => lab.pauseOrResume()),
    command('step', () => lab.steer('step')),
    command('stop', () => lab.stop()),
    ...(Object.keys(tabCommands) as (keyof typeof tabCommands)[]).map((tab) => tabCommand(tabCommands[tab], tab)),
    ...Object.entries(runCommands(lab, panel)).map(([name, act]) => runCommand(name, act)),
  );
}
