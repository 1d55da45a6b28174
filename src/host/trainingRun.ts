import type { KernelsName } from '../engine';
import { BadInput } from '../engine/badInput';
import { chooseKernels, kernelsToResume } from '../kernels';
import { classes, inputs, trainingSamples } from '../data/mnistShape';
import { diagnose } from '../runs/advice/diagnosis';
import { dataFault } from '../runs/experiment/dataFault';
import type { Experiment } from '../runs/experiment/experiment';
import type { ResumePoint } from '../runs/resume';
import { isActive, type RunState, type RunSummary } from '../runs/run';
import { saidName } from '../runs/naming/runName';
import { recorded } from '../runs/runSummary';
import type { RunStore } from '../runs/store/runStore';
import type { PacedMessage, Pace } from '../shared/pageProtocol';
import type { ThreadClient } from '../worker/threadClient';
import type { FromWorker } from '../worker/threadProtocol';
import { divergedSentence, stuckSentence } from './advice';
import type { RecordedRuns } from './recordedRuns';
import { sentence } from './sentence';
import { kernelsSetting } from './settings';

/** How a run can end while this window is there to see it. */
type EndState = Exclude<RunState, 'running' | 'paused' | 'interrupted'>;
type Told<T extends FromWorker['type']> = Extract<FromWorker, { type: T }>;

/** What whoever has the run is told of it. */
export interface TrainingListeners {
  /** It is there, and takes its first step next. */
  onStart: (run: RunSummary) => Promise<void>;
  onProgress: (progress: Extract<PacedMessage, { type: 'progress' }>) => void;
  /** It is paused, or goes on. */
  onSteered: () => void;
  /** It has ended, and that is on the disk as far as it can be. */
  onEnd: () => Promise<void>;
  onFault: (error: unknown) => void;
}

/** The one run that trains or is paused: started, steered, and recorded as the thread reports it. */
export class TrainingRun {
  /** How fast it goes; null while nothing is known. */
  pace: Pace | null = null;
  private starting = false;
  /** Settles when the end of the last run is on the disk, as far as that can be; until then it is the active one. */
  private ending = Promise.resolve();
  private waitingForEnd: (() => void)[] = [];

  constructor(
    private readonly thread: ThreadClient,
    private readonly recorded: RecordedRuns,
    private readonly told: TrainingListeners,
  ) {
    thread.on({
      progress: (progress) => this.onProgress(progress),
      checkpoint: ({ runId, bytes }) => void this.write((store) => store.keepCheckpoint(runId, bytes)),
      paused: ({ runId }) => this.setState(runId, 'paused'),
      resumed: ({ runId }) => this.setState(runId, 'running'),
      ended: ({ runId, state, divergedAt }) => {
        this.onEnded(runId, state, divergedAt).catch((error: unknown) => {
          this.told.onFault(error);
          // What went wrong is what is said of it: it has ended all the same.
          this.end(runId, state, null, divergedAt);
        });
      },
      failed: ({ runId, template, values }) => this.end(runId, 'failed', sentence(new BadInput('', template, values))),
      crash: (_, fault) => {
        if (this.active) this.end(this.active.id, 'failed', sentence(fault));
      },
    });
  }

  private get active(): RunSummary | undefined {
    return this.recorded.active;
  }

  /**
   * Starts a run.
   * @param name what it is called; by default what its experiment gives.
   * @param prepare makes all ready; false when the reader thought better of it.
   * @returns its id, as soon as its first step is under way; null when it was not started after all.
   * @throws BadInput when a run goes on already or the experiment asks for more than there is.
   */
  train(experiment: Experiment, name: string | undefined, prepare: () => Promise<boolean>): Promise<string | null> {
    return this.begin(experiment, prepare, async () => {
      const kernels = chooseKernels(kernelsSetting(), experiment, { inputs, classes });
      return { run: await this.recorded.start(experiment, kernels, name), kernels };
    });
  }

  /**
   * Goes on with a run that has ended.
   * @param experiment as it is from now on.
   * @param prepare as of `train`.
   * @returns whether its next step is under way.
   * @throws BadInput as `train`, and when its kernels are not there.
   */
  async resume(run: RunSummary, experiment: Experiment, prepare: () => Promise<boolean>): Promise<boolean> {
    const kernels = kernelsToResume(run, { inputs, classes });
    const id = await this.begin(experiment, prepare, async () => ({
      ...(await this.recorded.resume(run.id, experiment)),
      kernels,
    }));
    return id !== null;
  }

  /** @param open makes the run that is to begin the active one. */
  private async begin(
    experiment: Experiment,
    prepare: () => Promise<boolean>,
    open: () => Promise<{ run: RunSummary; kernels: KernelsName; from?: ResumePoint }>,
  ): Promise<string | null> {
    const going = this.active;
    if (going && isActive(going.state))
      throw new BadInput('', 'The run “{0}” is still going: stop it before starting another.', [saidName(going)]);
    // Before there is a run: the thread would refuse it too, and leave one that failed.
    const fault = dataFault(experiment, { count: trainingSamples, inputs, classes });
    if (fault) throw fault;
    if (this.starting) throw new BadInput('', 'A run is just being started.');
    this.starting = true;
    try {
      if (!(await prepare())) return null;
      await this.ending;
      const { run, kernels, from } = await open();
      this.pace = null;
      await this.told.onStart(run);
      try {
        await this.thread.request({ method: 'train', runId: run.id, experiment, kernels, from });
      } catch (error) {
        this.end(run.id, 'failed', sentence(error));
        throw error;
      }
      return run.id;
    } finally {
      this.starting = false;
    }
  }

  async pauseOrResume(): Promise<void> {
    await this.steer(this.active?.state === 'paused' ? 'resume' : 'pause');
  }

  /** Whoever steers a run that ended by itself meanwhile is late, and no more than that. */
  async steer(method: 'pause' | 'resume' | 'step'): Promise<void> {
    if (this.active) await this.thread.request({ method });
  }

  /** Resolves when the run is recorded as ended, so that another can be started at once. */
  async stop(): Promise<void> {
    if (!this.active) return;
    const ended = new Promise<void>((resolve) => this.waitingForEnd.push(resolve));
    await this.thread.request({ method: 'stop' });
    await ended;
  }

  /** Settles when nothing of the last run is left to be written. */
  settled(): Promise<void> {
    return this.ending;
  }

  private onProgress(told: Told<'progress'>): void {
    const { runId, firstStep, loss, accuracy, seconds, samplesPerSecond, secondsLeft } = told;
    if (this.active?.id !== runId) return;
    this.recorded.append(firstStep, loss, accuracy, seconds);
    this.pace = { samplesPerSecond, secondsLeft };
    void this.write((store) => store.append(runId, recorded(firstStep, loss, accuracy), seconds));
    this.told.onProgress({ type: 'progress', id: runId, firstStep, loss, accuracy, seconds, pace: this.pace });
  }

  /** A run that went wrong says why, and what to try. */
  private async onEnded(runId: string, state: EndState, divergedAt: number | null): Promise<void> {
    const experiment = this.active?.experiment;
    if (!experiment) return;
    if (divergedAt !== null) {
      this.end(runId, state, divergedSentence(divergedAt, experiment), divergedAt);
      return;
    }
    const [{ loss }] = await this.recorded.series([runId]);
    const stuck = diagnose(loss, experiment);
    this.end(runId, state, stuck ? stuckSentence(stuck, experiment) : null);
  }

  private setState(runId: string, state: 'running' | 'paused'): void {
    const run = this.active;
    if (run?.id !== runId) return;
    this.recorded.active = { ...run, state };
    void this.write((store) => store.update(runId, { state }));
    this.told.onSteered();
  }

  private end(runId: string, state: EndState, message: string | null, divergedAt: number | null = null): void {
    const run = this.active;
    if (run?.id !== runId || !isActive(run.state)) return;
    const { steps, seconds, finalLoss, smoothedLoss, accuracy } = run;
    const outcome = { state, message, divergedAt, steps, seconds, finalLoss, smoothedLoss, accuracy };
    this.recorded.active = { ...run, ...outcome };
    this.pace = null;
    this.ending = this.write(async (store) => {
      try {
        await store.finish(runId, outcome);
      } finally {
        if (this.active?.id === runId) this.recorded.active = undefined;
        await this.told.onEnd();
        for (const resolve of this.waitingForEnd.splice(0)) resolve();
      }
    });
  }

  /** A write that fails is said, and never stops the training. */
  private async write(task: (store: RunStore) => Promise<unknown>): Promise<void> {
    try {
      await task(await this.recorded.store());
    } catch (error) {
      this.told.onFault(error);
    }
  }
}
