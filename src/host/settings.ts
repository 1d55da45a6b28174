import * as vscode from 'vscode';
import { kernelsNames, type KernelsName } from '../engine/training/kernelsName';
import { checkExperiment, defaultExperiment, experimentFaults, type Experiment } from '../runs/experiment';
import type { Snapshot } from '../shared/pageProtocol';

const section = 'lossLab';

const between = (value: unknown, least: number, most: number, otherwise: number) =>
  typeof value === 'number' && value >= least && value <= most ? value : otherwise;

/** What the pages need of the settings; a value out of range counts as its default. */
export function pageSettings(): Snapshot['settings'] {
  const settings = vscode.workspace.getConfiguration(section);
  return {
    smoothing: between(settings.get('charts.smoothing'), 0, 0.999, 0.97),
    digitSize: between(settings.get('samples.digitSize'), 16, 112, 36),
  };
}

export const opensPanelOnTrain = () => vscode.workspace.getConfiguration(section).get('openPanelOnTrain') !== false;

/** What is to take the steps of a run: the fastest there are, where the setting says nothing possible. */
export function kernelsSetting(): KernelsName | 'auto' {
  const wanted = vscode.workspace.getConfiguration(section).get('kernels');
  return kernelsNames.find((name) => name === wanted) ?? 'auto';
}

/** The experiment that the settings ask a new one to start from; the book's where they say something impossible. */
export function experimentFromSettings(): Experiment {
  const settings = vscode.workspace.getConfiguration(`${section}.experiment`);
  const wanted = {
    network: { hidden: settings.get('hidden') },
    batch: { size: settings.get('batchSize') },
    optimizer: { learningRate: settings.get('learningRate') },
    steps: settings.get('steps'),
    seed: settings.get('seed'),
    dtype: settings.get('dtype'),
  };
  return experimentFaults(wanted).length ? defaultExperiment : checkExperiment(wanted);
}

/** Calls `listener` whenever a setting of Loss Lab changed. */
export const onSettingsChanged = (listener: () => void): vscode.Disposable =>
  vscode.workspace.onDidChangeConfiguration((change) => {
    if (change.affectsConfiguration(section)) listener();
  });
