import * as vscode from 'vscode';
import { checkExperiment } from '../runs/experiment';
import type { NetworkSource, Tab } from '../shared/pageProtocol';
import { drawBatch } from './drawBatch';
import type { Lab } from './lab';
import { saveExperiment } from './experimentDocument';
import type { Handlers } from './page';
import { saveLosses, savePicture } from './saveChart';
import { sentence } from './sentence';
import { opensPanelOnTrain } from './settings';

/** An answer of a network that may have learnt meanwhile: what was asked is the network of that `step`. */
const atItsStep = <T extends { network: NetworkSource; step: number | null }>({ step, network, ...answer }: T) => ({
  ...answer,
  network: network.kind === 'run' ? { ...network, step: step ?? network.step } : network,
});

/** Answers every request a page can make. */
export function labHandlers(lab: Lab, openPanel: (tab: Tab) => void): Handlers {
  const done = async (work: () => unknown): Promise<null> => {
    await work();
    return null;
  };
  return {
    train: async ({ experiment }) => ({
      runId: await lab.train(experiment === undefined ? lab.form.toTrain() : checkExperiment(experiment)),
    }),
    pause: () => done(() => lab.steer('pause')),
    resume: () => done(() => lab.steer('resume')),
    step: () => done(() => lab.steer('step')),
    stop: () => done(() => lab.stop()),
    loadData: () => done(() => lab.loadData()),
    pixels: ({ ids }) => lab.ask({ method: 'pixels', ids }),
    predict: async ({ ids }) => atItsStep(await lab.questions.ask({ method: 'predict', ids })),
    predictAll: async () => atItsStep(await lab.questions.ask({ method: 'predictAll' })),
    stopPredicting: () => lab.questions.stop('stopPredicting'),
    draw: async ({ seed, size, replace }) => ({ ids: await Promise.resolve(drawBatch(seed, size, replace)) }),
    batchLosses: async (asked) => atItsStep(await lab.questions.ask({ method: 'batchLosses', ...asked })),
    gradientCheck: async ({ experiment, mistake }) =>
      lab.ask({ method: 'gradientCheck', experiment: checkExperiment(experiment), mistake }),
    stopCheck: () => lab.askWithoutData({ method: 'stopCheck' }),
    landscape: ({ runId, ...wanted }) => lab.landscape(runId, wanted),
    stopLandscape: () => lab.askWithoutData({ method: 'stopLandscape' }),
    readDigits: async (asked) => {
      const request = { method: 'readDigits', ...asked } as const;
      const isOfPresent = asked.way === 'network' && asked.whose === 'reader';
      return atItsStep(await (isOfPresent ? lab.questions.ask(request) : lab.questions.askBeside(request)));
    },
    stopReading: () => lab.questions.stop('stopReading'),
    lossCost: ({ classes }) => lab.askWithoutData({ method: 'lossCost', classes }),
    pick: ({ ids, edit }) => done(() => lab.pick(ids, edit)),
    look: ({ runId }) => done(() => lab.look(runId)),
    setOn: ({ runId, isOn }) => done(() => lab.charted.setOn(runId, isOn)),
    restoreExperiment: () => done(() => lab.restoreExperiment()),
    forgetReplaced: () => done(() => lab.setReplaced(null)),
    savePicture: ({ png }) => done(() => savePicture(png)),
    saveLosses: () =>
      done(async () => {
        // In the order of the legend.
        const inOrder = (await lab.shownRuns()).sort((a, b) => a.createdAt - b.createdAt);
        const shown = inOrder.map(async (run) => ({ run, series: await lab.series(run.id) }));
        await saveLosses(await Promise.all(shown));
      }),
    copy: ({ text }) => done(() => vscode.env.clipboard.writeText(text)),
    deleteRun: ({ runId }) => done(() => lab.deleteRun(runId)),
    setExperiment: ({ experiment, edit }) => done(() => lab.setExperiment(checkExperiment(experiment), edit)),
    setFormFault: ({ fault }) => done(() => lab.form.setFault(fault)),
    saveExperiment: ({ experiment }) => done(() => saveExperiment(checkExperiment(experiment))),
    open: ({ tab }) => done(() => openPanel(tab)),
    openSettings: () =>
      done(() => vscode.commands.executeCommand('workbench.action.openSettings', '@ext:loss-lab.loss-lab')),
  };
}

/** Those of the Live view: it trains as the command does, with the panel opened and a refusal said beside it. */
export const liveHandlers = (handlers: Handlers, openPanel: (tab: Tab) => void): Handlers => ({
  ...handlers,
  train: async (params) => {
    try {
      const answer = await handlers.train(params);
      if (answer.runId !== null && opensPanelOnTrain()) openPanel('train');
      return answer;
    } catch (error) {
      void vscode.window.showErrorMessage(sentence(error));
      throw error;
    }
  },
});
