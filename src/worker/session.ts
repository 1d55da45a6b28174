import { loadMnist } from '../data/mnist';
import {
  networkFromCheckpoint,
  predictPixels,
  Trainer,
  untrainedNetwork,
  type GradientCheckResult,
  type Network,
  type Samples,
} from '../engine';
import { BadInput } from '../engine/badInput';
import { fastestLearner } from '../kernels';
import { BatchLosses, logLikelihoods } from './batchLosses';
import { GradientChecks } from './gradientChecks';
import { batchFault, type Experiment } from '../runs/experiment';
import { memoryFault } from './memory';
import type { FromWorker, WorkerRequest, WorkerResults } from './protocol';
import { Training } from './training';

type Request<M extends WorkerRequest['method']> = Extract<WorkerRequest, { method: M }>;

/** An answer to every request, and to each its own kind. */
export type Handlers = {
  [M in WorkerRequest['method']]: (request: Request<M>) => WorkerResults[M] | Promise<WorkerResults[M]>;
};

interface Data {
  train: Samples;
  test: Samples;
}

/** What the thread holds: the data, the run that goes on, and the network that answers `predict`. */
export class Session implements Handlers {
  private loading: Promise<Data> | undefined;
  private data: Data | undefined;
  private training: Training | undefined;
  /** The network that answers `predict`, as it stands when asked. */
  private network: (() => Network) | undefined;
  /** What the network that answers now makes of the training samples; kept while that network stays as it is. */
  private known: { network: Network; logs: Float64Array } | undefined;
  /** The streams of batches that are being drawn, by what they were started with. */
  private readonly streams = new Map<string, BatchLosses>();

  private readonly checks: GradientChecks;

  constructor(private readonly post: (message: FromWorker) => void) {
    this.checks = new GradientChecks((fraction) => post({ type: 'checking', fraction }));
  }

  async load({ directory }: Request<'load'>): Promise<WorkerResults['load']> {
    this.loading ??= loadMnist(directory, (fraction) => this.post({ type: 'loading', fraction }));
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

  predict({ ids }: Request<'predict'>): WorkerResults['predict'] {
    if (!this.network) throw new BadInput('', 'There is no network to ask yet: train one first.');
    return { y: predictPixels(this.network(), this.gather(ids)) };
  }

  batchLosses({ seed, size, replace, first, count }: Request<'batchLosses'>): WorkerResults['batchLosses'] {
    const { train } = this.loaded();
    if (size > train.count)
      throw new BadInput('size', 'Size: expected a whole number from 1 to {0}, got {1}.', [train.count, size]);
    const name = `${seed} ${size} ${replace}`;
    if (first === 0) this.streams.set(name, new BatchLosses(this.logs(train), seed, size, replace));
    const stream = this.streams.get(name);
    if (stream?.drawn !== first) throw new BadInput('', 'These draws are over: start them anew.');
    const { all, spread } = stream;
    return { losses: stream.next(count), all, spread };
  }

  gradientCheck({ experiment, mistake }: Request<'gradientCheck'>): Promise<GradientCheckResult> {
    const { train } = this.loaded();
    const fault =
      batchFault(experiment, train.count) ??
      memoryFault({ ...experiment, dtype: 'float64' }, train.inputs, train.classes);
    if (fault) throw fault;
    return this.checks.check(experiment, train, mistake ?? undefined);
  }

  stopCheck(): null {
    this.checks.stop();
    return null;
  }

  train({ runId, experiment }: Request<'train'>): null {
    if (this.training?.hasEnded === false)
      throw new BadInput('', 'A run is still going: stop it before starting another.');
    const { train, test } = this.loaded();
    const fault = batchFault(experiment, train.count) ?? memoryFault(experiment, train.inputs, train.classes);
    if (fault) throw fault;
    const trainer = new Trainer(experiment, train, test, fastestLearner);
    this.network = () => trainer.network;
    this.known = undefined;
    this.streams.clear();
    this.training = new Training(runId, experiment, trainer, this.post);
    return null;
  }

  pause(): null {
    const training = this.going();
    if (!training.isPaused) training.pause();
    return null;
  }

  resume(): null {
    this.going().resume();
    return null;
  }

  async step(): Promise<null> {
    const training = this.going();
    if (!training.isPaused) throw new BadInput('', 'Pause the run before taking a single step.');
    await training.step();
    return null;
  }

  stop(): null {
    this.going().stop();
    return null;
  }

  useNetwork({ experiment, checkpoint }: Request<'useNetwork'>): null {
    if (this.training?.hasEnded === false)
      throw new BadInput('', 'The network in training answers until its run ends.');
    const network = this.networkOf(experiment, checkpoint);
    this.streams.clear();
    this.network = () => network;
    return null;
  }

  private logs(samples: Samples): Float64Array {
    if (!this.network) throw new BadInput('', 'There is no network to ask yet: train one first.');
    const network = this.network();
    const logs = this.known?.network === network ? this.known.logs : logLikelihoods(network, samples);
    // In training the same network has other weights the next time.
    this.known = this.training?.hasEnded === false ? undefined : { network, logs };
    return logs;
  }

  private networkOf(experiment: Experiment, checkpoint: Uint8Array | null): Network {
    const { inputs, classes } = this.loaded().train;
    const fault = memoryFault(experiment, inputs, classes);
    if (fault) throw fault;
    return checkpoint
      ? networkFromCheckpoint(experiment, checkpoint, inputs, classes).network
      : untrainedNetwork(experiment, inputs, classes).network;
  }

  private loaded(): Data {
    if (!this.data) throw new BadInput('', 'The data is not loaded yet.');
    return this.data;
  }

  private going(): Training {
    if (this.training?.hasEnded === false) return this.training;
    throw new BadInput('', 'No run is going on.');
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
