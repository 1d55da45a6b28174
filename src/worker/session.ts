import { loadMnist } from '../data/mnist';
import {
  networkFromCheckpoint,
  numericalCost,
  scorePixelsInSlices,
  untrainedInSlices,
  type GradientCheckResult,
  type KernelsName,
  type Landscape,
  type Network,
  type Samples,
  type Sets,
} from '../engine';
import { BadInput } from '../engine/badInput';
import { fastestKernels, hasKernels, learnerBy } from '../kernels';
import { frozen, LossDraws, SampleLosses } from './batchLosses';
import { GradientChecks } from './gradientChecks';
import { Landscapes } from './landscapes';
import { dataFault } from '../runs/experiment/dataFault';
import type { Experiment } from '../runs/experiment/experiment';
import { trainerInSlices } from '../runs/resume';
import { lossCost, type LossCost } from './lossCost';
import { memoryFault } from '../runs/experiment/memoryFault';
import { predictAll } from './predictions';
import type { Task } from '../shared/task';
import type { WorkerEvent, WorkerRequest, WorkerResults } from './threadProtocol';
import { readDigits } from './readings';
import { runInSlices } from './runInSlices';
import { ActiveRun } from './activeRun';

type Request<M extends WorkerRequest['method']> = Extract<WorkerRequest, { method: M }>;

/** An answer to every request, and to each its own kind. */
export type Handlers = {
  [M in WorkerRequest['method']]: (request: Request<M>, task: Task) => WorkerResults[M] | Promise<WorkerResults[M]>;
};

/** Parameters whose gradients a page can be sent and draw; and that a landscape may have directions of. */
const mostChecked = 4_000_000;

/** What the thread holds: the data, the run that goes on, and the network that answers `predict`. */
export class Session implements Handlers {
  private loading: Promise<Sets> | undefined;
  private data: Sets | undefined;
  private training: ActiveRun | undefined;
  /** The network that answers `predict`, as it stands when asked. */
  private network: (() => Network) | undefined;
  /** After how many steps of its run the network of this thread's own training stands. */
  private steps: (() => number) | undefined;
  /** What a network makes of the training samples, of those that stay as they are. */
  private readonly known = new WeakMap<Network, SampleLosses>();
  /** The mini-batches that are being drawn; a run that starts meanwhile does not disturb them. */
  private draws: LossDraws | undefined;
  /** After how many steps of its run their network stood. */
  private drawsStep: number | null = null;

  /** By which that network reads all samples. */
  private kernels: KernelsName = fastestKernels();

  /** Whether that network has learnt anything. */
  private isTrained = false;

  /** Settles when the network asked for last is there. */
  private using: Promise<unknown> = Promise.resolve();

  private readonly checks = new GradientChecks();
  private readonly landscapes = new Landscapes();

  constructor(private readonly post: (message: WorkerEvent) => void) {}

  async load({ directory }: Request<'load'>, { tell }: Task): Promise<WorkerResults['load']> {
    this.loading ??= loadMnist(directory, tell);
    try {
      this.data = await this.loading;
    } catch (error) {
      this.loading = undefined;
      throw error;
    }
    const { train, test } = this.data;
    const labels = new Uint8Array(train.count + test.count);
    labels.set(train.labels);
    labels.set(test.labels, train.count);
    return { train: train.count, test: test.count, labels };
  }

  pixels({ ids }: Request<'pixels'>): WorkerResults['pixels'] {
    return { pixels: this.gather(ids) };
  }

  async predict({ ids }: Request<'predict'>, { signal }: Task): Promise<WorkerResults['predict']> {
    if (!this.network) throw new BadInput('', 'There is no network to ask yet: train one first.');
    // A run that goes on must not change the network between two slices.
    const network = this.isTraining ? frozen(this.network()) : this.network();
    const step = this.stepNow();
    const { value } = await runInSlices(scorePixelsInSlices(network, this.gather(ids)), { signal });
    return { ...value, step };
  }

  async predictAll(_: Request<'predictAll'>, task: Task): Promise<WorkerResults['predictAll']> {
    if (!this.network) throw new BadInput('', 'There is no network to ask yet: train one first.');
    const step = this.stepNow();
    const { predicted, logs } = await predictAll(this.network(), this.loaded(), task, this.kernels);
    return { predicted, losses: logs.map((log) => 0 - log), step };
  }

  batchLosses({ drawing, ...wanted }: Request<'batchLosses'>): WorkerResults['batchLosses'] {
    const { train } = this.loaded();
    if (wanted.size > train.count)
      throw new BadInput('size', 'Size: expected a whole number from 1 to {0}, got {1}.', [train.count, wanted.size]);
    if (this.draws?.id !== drawing) {
      if (wanted.first > 0) throw new BadInput('', 'These draws are over: start them anew.');
      this.draws = new LossDraws(drawing, this.sampleLosses(train));
      this.drawsStep = this.stepNow();
    }
    return { ...this.draws.next(wanted), step: this.drawsStep };
  }

  gradientCheck({ experiment, mistake }: Request<'gradientCheck'>, task: Task): Promise<GradientCheckResult> {
    const { train } = this.loaded();
    const { hidden, activation } = experiment.network;
    const { parameters } = numericalCost([train.inputs, ...hidden, train.classes], activation, experiment.batch.size);
    if (parameters > mostChecked)
      throw new BadInput('network.hidden', 'A gradient check shows every parameter: expected at most {0}, got {1}.', [
        mostChecked,
        parameters,
      ]);
    const fault = dataFault({ ...experiment, dtype: 'float64' }, train);
    if (fault) throw fault;
    return this.checks.check(experiment, train, mistake ?? undefined, task);
  }

  async landscape({ experiment, ...wanted }: Request<'landscape'>, task: Task): Promise<Landscape> {
    const { train, test } = this.loaded();
    const { inputs, classes } = train;
    const { hidden, activation } = experiment.network;
    const { parameters } = numericalCost([inputs, ...hidden, classes], activation, experiment.batch.size);
    if (parameters > mostChecked)
      throw new BadInput('', 'A loss landscape moves every parameter: expected at most {0}, got {1}.', [
        mostChecked,
        parameters,
      ]);
    const fault = dataFault(experiment, train);
    if (fault) throw fault;
    return this.landscapes.take({ experiment, ...wanted }, { train, test }, task);
  }

  async readDigits({ way, whose }: Request<'readDigits'>, task: Task): Promise<WorkerResults['readDigits']> {
    // The other ways need none, and one that is still being made would keep them from reading.
    const isReaders = way === 'network' && whose === 'reader' && this.isTrained;
    const network = isReaders ? this.network?.() : undefined;
    const step = this.stepNow();
    return { ...(await readDigits(way, this.loaded(), network, task)), step };
  }

  lossCost({ classes }: Request<'lossCost'>, task: Task): Promise<LossCost> {
    return lossCost(classes, task);
  }

  train({ runId, experiment, kernels, from }: Request<'train'>): null {
    if (this.isTraining) throw new BadInput('', 'A run is still going: stop it before starting another.');
    const { train, test } = this.loaded();
    const fault = dataFault(experiment, train);
    if (fault) throw fault;
    const making = trainerInSlices(experiment, { train, test }, learnerBy(kernels), from);
    const training = new ActiveRun(runId, experiment, making, this.post, from);
    this.training = training;
    this.network = () => training.network;
    this.steps = () => training.stepsDone;
    this.kernels = kernels;
    this.isTrained = true;
    return null;
  }

  /** The host has what the run reported. */
  heard(): void {
    this.training?.heard();
  }

  pause(): null {
    const training = this.going();
    if (training?.isPaused === false) training.pause();
    return null;
  }

  resume(): null {
    this.going()?.resume();
    return null;
  }

  async step(): Promise<null> {
    const training = this.going();
    if (training?.isPaused === false) throw new BadInput('', 'Pause the run before taking a single step.');
    await training?.step();
    return null;
  }

  stop(): null {
    this.going()?.stop();
    return null;
  }

  /** One network after the other: that which was asked for last is the one that stays. */
  useNetwork(asked: Request<'useNetwork'>): Promise<WorkerResults['useNetwork']> {
    const used = this.using.then(() => this.take(asked));
    this.using = used.catch(() => undefined);
    return used;
  }

  private async take({ experiment, checkpoint, kernels }: Request<'useNetwork'>): Promise<WorkerResults['useNetwork']> {
    this.expectNoTraining();
    const { network, step } = await this.networkOf(experiment, checkpoint);
    this.expectNoTraining();
    this.network = () => network;
    this.steps = undefined;
    this.kernels = kernels && hasKernels(kernels) ? kernels : fastestKernels();
    this.isTrained = checkpoint !== null;
    return { step };
  }

  private stepNow(): number | null {
    return this.steps?.() ?? null;
  }

  private expectNoTraining(): void {
    if (this.isTraining) throw new BadInput('', 'The network in training answers until its run ends.');
  }

  private sampleLosses(samples: Samples): SampleLosses {
    if (!this.network) throw new BadInput('', 'There is no network to ask yet: train one first.');
    const network = this.network();
    // In training the same network has other weights the next time.
    if (this.isTraining) return new SampleLosses(frozen(network), samples);
    const known = this.known.get(network) ?? new SampleLosses(network, samples);
    this.known.set(network, known);
    return known;
  }

  private async networkOf(
    experiment: Experiment,
    checkpoint: Uint8Array | null,
  ): Promise<{ network: Network; step: number | null }> {
    const { inputs, classes } = this.loaded().train;
    const fault = memoryFault(experiment, inputs, classes);
    if (fault) throw fault;
    if (checkpoint) return networkFromCheckpoint(experiment, checkpoint, inputs, classes);
    const { value } = await runInSlices(untrainedInSlices(experiment, inputs, classes));
    return { network: value.network, step: null };
  }

  private loaded(): Sets {
    if (!this.data) throw new BadInput('', 'The data is not loaded yet.');
    return this.data;
  }

  private get isTraining(): boolean {
    return this.training?.hasEnded === false;
  }

  /** Undefined when it has ended by itself meanwhile: who steers it then is late, and no more than that. */
  private going(): ActiveRun | undefined {
    if (!this.training) throw new BadInput('', 'No run is going on.');
    return this.training.hasEnded ? undefined : this.training;
  }

  /** (ids, inputs) bytes; ids count through the training samples, then through the test samples. */
  private gather(ids: readonly number[]): Uint8Array {
    const { train, test } = this.loaded();
    const { inputs } = train;
    const gathered = new Uint8Array(ids.length * inputs);
    const last = train.count + test.count - 1;
    ids.forEach((id, row) => {
      if (!Number.isInteger(id) || id < 0 || id > last)
        throw new BadInput('ids', 'There is no sample {0}: they are numbered 0 … {1}.', [id, last]);
      const [samples, index] = id < train.count ? [train, id] : [test, id - train.count];
      gathered.set(samples.pixels.subarray(index * inputs, (index + 1) * inputs), row * inputs);
    });
    return gathered;
  }
}
