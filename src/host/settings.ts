import * as vscode from 'vscode';
import { kernelsNames, type KernelsName } from '../engine/training/kernelsName';
import type { Experiment } from '../runs/experiment/experiment';
import { digitSizes } from '../shared/digitSize';
import type { Snapshot } from '../shared/pageProtocol';
import { experimentOfSettings } from './experimentSettings';

const section = 'lossLab';

const between = (value: unknown, least: number, most: number, otherwise: number) =>
  typeof value === 'number' && value >= least && value <= most ? value : otherwise;

/** What the pages need of the settings; a value out of range counts as its default. */
export function pageSettings(): Snapshot['settings'] {
  const settings = vscode.workspace.getConfiguration(section);
  return {
    smoothing: between(settings.get('charts.smoothing'), 0, 0.999, 0.97),
    digitSize: between(settings.get('samples.digitSize'), digitSizes.least, digitSizes.most, digitSizes.usual),
    experiment: experimentFromSettings(),
  };
}

export const opensPanelOnTrain = () => vscode.workspace.getConfiguration(section).get('openPanelOnTrain') !== false;

/** What is to take the steps of a run: the fastest there are, where the setting says nothing possible. */
export function kernelsSetting(): KernelsName | 'auto' {
  const wanted = vscode.workspace.getConfiguration(section).get('kernels');
  return kernelsNames.find((name) => name === wanted) ?? 'auto';
}

/** The experiment that the settings ask a new one to start from. */
export function experimentFromSettings(): Experiment {
  const settings = vscode.workspace.getConfiguration(`${section}.experiment`);
  return experimentOfSettings((name) => settings.get(name));
}

/** Calls `listener` whenever a setting of Loss Lab changed. */
export const onSettingsChanged = (listener: () => void): vscode.Disposable =>
  vscode.workspace.onDidChangeConfiguration((change) => {
    if (change.affectsConfiguration(section)) listener();
  });
