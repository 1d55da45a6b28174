import * as vscode from 'vscode';
import type { Experiment } from '../runs/experiment/experiment';
import { stepCost } from '../runs/experiment/numericalCost';
import { classes, inputs } from '../data/mnistShape';
import { count, roughTime } from '../engine/numberText';
import { say } from './sentence';

/** Seconds from which on a run asks before it starts. */
const long = 60;

/** Says what a run by numerical gradients will take, when that is long. @returns whether to start it. */
export async function confirmCost(experiment: Experiment): Promise<boolean> {
  const cost = stepCost(experiment, inputs, classes);
  if (!cost || cost.seconds * experiment.steps < long) return true;
  const start = vscode.l10n.t('Start');
  const message = vscode.l10n.t(
    'The numerical gradient of {0} parameters takes about {1} a step, all {2} steps about {3}. The run can be paused and stopped at any time.',
    count(cost.parameters),
    roughTime(cost.seconds, say),
    count(experiment.steps),
    roughTime(cost.seconds * experiment.steps, say),
  );
  return (await vscode.window.showWarningMessage(message, { modal: true }, start)) === start;
}
