import * as vscode from 'vscode';
import type { Landscape, Plane } from '../engine';
import { BadInput } from '../engine/badInput';
import { chooseKernels } from '../kernels';
import { ChartedRuns } from './charted';
import { confirmCost } from './confirmCost';
import { diagnose } from '../runs/diagnosis';
import { batchFault, type Experiment } from '../runs/experiment';
import { isActive, type RunSeries, type RunState, type RunSummary } from '../runs/run';
import { saidName } from '../runs/runName';
import type { RunStore } from '../runs/runStore';
import type { SentSeries } from '../shared/lossRecord';
import { classes, inputs, trainingSamples } from '../data/mnistShape';
import { type NetworkSource, type Pace, type SampleId, type Snapshot, type ToWebview } from '../shared/pageProtocol';
import { availableMemory, memoryFault } from '../runs/memoryFault';
import type { FromWorker, WorkerRequest, WorkerResults } from '../worker/threadProtocol';
import type { ThreadClient } from '../worker/threadClient';
import type { Kept } from './kept';
import { MnistData } from './mnistData';
import { PresentNetwork } from './presentNetwork';
import { RecordedRuns } from './recordedRuns';
import { sentence } from './sentence';
import { divergedSentence, stuckSentence } from './advice';
import { experimentFromSettings, kernelsSetting, pageSettings } from './settings';

/** How a run can end while this window is there to see it. */
type EndState = Exclude<RunState, 'running' | 'paused' | 'interrupted'>;
type Told<T extends FromWorker['type']> = Extract<FromWorker, { type: T }>;

/**
 * The state of Loss Lab: the one place where runs, data, picks and the experiment are owned.
 * Pages, trees and the status bar draw what it says; it knows none of them.
 */
export class Lab implements vscode.Disposable {
  private readonly messages = new vscode.EventEmitter<ToWebview>();
  /** Every change, as the pages are told of it. */
  readonly onMessage = this.messages.event;
  private readonly runsChanged = new vscode.EventEmitter<void>();
  /** A run was added, ended, renamed or deleted, or is shown or not shown now. */
  readonly onRunsChanged = this.runsChanged.event;

  /** What the charts show of the runs. */
  readonly charted: ChartedRuns;
  private readonly recorded: RecordedRuns;
  private readonly data: MnistData;
  private starting = false;
  /** Settles when the end of the last run is on the disk, as far as that can be; until then it is the active one. */
  private ending = Promise.resolve();
  private pace: Pace | null = null;
  private readonly network: PresentNetwork;

  constructor(
    openStore: () => Promise<RunStore>,
    private readonly thread: ThreadClient,
    private readonly kept: Kept,
    mnistDirectory: string,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.charted = new ChartedRuns(kept, () => void this.announceCharted());
    this.recorded = new RecordedRuns(openStore, {
      onChange: () => void this.announceRuns(),
      onUnreadable: (error) => this.warn(error),
    });
    this.data = new MnistData(thread, mnistDirectory, (data) => this.messages.fire({ type: 'data', data }));
    this.network = new PresentNetwork(
      thread,
      this.recorded,
      () => kept.state.lookedAtId,
      () => this.currentExperiment(),
      () => void this.announceNetwork(),
    );
    thread.on({
      loading: ({ fraction }) => this.data.onFraction(fraction),
      predicting: ({ fraction }) => this.messages.fire({ type: 'predicting', fraction }),
      checking: ({ fraction }) => this.messages.fire({ type: 'checking', fraction }),
      surveying: ({ fraction }) => this.messages.fire({ type: 'surveying', fraction }),
      reading: ({ way, fraction }) => this.messages.fire({ type: 'reading', way, fraction }),
      progress: (told) => this.onProgress(told),
      checkpoint: ({ runId, bytes }) => void this.write((store) => store.keepCheckpoint(runId, bytes)),
      paused: ({ runId }) => this.setActive(runId, 'paused'),
      resumed: ({ runId }) => this.setActive(runId, 'running'),
      ended: ({ runId, state, divergedAt }) => {
        this.onEnded(runId, state, divergedAt).catch((error: unknown) => {
          this.warn(error);
          // What went wrong is what is said of it: it has ended all the same.
          this.end(runId, state, null, divergedAt);
        });
      },
      failed: ({ runId, template, values }) => this.end(runId, 'failed', sentence(new BadInput('', template, values))),
      crash: (_, fault) => this.onCrash(sentence(fault)),
    });
  }

  /** Everything a page needs to draw itself from nothing, but for the series it draws. */
  async snapshot(): Promise<Omit<Snapshot, 'shown'>> {
    const runs = await this.runs();
    return {
      data: this.data.state,
      experiment: this.currentExperiment(),
      runs,
      activeId: this.activeRun()?.id ?? null,
      pace: this.pace,
      charted: this.charted.now,
      picked: this.kept.state.picked,
      network: this.network.source(runs),
      settings: pageSettings(),
      memory: availableMemory(),
    };
  }

  /** Newest first, the active run as it stands this moment. */
  runs(): Promise<RunSummary[]> {
    return this.recorded.list();
  }

  activeRun(): RunSummary | undefined {
    return this.recorded.active;
  }

  async series(runId: string): Promise<RunSeries> {
    const [series] = await this.recorded.series([runId]);
    return series;
  }

  /** What the Train command trains: the form's experiment, or what the settings say a new one starts from. */
  currentExperiment(): Experiment {
    return this.kept.state.experiment ?? experimentFromSettings();
  }

  /** @param edit by which the page whose form it stands in knows its own. */
  setExperiment(experiment: Experiment, edit: number | null = null): void {
    this.kept.change({ experiment });
    // The other tabs of the page speak of it too: what is checked is what stands in the form.
    this.messages.fire({ type: 'experiment', experiment, edit });
    // As long as nothing is trained, the network is that of the form.
    void this.announceNetwork();
  }

  /** Decodes MNIST in the thread, once; later calls wait for the same decoding. */
  loadData(): ReturnType<MnistData['load']> {
    return this.data.load();
  }

  /**
   * Starts a run and returns its id as soon as its first step is under way.
   * @throws BadInput when a run goes on already or the experiment asks for more samples than there are.
   */
  async train(experiment: Experiment): Promise<string> {
    const going = this.activeRun();
    if (going && isActive(going.state))
      throw new BadInput('', 'The run “{0}” is still going: stop it before starting another.', [saidName(going)]);
    // Before there is a run: the thread would refuse it too, and leave one that failed.
    const fault = batchFault(experiment, trainingSamples) ?? memoryFault(experiment, inputs, classes);
    if (fault) throw fault;
    if (this.starting) throw new BadInput('', 'A run is just being started.');
    this.starting = true;
    // At once: whatever is typed in the form from here on is newer.
    if (JSON.stringify(experiment) !== JSON.stringify(this.currentExperiment())) this.setExperiment(experiment);
    try {
      await this.loadData();
      if (!(await confirmCost(experiment))) throw new BadInput('', 'The run was not started.');
      await this.ending;
      return await this.start(experiment);
    } finally {
      this.starting = false;
    }
  }

  private async start(experiment: Experiment): Promise<string> {
    const kernels = chooseKernels(kernelsSetting());
    const run = await this.recorded.start(experiment, kernels);
    this.pace = null;
    this.network.isTrainedBy(run.id);
    this.charted.look(run.id);
    await this.announceRuns();
    await this.announceNetwork();
    try {
      await this.thread.request({ method: 'train', runId: run.id, experiment, kernels });
    } catch (error) {
      this.end(run.id, 'failed', sentence(error));
      throw error;
    }
    return run.id;
  }

  async pauseOrResume(): Promise<void> {
    await (this.activeRun()?.state === 'paused' ? this.resume() : this.pause());
  }

  async pause(): Promise<void> {
    await this.thread.request({ method: 'pause' });
  }

  async resume(): Promise<void> {
    await this.thread.request({ method: 'resume' });
  }

  async step(): Promise<void> {
    await this.thread.request({ method: 'step' });
  }

  /** Ends the active run; resolves when it is recorded as ended, so that another can be started at once. */
  async stop(): Promise<void> {
    await this.thread.request({ method: 'stop' });
    if (!this.activeRun()) return;
    await new Promise<void>((resolve) => {
      const subscription = this.onRunsChanged(() => {
        if (this.activeRun()) return;
        subscription.dispose();
        resolve();
      });
    });
  }

  /** What the thread, which holds the data, answers. */
  async ask<R extends WorkerRequest>(request: R): Promise<WorkerResults[R['method']]> {
    await this.loadData();
    return this.thread.request(request);
  }

  /** What the thread answers that needs no data. */
  askWithoutData<R extends WorkerRequest>(request: R): Promise<WorkerResults[R['method']]> {
    return this.thread.request(request);
  }

  /** What the thread answers of the present network, and which one that is. */
  async askNetwork<R extends WorkerRequest>(
    request: R,
  ): Promise<WorkerResults[R['method']] & { network: NetworkSource }> {
    await this.loadData();
    const network = await this.network.use();
    return { ...(await this.thread.request(request)), network };
  }

  /** The loss landscape around a run as it stands now. */
  async landscape(runId: string, wanted: { plane: Plane; seed: number }): Promise<Landscape> {
    const { experiment, kernels, steps, seconds } = await this.recorded.find(runId);
    return this.ask({ method: 'landscape', experiment, kernels, steps, seconds, ...wanted });
  }

  pick(ids: SampleId[]): void {
    this.kept.change({ picked: ids });
    this.messages.fire({ type: 'picked', picked: ids });
  }

  /** The runs on the charts, in the order they were chosen. */
  async shownRuns(): Promise<RunSummary[]> {
    const runs = await this.runs();
    return this.charted.now.shownIds.flatMap((id) => runs.find((run) => run.id === id) ?? []);
  }

  /** The run that is spoken of where only one is. */
  async lookedAtRun(): Promise<RunSummary | undefined> {
    return this.charted.lookedAt(await this.runs(), this.activeRun());
  }

  /**
   * Looks at a run: all that speaks of one run speaks of it, and its network is behind the predictions while none trains.
   * @throws BadInput when it was deleted meanwhile.
   */
  async look(runId: string): Promise<void> {
    await this.recorded.find(runId);
    this.charted.look(runId);
  }

  /** Tells a run's series from what they were: those of a run that another window records grow unseen. */
  seriesKey(run: RunSummary): string {
    return this.recorded.isElsewhere(run) ? `${run.id} ${run.steps}` : run.id;
  }

  /** The series of these runs, for a page: `whole`, or of long ones an overview. One that cannot be read is empty, and said. */
  sentSeries(runIds: readonly string[], whole: boolean): Promise<SentSeries[]> {
    return this.recorded.sent(runIds, whole);
  }

  /** Looks at a run, and puts its experiment in the form. */
  async openRun(runId: string): Promise<void> {
    const { experiment } = await this.recorded.find(runId);
    this.kept.change({ experiment });
    this.messages.fire({ type: 'experiment', experiment, edit: null });
    this.charted.look(runId);
    await this.announceNetwork();
  }

  async renameRun(runId: string, name: string): Promise<void> {
    await this.recorded.rename(runId, name);
    await this.announceRuns();
  }

  async deleteRun(runId: string): Promise<void> {
    await this.ending;
    await this.recorded.delete(runId);
    this.charted.forget(runId);
    await this.announceRuns();
    await this.announceNetwork();
  }

  announceSettings(): void {
    this.messages.fire({ type: 'settings', settings: pageSettings() });
    if (this.kept.state.experiment) return;
    this.messages.fire({ type: 'experiment', experiment: this.currentExperiment(), edit: null });
    void this.announceNetwork();
  }

  /** The thread is gone: what it was training has failed, and all it held is read again when it is next needed. */
  private onCrash(message: string): void {
    this.network.forget();
    this.data.forget();
    const run = this.activeRun();
    if (run) this.end(run.id, 'failed', message);
    void vscode.window.showErrorMessage(message);
  }

  private onProgress(told: Told<'progress'>): void {
    const { runId, firstStep, loss, accuracy, seconds, samplesPerSecond, secondsLeft } = told;
    if (this.activeRun()?.id !== runId) return;
    this.recorded.append(firstStep, loss, accuracy, seconds);
    this.pace = { samplesPerSecond, secondsLeft };
    void this.write((store) => store.append(runId, firstStep, loss, accuracy, seconds));
    this.messages.fire({ type: 'progress', id: runId, firstStep, loss, accuracy, seconds, pace: this.pace });
  }

  /** A run that went wrong says why, and what to try. */
  private async onEnded(runId: string, state: EndState, divergedAt: number | null): Promise<void> {
    const experiment = this.activeRun()?.experiment;
    if (!experiment) return;
    if (divergedAt !== null) {
      this.end(runId, state, divergedSentence(divergedAt, experiment), divergedAt);
      return;
    }
    const { loss } = await this.series(runId);
    const stuck = diagnose(loss, experiment);
    this.end(runId, state, stuck ? stuckSentence(stuck, experiment) : null);
  }

  private setActive(runId: string, state: 'running' | 'paused'): void {
    const run = this.activeRun();
    if (run?.id !== runId) return;
    this.recorded.active = { ...run, state };
    void this.write((store) => store.update(runId, { state }));
    void this.announceRuns();
  }

  private end(runId: string, state: EndState, message: string | null, divergedAt: number | null = null): void {
    const run = this.activeRun();
    if (run?.id !== runId || !isActive(run.state)) return;
    const { steps, seconds, finalLoss, accuracy } = run;
    const outcome = { state, message, divergedAt, steps, seconds, finalLoss, accuracy };
    this.recorded.active = { ...run, ...outcome };
    this.pace = null;
    this.ending = this.write(async (store) => {
      try {
        await store.finish(runId, outcome);
      } finally {
        if (this.activeRun()?.id === runId) this.recorded.active = undefined;
        await this.announceRuns();
        await this.announceNetwork();
      }
    });
  }

  /** A write that fails is said, and never stops the training. */
  private async write(task: (store: RunStore) => Promise<unknown>): Promise<void> {
    try {
      await task(await this.recorded.store());
    } catch (error) {
      this.warn(error);
    }
  }

  private warn(error: unknown): void {
    this.log.error(sentence(error));
    void vscode.window.showErrorMessage(sentence(error));
  }

  private async announceRuns(): Promise<void> {
    const runs = await this.runs().catch(() => undefined);
    // Whoever asked for them was told why there are none.
    if (!runs) return;
    const active = this.activeRun();
    void vscode.commands.executeCommand('setContext', 'lossLab.active', active !== undefined);
    void vscode.commands.executeCommand('setContext', 'lossLab.paused', active?.state === 'paused');
    this.messages.fire({ type: 'runs', runs, activeId: active?.id ?? null });
    this.runsChanged.fire();
  }

  private async announceCharted(): Promise<void> {
    this.messages.fire({ type: 'charted', charted: this.charted.now });
    this.runsChanged.fire();
    // The network that answers is that of the run that is looked at.
    await this.announceNetwork();
  }

  private async announceNetwork(): Promise<void> {
    const runs = await this.runs().catch(() => undefined);
    if (runs) this.messages.fire({ type: 'network', network: this.network.source(runs) });
  }

  dispose(): void {
    this.thread.dispose();
    this.messages.dispose();
    this.runsChanged.dispose();
  }
}
