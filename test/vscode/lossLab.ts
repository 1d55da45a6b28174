import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { LossLab } from '../../src/extension';
import type { RunState, RunSummary } from '../../src/runs/run';

/** The installed extension, activated. */
export async function lossLab(): Promise<LossLab> {
  const extension = vscode.extensions.getExtension<LossLab>('loss-lab.loss-lab');
  assert.ok(extension, 'loss-lab.loss-lab is not installed');
  return extension.activate();
}

/** Resolves with the run once `is` holds of it; the changes come through the same event that the Runs view draws from. */
export async function runThat({ lab }: LossLab, runId: string, is: (run: RunSummary) => boolean): Promise<RunSummary> {
  const now = async () => (await lab.runs()).find((run) => run.id === runId && is(run));
  return (
    (await now()) ??
    new Promise((resolve) => {
      const subscription = lab.onMessage(async () => {
        const run = await now();
        if (!run) return;
        subscription.dispose();
        resolve(run);
      });
    })
  );
}

export const runIn = (parts: LossLab, runId: string, state: RunState) =>
  runThat(parts, runId, (run) => run.state === state);

/** Starts a run through the command, as the palette does. */
export async function train(experiment: object): Promise<string> {
  const runId = await vscode.commands.executeCommand<string | undefined>('lossLab.train', experiment);
  assert.ok(runId, 'the command started no run');
  return runId;
}
