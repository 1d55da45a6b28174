import type { Experiment } from '../runs/experiment/experiment';
import type { RunSummary } from '../runs/run';
import { isSameNetwork, untrainedSource, type NetworkSource } from '../shared/pageProtocol';
import type { ThreadClient } from '../worker/threadClient';
import type { RecordedRuns } from './recordedRuns';

/** Which network the thread asks when it is asked what a network makes of the digits. */
export class PresentNetwork {
  /** What the thread holds; undefined after it started anew. */
  private inThread: { wanted: string; source?: NetworkSource } | undefined;
  private using: Promise<unknown> = Promise.resolve();

  /**
   * @param lookedAt of these runs the one that is looked at.
   * @param experiment what the untrained network is of, when there is no such run.
   */
  constructor(
    private readonly thread: ThreadClient,
    private readonly recorded: RecordedRuns,
    private readonly lookedAt: (runs: readonly RunSummary[]) => RunSummary | undefined,
    private readonly experiment: () => Experiment,
    /** What answers turned out to be another network than was said. */
    private readonly onOther: () => void,
  ) {}

  /** The network that would answer now: the active run's, else that of the run looked at, else an untrained one. */
  source(runs: readonly RunSummary[]): NetworkSource {
    const asRecorded = this.recordedSource(runs);
    const { inThread } = this;
    // A run that was cut short has recorded more steps than its last checkpoint knows of.
    return !this.recorded.active && asRecorded.kind === 'run' && inThread?.wanted === asRecorded.runId
      ? (inThread.source ?? asRecorded)
      : asRecorded;
  }

  private recordedSource(runs: readonly RunSummary[]): NetworkSource {
    const run = this.recorded.active ?? this.lookedAt(runs);
    return run && (run.steps > 0 || run === this.recorded.active)
      ? { kind: 'run', runId: run.id, step: run.steps }
      : untrainedSource(this.experiment());
  }

  /** Makes the thread answer with that network, and says which one it is. */
  use(): Promise<NetworkSource> {
    // One after the other: what is asked next is asked of the network that is named here.
    const used = this.using.then(() => this.take());
    this.using = used.catch(() => undefined);
    return used;
  }

  private async take(): Promise<NetworkSource> {
    const runs = await this.recorded.list();
    const source = this.recordedSource(runs);
    if (this.recorded.active) return source;
    const run = source.kind === 'run' ? runs.find(({ id }) => id === source.runId) : undefined;
    const experiment = run?.experiment ?? this.experiment();
    const wanted = run?.id ?? JSON.stringify(source);
    const held = this.inThread;
    if (held?.wanted === wanted) return held.source ?? source;
    const checkpoint = run ? await (await this.recorded.store()).checkpoint(run.id) : null;
    const { step } = await this.thread.request({
      method: 'useNetwork',
      experiment,
      checkpoint,
      ...(run?.kernels && { kernels: run.kernels }),
    });
    // A run that was cut short before its first checkpoint left no network to ask.
    const used: NetworkSource =
      source.kind === 'run' && step !== null ? { ...source, step } : untrainedSource(experiment);
    // A run that began meanwhile has taken the thread's network over.
    if (this.inThread === held) this.inThread = { wanted, source: used };
    if (!isSameNetwork(used, source)) this.onOther();
    return used;
  }

  /** The thread trains this run now: its network is the one that answers. */
  isTrainedBy(runId: string): void {
    this.inThread = { wanted: runId };
  }

  /** The thread started anew and holds no network. */
  forget(): void {
    this.inThread = undefined;
  }
}
