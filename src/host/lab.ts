import * as vscode from 'vscode';
import type { Landscape, Plane } from '../engine';
import { ChartedRuns, mostShown } from './charted';
import { confirmCost } from './confirmCost';
import type { Experiment } from '../runs/experiment/experiment';
import type { AccuracyPoint, NewerRun, RunSeries, RunSummary } from '../runs/run';
import { shownName } from '../runs/naming/runName';
import { experimentToResume } from '../runs/resume';
import type { RunStore } from '../runs/store/runStore';
import type { SentSeries } from '../shared/lossRecord';
import type { Task } from '../shared/task';
import { type PacedMessage, type SampleId, type Snapshot, type StateMessage } from '../shared/pageProtocol';
import { availableMemory } from '../runs/experiment/memoryFault';
import type { WorkerRequest, WorkerResults } from '../worker/threadProtocol';
import type { ThreadClient } from '../worker/threadClient';
import type { Kept } from './kept';
import { MnistData } from './mnistData';
import { NetworkQuestions } from './networkQuestions';
import { PresentNetwork } from './presentNetwork';
import { RecordedRuns } from './recordedRuns';
import { say, sentence } from './sentence';
import { TrainingRun } from './trainingRun';
import { FormExperiment } from './formExperiment';
import { experimentFromSettings, pageSettings } from './settings';

/**
 * The state of Loss Lab: the one place where runs, data, picks and the experiment are owned.
 * Pages, trees and the status bar draw what it says; it knows none of them.
 */
export class Lab implements vscode.Disposable {
  private readonly messages = new vscode.EventEmitter<StateMessage | PacedMessage>();
  /** Every change; a page is told of it when it has drawn the last. */
  readonly onMessage = this.messages.event;
  private readonly runsChanged = new vscode.EventEmitter<void>();
  /** A run was added, ended, renamed or deleted, or is shown or not shown now. */
  readonly onRunsChanged = this.runsChanged.event;

  /** What the charts show of the runs. */
  readonly charted: ChartedRuns;
  readonly form: FormExperiment;
  private readonly recorded: RecordedRuns;
  private readonly data: MnistData;
  private readonly training: TrainingRun;
  private readonly network: PresentNetwork;
  /** What is asked of the network that is present. */
  readonly questions: NetworkQuestions;

  constructor(
    openStore: () => Promise<RunStore>,
    private readonly thread: ThreadClient,
    private readonly kept: Kept,
    mnistDirectory: string,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.charted = new ChartedRuns(
      kept,
      () => void this.announceCharted(),
      (runIds, how) => void this.sayGivenWay(runIds, how),
    );
    this.form = new FormExperiment(kept, experimentFromSettings);
    this.form.followSettings();
    this.recorded = new RecordedRuns(openStore, {
      onChange: () => void this.announceRuns(),
      onUnreadable: (error) => this.warn(error),
    });
    this.data = new MnistData(thread, mnistDirectory, (data) =>
      this.messages.fire(
        data.state === 'loading' ? { type: 'loading', fraction: data.fraction } : { type: 'data', data },
      ),
    );
    this.network = new PresentNetwork(
      thread,
      this.recorded,
      (runs) => this.charted.lookedAt(runs, undefined),
      () => this.form.now,
      () => void this.announceNetwork(),
    );
    this.questions = new NetworkQuestions(thread, {
      loadData: () => this.loadData(),
      use: () => this.network.use(),
      source: async () => this.network.source(await this.runs()),
    });
    this.training = new TrainingRun(thread, this.recorded, {
      onStart: (run) => this.onStart(run),
      onProgress: (progress) => this.messages.fire(progress),
      onSteered: () => void this.announceRuns(),
      onEnd: async () => {
        await this.announceRuns();
        await this.announceNetwork();
      },
      onFault: (error) => this.warn(error),
    });
    thread.on({ crash: (_, fault) => this.onCrash(sentence(fault)) });
  }

  /** Everything a page needs to draw itself from nothing, but for the series it draws. */
  async snapshot(): Promise<Omit<Snapshot, 'shown'>> {
    const runs = await this.runs();
    return {
      data: this.data.state,
      experiment: this.form.now,
      runs,
      activeId: this.activeRun()?.id ?? null,
      pace: this.training.pace,
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

  /** Those that only a newer Loss Lab can read; newest first. */
  newerRuns(): Promise<NewerRun[]> {
    return this.recorded.listNewer();
  }

  activeRun(): RunSummary | undefined {
    return this.recorded.active;
  }

  async series(runId: string): Promise<RunSeries> {
    const [series] = await this.recorded.series([runId]);
    return series;
  }

  /** @param edit by which the page whose form it stands in knows its own. */
  setExperiment(experiment: Experiment, edit: number | null = null): void {
    this.form.set(experiment);
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
   * Starts a run and returns its id as soon as its first step is under way; null when the reader thought better of it.
   * @param name what it is called; by default what its experiment gives.
   * @throws BadInput when a run goes on already or the experiment asks for more samples than there are.
   */
  train(experiment: Experiment, name?: string): Promise<string | null> {
    return this.begun(
      this.training.train(experiment, name, async () => {
        // At once: whatever is typed in the form from here on is newer.
        if (JSON.stringify(experiment) !== JSON.stringify(this.form.now)) this.setExperiment(experiment);
        await this.loadData();
        return confirmCost(experiment);
      }),
    );
  }

  /** A run that the thread refused has left it with the network that it had. */
  private async begun<T>(beginning: Promise<T>): Promise<T> {
    try {
      return await beginning;
    } catch (error) {
      this.network.forget();
      throw error;
    }
  }

  /**
   * Goes on with a run that has ended, bit for bit as if it had not.
   * @param steps of the whole run; by default those that it was to take.
   * @returns false when the reader thought better of it.
   * @throws BadInput when another run goes on, or this one cannot.
   */
  async resumeRun(runId: string, steps?: number): Promise<boolean> {
    const run = await this.recorded.find(runId);
    const experiment = experimentToResume(run, steps);
    return this.begun(
      this.training.resume(run, experiment, async () => {
        await this.loadData();
        return confirmCost({ ...experiment, steps: experiment.steps - run.steps });
      }),
    );
  }

  private async onStart(run: RunSummary): Promise<void> {
    this.network.isTrainedBy(run.id);
    this.charted.look(run.id);
    await this.announceRuns();
    await this.announceNetwork();
  }

  pauseOrResume(): Promise<void> {
    return this.training.pauseOrResume();
  }

  /** Pauses the active run, lets it go on, or takes one step of it; nothing, when it has ended meanwhile. */
  steer(how: 'pause' | 'resume' | 'step'): Promise<void> {
    return this.training.steer(how);
  }

  /** Ends the active run; resolves when it is recorded as ended, so that another can be started at once. */
  stop(): Promise<void> {
    return this.training.stop();
  }

  /** What the thread, which holds the data, answers. */
  async ask<R extends WorkerRequest>(request: R, task?: Task): Promise<WorkerResults[R['method']]> {
    await this.loadData();
    return this.thread.request(request, task);
  }

  /** What the thread answers that needs no data. */
  askWithoutData<R extends WorkerRequest>(request: R, task: Task): Promise<WorkerResults[R['method']]> {
    return this.thread.request(request, task);
  }

  /** @throws BadInput when it was deleted meanwhile. */
  run(runId: string): Promise<RunSummary> {
    return this.recorded.find(runId);
  }

  /** The loss landscape around a run as it stands. */
  landscape(run: RunSummary, wanted: { plane: Plane; seed: number }, task: Task): Promise<Landscape> {
    const { experiment, kernels, steps, seconds } = run;
    return this.ask({ method: 'landscape', experiment, kernels, steps, seconds, ...wanted }, task);
  }

  /** @param edit by which the page that picks knows its own. */
  pick(ids: SampleId[], edit: number | null = null): void {
    this.kept.change({ picked: ids });
    this.messages.fire({ type: 'picked', picked: ids, edit });
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

  /** Tells a run's series from what they were. */
  seriesKey(run: RunSummary): string {
    return this.recorded.seriesKey(run);
  }

  /** The series of these runs, for a page: `whole`, or of long ones an overview. One that cannot be read is empty, and said. */
  sentSeries(runIds: readonly string[], whole: boolean): Promise<SentSeries[]> {
    return this.recorded.sent(runIds, whole);
  }

  /** What a run that was active recorded from a step and a number of accuracies on: what a page has not of it. */
  progressSince(
    runId: string,
    steps: number,
    accuracies: number,
  ): { firstStep: number; loss: Float64Array; accuracy: AccuracyPoint[] } | undefined {
    return this.recorded.grownSince(runId, steps, accuracies);
  }

  /** Looks at a run, and puts its experiment in the form; the page keeps what stood there and nowhere else. */
  async openRun(runId: string): Promise<void> {
    const { experiment } = await this.recorded.find(runId);
    this.setExperiment(experiment);
    this.charted.look(runId);
    await this.announceNetwork();
  }

  async renameRun(runId: string, name: string): Promise<void> {
    await this.recorded.rename(runId, name);
    await this.announceRuns();
  }

  async deleteRun(runId: string): Promise<void> {
    await this.training.settled();
    await this.recorded.delete(runId);
    this.charted.forget(runId);
    await this.announceRuns();
    await this.announceNetwork();
  }

  announceSettings(): void {
    this.messages.fire({ type: 'settings', settings: pageSettings() });
    if (!this.form.followSettings()) return;
    this.messages.fire({ type: 'experiment', experiment: this.form.now, edit: null });
    void this.announceNetwork();
  }

  /** The thread is gone: all it held is read again when it is next needed. */
  private onCrash(message: string): void {
    this.network.forget();
    this.data.forget();
    void vscode.window.showErrorMessage(message);
  }

  /** Names the runs that the charts have no room for any more: aloud, where a tick took the tick of another. */
  private async sayGivenWay(runIds: readonly string[], how: 'added' | 'lookedAt'): Promise<void> {
    if (runIds.length === 0) return;
    const runs = await this.runs().catch(() => []);
    for (const run of runs.filter(({ id }) => runIds.includes(id))) {
      const text = vscode.l10n.t(
        'The charts show at most {0} runs together: “{1}” was taken off them.',
        mostShown,
        shownName(run, say),
      );
      if (how === 'added') void vscode.window.showInformationMessage(text);
      else vscode.window.setStatusBarMessage(text, 8000);
    }
  }

  private warn(error: unknown): void {
    this.log.error(sentence(error));
    void vscode.window.showErrorMessage(sentence(error));
  }

  /** What the commands' availability hangs on; at first, too, as VS Code keeps what a host that is gone has said. */
  setContexts(): void {
    const active = this.activeRun();
    void vscode.commands.executeCommand('setContext', 'lossLab.active', active !== undefined);
    void vscode.commands.executeCommand('setContext', 'lossLab.paused', active?.state === 'paused');
  }

  private async announceRuns(): Promise<void> {
    const runs = await this.runs().catch(() => undefined);
    // Whoever asked for them was told why there are none.
    if (!runs) return;
    this.setContexts();
    this.messages.fire({ type: 'runs', runs, activeId: this.activeRun()?.id ?? null });
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
