import * as vscode from 'vscode';
import { checkExperiment } from '../runs/experiment';
import type { Tab } from '../shared/protocol';
import { drawBatch } from './drawBatch';
import type { Lab } from './lab';
import type { Handlers } from './page';

/** Answers every request a page can make. */
export function labHandlers(lab: Lab, openPanel: (tab: Tab) => void): Handlers {
  const done = async (work: () => unknown): Promise<null> => {
    await work();
    return null;
  };
  return {
    train: async ({ experiment }) => ({ runId: await lab.train(checkExperiment(experiment)) }),
    pause: () => done(() => lab.pause()),
    resume: () => done(() => lab.resume()),
    step: () => done(() => lab.step()),
    stop: () => done(() => lab.stop()),
    loadData: () => done(() => lab.loadData()),
    pixels: async ({ ids }) => ({ pixels: await lab.pixels(ids) }),
    predict: ({ ids }) => lab.predict(ids),
    draw: async ({ seed, size, replace }) => ({ ids: await Promise.resolve(drawBatch(seed, size, replace)) }),
    batchLosses: (asked) => lab.batchLosses(asked),
    gradientCheck: async ({ experiment, mistake }) => lab.gradientCheck(checkExperiment(experiment), mistake),
    stopCheck: () => done(() => lab.stopCheck()),
    pick: ({ ids }) => done(() => lab.pick(ids)),
    show: ({ runIds }) => done(() => lab.show(runIds)),
    deleteRun: ({ runId }) => done(() => lab.deleteRun(runId)),
    setExperiment: async ({ experiment }) => done(() => lab.setExperiment(checkExperiment(experiment))),
    open: ({ tab }) => done(() => openPanel(tab)),
    openSettings: () =>
      done(() => vscode.commands.executeCommand('workbench.action.openSettings', '@ext:loss-lab.loss-lab')),
  };
}
