import * as vscode from 'vscode';
import { checkExperiment } from '../runs/experiment/experiment';
import type { Owner, Way } from '../engine';
import { costClasses, type NetworkSource, type Results, type Tab } from '../shared/pageProtocol';
import { BatchDraws } from './batchDraws';
import { drawBatch } from './drawBatch';
import type { Lab } from './lab';
import { saveExperiment } from './experimentDocument';
import { KeptResults } from './keptResults';
import type { Handlers } from './page';
import { saveLosses, savePicture } from './saveChart';
import { sentence } from './sentence';
import { opensPanelOnTrain } from './settings';

/** An answer of a network that may have learnt meanwhile: what was asked is the network of that `step`. */
const atItsStep = <T extends { network: NetworkSource; step: number | null }>({ step, network, ...answer }: T) => ({
  ...answer,
  network: network.kind === 'run' ? { ...network, step: step ?? network.step } : network,
});

/** One way of reading is one kind of result; which network is read only matters in the way that is one. */
const readingKind = (way: Way, whose: Owner) => (way === 'network' ? `${way} ${whose}` : way);
const costKind = (classes: number) => `lossCost ${classes}`;

/** Answers every request a page can make. */
export function labHandlers(lab: Lab, openPanel: (tab: Tab) => void): Handlers {
  const results = new KeptResults();
  const draws = new BatchDraws(async (wanted, task) =>
    atItsStep(await lab.questions.ask({ method: 'batchLosses', ...wanted }, task)),
  );
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
    pixels: ({ ids }, task) => lab.ask({ method: 'pixels', ids }, task),
    predict: async ({ ids }, task) => atItsStep(await lab.questions.ask({ method: 'predict', ids }, task)),
    predictAll: async (_, task) =>
      results.answer(
        { kind: 'predictAll', asked: await lab.questions.source(), about: ({ network }) => network },
        async (asking) => atItsStep(await lab.questions.ask({ method: 'predictAll' }, asking)),
        task,
      ),
    draw: async ({ seed, size, replace }) => ({ ids: await Promise.resolve(drawBatch(seed, size, replace)) }),
    batchLosses: (asked, task) => draws.more(asked, task),
    stopDraws: ({ drawing }) => done(() => draws.stop(drawing)),
    keptDraws: ({ drawing }) => Promise.resolve(draws.of(drawing)),
    gradientCheck: async ({ experiment, mistake }, task) => {
      const asked = { experiment: checkExperiment(experiment), mistake };
      return results.answer(
        { kind: 'gradientCheck', asked },
        (asking) => lab.ask({ method: 'gradientCheck', ...asked }, asking),
        task,
      );
    },
    keptCheck: () => Promise.resolve(results.of('gradientCheck')),
    landscape: async ({ runId, ...wanted }, task) => {
      const run = await lab.run(runId);
      // A run that has learnt further is another question.
      const asked = { runId, ...wanted, steps: run.steps };
      return results.answer({ kind: 'landscape', asked }, (asking) => lab.landscape(run, wanted, asking), task);
    },
    keptLandscape: () => Promise.resolve(results.of('landscape')),
    readDigits: async (asked, task) => {
      const request = { method: 'readDigits', ...asked } as const;
      const { way, whose } = asked;
      if (way === 'network' && whose === 'reader')
        return results.answer(
          {
            kind: readingKind(way, whose),
            asked: await lab.questions.source(),
            about: ({ network }) => network,
          },
          async (asking) => atItsStep(await lab.questions.ask(request, asking)),
          task,
        );
      return results.answer(
        { kind: readingKind(way, whose), asked: null },
        async (asking) => atItsStep(await lab.questions.askBeside(request, asking)),
        task,
      );
    },
    // Asked again, it is measured again.
    lossCost: ({ classes }, task) =>
      results.anew(
        { kind: costKind(classes), asked: classes },
        (asking) => lab.askWithoutData({ method: 'lossCost', classes }, asking),
        task,
      ),
    keptCosts: () =>
      Promise.resolve(
        costClasses.flatMap((classes) => results.of<number, Results['lossCost']>(costKind(classes)).last?.answer ?? []),
      ),
    pick: ({ ids, edit }) => done(() => lab.pick(ids, edit)),
    look: ({ runId }) => done(() => lab.look(runId)),
    setOn: ({ runId, isOn }) => done(() => lab.charted.setOn(runId, isOn)),
    savePicture: ({ png }) => done(() => savePicture(png)),
    saveLosses: () =>
      done(async () => {
        // In the order of the legend.
        const inOrder = (await lab.shownRuns()).sort((a, b) => a.createdAt - b.createdAt);
        const shown = inOrder.map(async (run) => ({ run, series: await lab.series(run.id) }));
        await saveLosses(await Promise.all(shown));
      }),
    copy: ({ text }) => done(() => vscode.env.clipboard.writeText(text)),
    resumeRun: ({ runId }) => done(() => lab.resumeRun(runId)),
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
  train: async (params, task) => {
    try {
      const answer = await handlers.train(params, task);
      if (answer.runId !== null && opensPanelOnTrain()) openPanel('train');
      return answer;
    } catch (error) {
      void vscode.window.showErrorMessage(sentence(error));
      throw error;
    }
  },
});
