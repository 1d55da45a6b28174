import * as v from 'valibot';
import * as vscode from 'vscode';
import { BadInput } from '../engine/badInput';
import { checkExperiment } from '../runs/experiment/experiment';
import { ofFile, readExperiment } from '../runs/experiment/experimentFile';
import { nameOfFile } from '../runs/naming/runName';
import { valuesSchema, walkthroughSteps, type Tab } from '../shared/pageProtocol';
import { fromRow, isRow, runsOf } from './commandArguments';
import { drawBatch } from './drawBatch';
import { saveExperiment } from './experimentDocument';
import { experimentText, fileNameOf, isExperimentFile } from './experimentText';
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

/** Tells VS Code that a step of the walkthrough is done; once more, when the reader has unticked it since. */
async function completeStep(step: (typeof walkthroughSteps)[number]): Promise<void> {
  for (const isDone of [false, true])
    await vscode.commands.executeCommand('setContext', `lossLab.walkthrough.${step}`, isDone);
}

/** Registers every command; a command that fails says why in one message and leaves all as it was. */
export function registerCommands(
  lab: Lab,
  panel: Panel,
  selectedRuns: () => readonly { id: string }[],
): vscode.Disposable {
  /** What is handed over may be anything: any extension can call a command. */
  const command = (name: string, run: (...given: unknown[]) => unknown) =>
    vscode.commands.registerCommand(`lossLab.${name}`, async (...given: unknown[]) => {
      try {
        return await run(...given);
      } catch (error) {
        void vscode.window.showErrorMessage(sentence(error));
        return undefined;
      }
    });
  const runCommand = (name: string, act: RunCommand) =>
    command(name, async (...given) =>
      act(runsOf(given, await lab.runs(), selectedRuns(), await lab.newerRuns()), given[2] === fromRow),
    );

  /** Opens a tab; from the walkthrough, with the values of its step. */
  const tabCommand = (name: string, tab: Tab) =>
    command(name, (given?: unknown) => {
      const checked = v.safeParse(valuesSchema, given, { abortEarly: true });
      const { step, ...values } = checked.success ? checked.output : {};
      // Only a link of the walkthrough hands over values, if empty ones: what it says is to be read beside what it shows.
      const isLink = given !== undefined && checked.success;
      if (step) void completeStep(step);
      if (values.draw) {
        const { seed, size, replace } = values.draw;
        lab.pick([...new Set(drawBatch(seed, size, replace))]);
      }
      if (values.ids) lab.pick([...new Set(values.ids)]);
      panel.open(tab, { values, beside: isLink });
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
      if (runId !== null && opensPanelOnTrain()) panel.open('train', { beside: !isNone });
      return runId;
    }),
    command('trainFile', async (given?: unknown) => {
      const uri = given === undefined ? vscode.window.activeTextEditor?.document.uri : given;
      if (!(uri instanceof vscode.Uri) || !isExperimentFile(uri))
        throw new BadInput('', 'Open an experiment file (NAME.losslab.json) first.');
      const file = fileNameOf(uri);
      const runId = await ofFile(file, async () =>
        lab.train(readExperiment(await experimentText(uri)), nameOfFile(file)),
      );
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
