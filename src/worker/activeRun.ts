import { BadInput, type Accuracies, type Network, type StepResult, type Trainer } from '../engine';
import { isToEvaluate, runStart, type ResumePoint } from '../runs/resume';
import { CheckpointPace } from '../runs/store/checkpointPace';
import type { Experiment } from '../runs/experiment/experiment';
import { Pace } from './pace';
import type { WorkerEvent } from './threadProtocol';

/** How long the thread works before it listens again, in milliseconds. */
const slice = 16;
/** Milliseconds between two reports: about 30 a second, as fast as a screen shows them; more when the host is slow. */
const reportEvery = 30;
/** The same within a step that takes long, of which there is nothing to tell but how far it is. */
const stepReportEvery = 250;

type EndState = Extract<WorkerEvent, { type: 'ended' }>['state'];
/** `stepping`: on the way to the end of a single step. */
type Mode = 'running' | 'paused' | 'stepping' | 'ended';

/** One run, worked off in short slices so that its thread hears every message at once. */
export class ActiveRun {
  private mode: Mode = 'running';
  private isScheduled = false;
  /** The step under way, of a run whose steps take long. */
  private stepping: Generator<number, StepResult> | undefined;
  /** The evaluation under way, and the milliseconds it took so far. */
  private evaluation: Generator<number, Accuracies> | undefined;
  private evaluationTime = 0;
  /** Undefined while the network is still being made. */
  private trainer: Trainer | undefined;
  private readonly pace: Pace;
  /** Milliseconds that the run went on until it was paused last, and when it was resumed. */
  private wentOn = 0;
  private wentOnAt = performance.now();
  /** Spent in steps that were recorded before. */
  private secondsAgain = 0;
  private loss: number[] = [];
  private accuracy: Accuracies[] = [];
  private reportedAt = performance.now();
  /** Whether the host has taken in all reports but those that the run had to make. */
  private isHeard = true;
  private readonly checkpoints = new CheckpointPace();
  private checkpointStep = 0;
  /** Steps after which single steps are done, and who waits for that. */
  private goal = 0;
  private stepped: (() => void)[] = [];

  constructor(
    private readonly runId: string,
    private readonly experiment: Experiment,
    private readonly making: Generator<number, Trainer>,
    private readonly post: (report: WorkerEvent) => void,
    /** Of a run that goes on. */
    private readonly before: Omit<ResumePoint, 'checkpoint'> = runStart,
  ) {
    this.pace = new Pace(experiment.batch.size, experiment.evaluateEvery);
    this.schedule();
  }

  /** The network as it stands after the last step taken. */
  get network(): Network {
    return this.made().network;
  }

  get stepsDone(): number {
    return this.trainer?.stepsDone ?? 0;
  }

  get hasEnded(): boolean {
    return this.mode === 'ended';
  }

  get isPaused(): boolean {
    return this.mode === 'paused' || this.mode === 'stepping';
  }

  /** The host has taken in a report: it gets the next when that is due, with all that was recorded meanwhile. */
  heard(): void {
    this.isHeard = true;
  }

  pause(): void {
    const wasRunning = this.mode === 'running';
    this.report();
    this.wentOn = this.clock;
    this.mode = 'paused';
    // Said first: there may be no memory for the checkpoint, which ends the run.
    if (wasRunning) this.post({ type: 'paused', runId: this.runId });
    this.attempt(() => this.keepCheckpoint());
    this.releaseSteps();
  }

  resume(): void {
    if (!this.isPaused) return;
    this.wentOnAt = performance.now();
    this.mode = 'running';
    this.releaseSteps();
    this.post({ type: 'resumed', runId: this.runId });
    this.schedule();
  }

  /** Who asks for the network before it is there waits for it. */
  private made(): Trainer {
    while (!this.trainer && !this.hasEnded) this.attempt(() => this.make());
    if (!this.trainer) throw new BadInput('', 'There is no network to ask yet: train one first.');
    return this.trainer;
  }

  /** Takes one step of a paused run, with the evaluation that belongs to it; resolves when it is reported. */
  step(): Promise<void> {
    this.goal = (this.mode === 'stepping' ? this.goal : this.stepsDone) + 1;
    this.mode = 'stepping';
    this.schedule();
    return new Promise((resolve) => this.stepped.push(resolve));
  }

  stop(): void {
    this.attempt(() => this.end('stopped'));
  }

  /** Milliseconds that the run went on so far. Single steps are no pace. */
  private get clock(): number {
    return this.wentOn + (this.isPaused ? 0 : performance.now() - this.wentOnAt);
  }

  private get isWorking(): boolean {
    return this.mode === 'running' || this.mode === 'stepping';
  }

  private schedule(): void {
    if (this.isScheduled) return;
    this.isScheduled = true;
    setImmediate(() => {
      this.isScheduled = false;
      this.work();
    });
  }

  private work(): void {
    const until = performance.now() + slice;
    while (this.isWorking && performance.now() < until) this.attempt(() => this.advance());
    if (!this.isWorking) return;
    const now = performance.now();
    if (this.isHeard) this.reportWhatIsDue(now);
    this.schedule();
  }

  private reportWhatIsDue(now: number): void {
    if (now - this.reportedAt >= (this.stepping ? stepReportEvery : reportEvery)) this.report();
    if (this.checkpoints.isDue) this.attempt(() => this.keepCheckpoint());
  }

  /** The smallest piece of work there is: a step, or a slice of one, of an evaluation, or of the network's making. */
  private advance(): void {
    const { trainer } = this;
    if (!trainer) {
      this.make();
      return;
    }
    if (this.evaluation) this.evaluate(this.evaluation);
    else this.takeStep(trainer);
    if (this.hasEnded || this.evaluation || this.stepping) return;
    if (trainer.done) this.end('done');
    else if (this.mode === 'stepping' && trainer.stepsDone >= this.goal) this.pause();
  }

  private make(): void {
    const slice = this.making.next();
    if (!slice.done) return;
    const trainer = slice.value;
    this.trainer = trainer;
    // It was cut short between its last step and the evaluation after it.
    if (isToEvaluate(trainer, this.before.evaluatedAt)) this.evaluation = trainer.evaluate();
    else if (trainer.done) this.end('done');
  }

  private takeStep(trainer: Trainer): void {
    const start = performance.now();
    this.stepping ??= trainer.stepInSlices();
    const isAgain = trainer.stepsDone < this.before.steps;
    const slice = this.stepping.next();
    const seconds = (performance.now() - start) / 1000;
    if (isAgain) this.secondsAgain += seconds;
    if (!slice.done) {
      this.pace.addPart(seconds, slice.value);
      return;
    }
    this.stepping = undefined;
    this.pace.addStep(seconds);
    const { step, loss, finite } = slice.value;
    if (step >= this.before.steps) this.loss.push(loss);
    if (!finite) this.end('diverged');
    else if (isToEvaluate(trainer, this.before.evaluatedAt)) this.evaluation = trainer.evaluate();
  }

  /** Does some work of the run, which ends when that fails: for memory that there is not, or a batch without a sample that counts. */
  private attempt(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.fail(error);
    }
  }

  /** What was recorded is kept. */
  private fail(error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    const { template, values } =
      error instanceof BadInput ? error : new BadInput('', 'The training thread failed ({0}).', [reason]);
    this.mode = 'ended';
    this.stepping = undefined;
    this.evaluation = undefined;
    this.report();
    this.releaseSteps();
    this.post({ type: 'failed', runId: this.runId, template, values });
  }

  private evaluate(evaluation: Generator<number, Accuracies>): void {
    const start = performance.now();
    const next = evaluation.next();
    this.evaluationTime += performance.now() - start;
    if (!next.done) return;
    this.pace.setEvaluation(this.evaluationTime / 1000);
    this.evaluationTime = 0;
    this.evaluation = undefined;
    this.accuracy.push(next.value);
    // A host that is slow would else be owed one an evaluation.
    if (this.isHeard) this.keepCheckpoint();
    else this.checkpoints.hasten();
  }

  private end(state: EndState): void {
    this.mode = 'ended';
    this.evaluation = undefined;
    this.report();
    this.keepCheckpoint();
    this.releaseSteps();
    this.post({ type: 'ended', runId: this.runId, state, divergedAt: this.trainer?.divergedAt ?? null });
  }

  private releaseSteps(): void {
    for (const resolve of this.stepped) resolve();
    this.stepped = [];
  }

  private report(): void {
    this.reportedAt = performance.now();
    if (this.loss.length === 0 && this.accuracy.length === 0 && !this.stepping) return;
    const loss = Float64Array.from(this.loss);
    const { accuracy, pace, runId, stepsDone } = this;
    const firstStep = Math.max(stepsDone, this.before.steps) - loss.length;
    this.loss = [];
    this.accuracy = [];
    this.isHeard = false;
    this.post({
      type: 'progress',
      runId,
      firstStep,
      loss,
      accuracy,
      seconds: this.before.seconds + pace.seconds - this.secondsAgain,
      ...pace.read(this.experiment.steps - stepsDone, this.clock / 1000),
    });
  }

  /** Reports first: no checkpoint is ahead of the losses. */
  private keepCheckpoint(): void {
    this.report();
    if (!this.trainer || this.checkpointStep === this.stepsDone) return;
    const began = performance.now();
    this.checkpointStep = this.stepsDone;
    const bytes = this.trainer.checkpoint();
    this.post({ type: 'checkpoint', runId: this.runId, step: this.checkpointStep, bytes });
    this.checkpoints.took(began);
  }
}
