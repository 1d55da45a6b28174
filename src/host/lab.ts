import * as vscode from 'vscode';
import type { GradientCheckResult, Mistake } from '../engine';
import { BadInput } from '../engine/badInput';
import { confirmCost } from './confirmCost';
import { diagnose, type Stuck } from '../runs/diagnosis';
import { batchFault, type Experiment } from '../runs/experiment';
import type { RunSeries, RunState, RunSummary } from '../runs/run';
import type { RunStore } from '../runs/runStore';
import type {
  DataState,
  NetworkSource,
  Pace,
  Params,
  Results,
  SampleId,
  Snapshot,
  ToWebview,
} from '../shared/protocol';
import type { FromWorker } from '../worker/protocol';
import type { TrainingThread } from '../worker/trainingThread';
import type { Kept } from './kept';
import { RecordedRuns } from './recordedRuns';
import { sentence } from './sentence';
import { experimentFromSettings, pageSettings } from './settings';

function stuckSentence({ rate, first, last }: Stuck, learningRate: number): string {
  const values = [first.toPrecision(3), last.toPrecision(3), learningRate] as const;
  return rate === 'tooHigh'
    ? vscode.l10n.t(
        'The loss did not fall: {0} at first, {1} at the end. A learning rate of {2} is probably too high for this network; try a tenth of it.',
        ...values,
      )
    : vscode.l10n.t(
        'The loss hardly fell: {0} at first, {1} at the end. A learning rate of {2} is probably too low for so few steps; try ten times as much, or more steps.',
        ...values,
      );
}

/** How many runs the charts overlay at most; showing one more drops the oldest. */
const mostShown = 8;
const trainingSamples = 60_000;

type Loaded = Extract<DataState, { state: 'ready' }>;
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

  private readonly recorded: RecordedRuns;
  private data: DataState = { state: 'absent' };
  private loading: Promise<Loaded> | undefined;
  private starting = false;
  private pace: Pace | null = null;
  /** Which network the thread answers `predict` with; undefined after it started anew. */
  private networkInThread: { wanted: string; source?: NetworkSource } | undefined;

  constructor(
    openStore: () => Promise<RunStore>,
    private readonly thread: TrainingThread,
    private readonly kept: Kept,
    private readonly mnistDirectory: string,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.recorded = new RecordedRuns(openStore);
    thread.on({
      loading: ({ fraction }) => {
        // After a failure the other files are still being unpacked: what they report is of no interest any more.
        if (this.data.state === 'loading') this.setData({ state: 'loading', fraction });
      },
      checking: ({ fraction }) => this.messages.fire({ type: 'checking', fraction }),
      progress: (told) => this.onProgress(told),
      checkpoint: ({ runId, bytes }) => this.write((store) => store.keepCheckpoint(runId, bytes)),
      paused: ({ runId }) => this.setActive(runId, 'paused'),
      resumed: ({ runId }) => this.setActive(runId, 'running'),
      ended: ({ runId, state, divergedAt }) => void this.onEnded(runId, state, divergedAt),
      failed: ({ runId, template, values }) => this.end(runId, 'failed', sentence(new BadInput('', template, values))),
      crash: (_, fault) => this.onCrash(sentence(fault)),
    });
  }

  /** Everything a page needs to draw itself from nothing. */
  async snapshot(): Promise<Snapshot> {
    const runs = await this.runs();
    const shown = await this.shownSeries();
    return {
      data: this.data,
      experiment: this.currentExperiment(),
      runs: await this.runs(),
      activeId: this.activeRun()?.id ?? null,
      pace: this.pace,
      shown,
      picked: this.kept.state.picked,
      network: this.networkSource(runs),
      settings: pageSettings(),
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

  setExperiment(experiment: Experiment): void {
    this.kept.change({ experiment });
  }

  /** Decodes MNIST in the thread, once; later calls wait for the same decoding. */
  loadData(): Promise<Loaded> {
    this.loading ??= this.load();
    return this.loading;
  }

  private async load(): Promise<Loaded> {
    if (this.data.state !== 'ready') this.setData({ state: 'loading', fraction: 0 });
    try {
      const loaded = await this.thread.request({ method: 'load', directory: this.mnistDirectory });
      const ready: Loaded = { state: 'ready', ...loaded };
      this.setData(ready);
      return ready;
    } catch (error) {
      this.loading = undefined;
      this.setData({ state: 'failed', message: sentence(error) });
      throw error;
    }
  }

  /**
   * Starts a run and returns its id as soon as its first step is under way.
   * @throws BadInput when a run goes on already or the experiment asks for more samples than there are.
   */
  async train(experiment: Experiment): Promise<string> {
    const going = this.activeRun();
    if (going) throw new BadInput('', 'The run “{0}” is still going: stop it before starting another.', [going.name]);
    const fault = batchFault(experiment, trainingSamples);
    if (fault) throw fault;
    if (this.starting) throw new BadInput('', 'A run is just being started.');
    this.starting = true;
    try {
      await this.loadData();
      if (!(await confirmCost(experiment))) throw new BadInput('', 'The run was not started.');
      return await this.start(experiment);
    } finally {
      this.starting = false;
    }
  }

  private async start(experiment: Experiment): Promise<string> {
    const run = await this.recorded.start(experiment);
    this.pace = null;
    this.networkInThread = { wanted: run.id };
    const shownIds = [...this.kept.state.shownIds, run.id].slice(-mostShown);
    this.kept.change({ experiment, networkRunId: run.id, shownIds });
    await this.announceRuns();
    await this.announceShown();
    this.messages.fire({ type: 'experiment', experiment });
    try {
      await this.thread.request({ method: 'train', runId: run.id, experiment });
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

  /** (ids, 784) bytes. */
  async pixels(ids: SampleId[]): Promise<Uint8Array> {
    await this.loadData();
    return (await this.thread.request({ method: 'pixels', ids })).pixels;
  }

  /** y: (ids, 10) probabilities of the present network, and which one that is. */
  async predict(ids: SampleId[]): Promise<{ y: Float64Array; network: NetworkSource }> {
    await this.loadData();
    const network = await this.useNetwork();
    const { y } = await this.thread.request({ method: 'predict', ids });
    return { y, network };
  }

  /** The losses of mini-batches under the present network, and which one that is. */
  async batchLosses(asked: Params<'batchLosses'>): Promise<Results['batchLosses']> {
    await this.loadData();
    const network = await this.useNetwork();
    return { ...(await this.thread.request({ method: 'batchLosses', ...asked })), network };
  }

  /** Both gradients of every parameter at the first step of `experiment`. */
  async gradientCheck(experiment: Experiment, mistake: Mistake | null): Promise<GradientCheckResult> {
    await this.loadData();
    return this.thread.request({ method: 'gradientCheck', experiment, mistake });
  }

  async stopCheck(): Promise<void> {
    await this.thread.request({ method: 'stopCheck' });
  }

  /** Makes the thread answer with the run last trained or opened; with an untrained network when there is none. */
  private async useNetwork(): Promise<NetworkSource> {
    const runs = await this.runs();
    const source = this.networkSource(runs);
    if (this.activeRun()) return source;
    const run = source.kind === 'run' ? runs.find(({ id }) => id === source.runId) : undefined;
    const experiment = run?.experiment ?? this.currentExperiment();
    const wanted = run?.id ?? JSON.stringify(experiment);
    if (this.networkInThread?.wanted === wanted) return this.networkInThread.source ?? source;
    const checkpoint = run ? await (await this.recorded.store()).checkpoint(run.id) : null;
    await this.thread.request({ method: 'useNetwork', experiment, checkpoint });
    // A run that was cut short before its first checkpoint left no network to ask.
    this.networkInThread = { wanted, source: checkpoint ? source : { kind: 'untrained', seed: experiment.seed } };
    return this.networkInThread.source ?? source;
  }

  private networkSource(runs: readonly RunSummary[]): NetworkSource {
    const run = this.activeRun() ?? runs.find(({ id, steps }) => id === this.kept.state.networkRunId && steps > 0);
    return run
      ? { kind: 'run', runId: run.id, step: run.steps }
      : { kind: 'untrained', seed: this.currentExperiment().seed };
  }

  pick(ids: SampleId[]): void {
    this.kept.change({ picked: ids });
    this.messages.fire({ type: 'picked', picked: ids });
  }

  isShown(runId: string): boolean {
    return this.kept.state.shownIds.includes(runId);
  }

  /** Overlays exactly these runs on the charts, the newest chosen last. */
  async show(runIds: readonly string[]): Promise<void> {
    const known = new Set((await this.runs()).map(({ id }) => id));
    this.kept.change({ shownIds: [...new Set(runIds)].filter((id) => known.has(id)).slice(-mostShown) });
    await this.announceShown();
  }

  async setShown(runId: string, isShown: boolean): Promise<void> {
    const others = this.kept.state.shownIds.filter((id) => id !== runId);
    await this.show(isShown ? [...others, runId] : others);
  }

  /** Shows a run on the charts, puts its experiment in the form and its network behind the predictions. */
  async openRun(runId: string): Promise<void> {
    const { experiment } = await this.recorded.find(runId);
    this.kept.change(this.activeRun() ? { experiment } : { experiment, networkRunId: runId });
    this.messages.fire({ type: 'experiment', experiment });
    await this.setShown(runId, true);
    await this.announceNetwork();
  }

  async renameRun(runId: string, name: string): Promise<void> {
    await this.recorded.rename(runId, name);
    await this.announceRuns();
  }

  async deleteRun(runId: string): Promise<void> {
    await this.recorded.delete(runId);
    const { shownIds, networkRunId } = this.kept.state;
    this.kept.change({
      shownIds: shownIds.filter((id) => id !== runId),
      networkRunId: networkRunId === runId ? undefined : networkRunId,
    });
    await this.announceRuns();
    await this.announceShown();
    await this.announceNetwork();
  }

  announceSettings(): void {
    this.messages.fire({ type: 'settings', settings: pageSettings() });
    if (!this.kept.state.experiment) this.messages.fire({ type: 'experiment', experiment: this.currentExperiment() });
  }

  /** The thread is gone: what it was training has failed, and all it held is read again when it is next needed. */
  private onCrash(message: string): void {
    this.networkInThread = undefined;
    this.loading = undefined;
    const run = this.activeRun();
    if (run) this.end(run.id, 'failed', message);
    void vscode.window.showErrorMessage(message);
  }

  private onProgress(told: Told<'progress'>): void {
    const { runId, firstStep, loss, accuracy, seconds, samplesPerSecond, secondsLeft } = told;
    if (this.activeRun()?.id !== runId) return;
    this.recorded.append(firstStep, loss, accuracy, seconds);
    this.pace = { samplesPerSecond, secondsLeft };
    this.write((store) => store.append(runId, firstStep, loss, accuracy, seconds));
    this.messages.fire({ type: 'progress', id: runId, firstStep, loss, accuracy, seconds, pace: this.pace });
  }

  /** A run that went wrong says why, and what to try. */
  private async onEnded(runId: string, state: EndState, divergedAt: number | null): Promise<void> {
    const learningRate = this.activeRun()?.experiment.optimizer.learningRate ?? 0;
    if (divergedAt !== null) {
      const message = vscode.l10n.t(
        'Diverged at step {0}: the loss stopped being a finite number. A learning rate of {1} is too high for this network; try a smaller one.',
        divergedAt,
        learningRate,
      );
      this.end(runId, state, message, divergedAt);
      return;
    }
    const { loss } = await this.series(runId);
    const stuck = diagnose(loss);
    this.end(runId, state, stuck ? stuckSentence(stuck, learningRate) : null);
  }

  private setActive(runId: string, state: 'running' | 'paused'): void {
    const run = this.activeRun();
    if (run?.id !== runId) return;
    this.recorded.active = { ...run, state };
    this.write((store) => store.update(runId, { state }));
    void this.announceRuns();
  }

  private end(runId: string, state: EndState, message: string | null, divergedAt: number | null = null): void {
    const run = this.activeRun();
    if (run?.id !== runId) return;
    const { steps, seconds, finalLoss, accuracy } = run;
    const outcome = { state, message, divergedAt, steps, seconds, finalLoss, accuracy };
    this.recorded.active = { ...run, ...outcome };
    this.pace = null;
    this.write(async (store) => {
      try {
        await store.finish(runId, outcome);
      } finally {
        this.recorded.active = undefined;
        await this.announceRuns();
        await this.announceNetwork();
      }
    });
  }

  /** A write that fails is said, and never stops the training. */
  private write(task: (store: RunStore) => Promise<unknown>): void {
    this.recorded
      .store()
      .then(task)
      .catch((error: unknown) => {
        this.log.error(sentence(error));
        void vscode.window.showErrorMessage(sentence(error));
      });
  }

  private setData(data: DataState): void {
    this.data = data;
    this.messages.fire({ type: 'data', data });
  }

  private async announceRuns(): Promise<void> {
    const runs = await this.runs();
    const active = this.activeRun();
    void vscode.commands.executeCommand('setContext', 'lossLab.active', active !== undefined);
    void vscode.commands.executeCommand('setContext', 'lossLab.paused', active?.state === 'paused');
    this.messages.fire({ type: 'runs', runs, activeId: active?.id ?? null });
    this.runsChanged.fire();
  }

  private async announceShown(): Promise<void> {
    this.messages.fire({ type: 'shown', shown: await this.shownSeries() });
    this.runsChanged.fire();
  }

  private async announceNetwork(): Promise<void> {
    this.messages.fire({ type: 'network', network: this.networkSource(await this.runs()) });
  }

  private async shownSeries(): Promise<RunSeries[]> {
    const known = new Set((await this.runs()).map(({ id }) => id));
    return this.recorded.series(this.kept.state.shownIds.filter((id) => known.has(id)));
  }

  dispose(): void {
    this.thread.dispose();
    this.messages.dispose();
    this.runsChanged.dispose();
  }
}
