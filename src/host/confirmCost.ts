import * as vscode from 'vscode';
import type { Experiment } from '../runs/experiment';
import { stepCost } from '../runs/numericalCost';

/** Seconds from which on a run asks before it starts. */
const long = 60;
/** MNIST's, the only data there is. */
const [inputs, classes] = [784, 10];

function duration(seconds: number): string {
  if (seconds < 90) return vscode.l10n.t('{0} s', seconds < 10 ? seconds.toPrecision(1) : Math.round(seconds));
  if (seconds < 5400) return vscode.l10n.t('{0} min', Math.round(seconds / 60));
  return vscode.l10n.t('{0} h', Math.round(seconds / 3600));
}

/** Says what a run by numerical gradients will take, when that is long. @returns whether to start it. */
export async function confirmCost(experiment: Experiment): Promise<boolean> {
  const cost = stepCost(experiment, inputs, classes);
  if (!cost || cost.seconds * experiment.steps < long) return true;
  const start = vscode.l10n.t('Start');
  const message = vscode.l10n.t(
    'The numerical gradient of {0} parameters takes about {1} a step, all {2} steps about {3}. The run can be paused and stopped at any time.',
    cost.parameters.toLocaleString(),
    duration(cost.seconds),
    experiment.steps.toLocaleString(),
    duration(cost.seconds * experiment.steps),
  );
  return (await vscode.window.showWarningMessage(message, { modal: true }, start)) === start;
}
