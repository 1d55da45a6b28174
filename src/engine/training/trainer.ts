import { zeros, type Floats } from '../network/floats';
import { Pass, type Network } from '../network/network';
import { batchLoss, scoresGradient } from '../network/outputLoss';
import { MiniBatches } from '../sampling/miniBatches';
import { RandomState } from '../sampling/randomState';
import { decodeCheckpoint, encodeCheckpoint, type Progress } from './checkpoint';
import { accuracyInSlices, predictPixels } from './evaluate';
import { emptyNetwork, untrainedNetwork, type TrainingPlan } from './plan';
import { gather, type Samples } from './samples';

/** The shares (0 … 1) of both sets that the network reads correctly after `step`. */
export interface Accuracies {
  step: number;
  train: number;
  test: number;
}

export interface StepResult {
  /** 0-based. */
  step: number;
  loss: number;
  /** False when the loss is NaN or infinite. */
  finite: boolean;
  /** Whether the plan asks for the accuracies after this step. */
  evaluationDue: boolean;
}

/**
 * The book's training loop (4.5.2), a step at a time: draw a batch, forward, loss, backward, update.
 * One stream of random numbers serves the weights and then the batches, so that a plan and its data decide every bit.
 */
export class Trainer {
  readonly network: Network;
  private readonly random: RandomState;
  private readonly batches: MiniBatches;
  private readonly pass: Pass;
  private readonly x: Floats;
  private readonly label: Uint8Array;
  private readonly gradients: readonly Floats[];
  private taken = 0;
  private firstNonFinite: number | null = null;

  /** @throws BadInput when a batch is larger than the data, or `checkpoint` is not one of this plan's. */
  constructor(
    private readonly plan: TrainingPlan,
    private readonly train: Samples,
    private readonly test: Samples,
    checkpoint?: Uint8Array,
  ) {
    const { size, sampling } = plan.batch;
    let progress: Progress | undefined;
    if (checkpoint) {
      this.network = emptyNetwork(plan, train.inputs, train.classes);
      progress = decodeCheckpoint(checkpoint, this.network);
      this.random = RandomState.restore(progress.random);
      this.taken = progress.step;
      this.firstNonFinite = progress.divergedAt;
    } else {
      ({ network: this.network, random: this.random } = untrainedNetwork(plan, train.inputs, train.classes));
    }
    this.batches = new MiniBatches(this.random, train.count, size, sampling, progress?.batches);
    this.pass = new Pass(this.network, size);
    this.x = zeros(plan.dtype, size * train.inputs);
    this.label = new Uint8Array(size);
    this.gradients = this.network.parameters.map(({ values }) => zeros(plan.dtype, values.length));
  }

  /**
   * The trainer as it stood when `checkpoint` was taken: it goes on bit for bit.
   * @throws BadInput when `checkpoint` is damaged or not one of this plan's.
   */
  static restore(plan: TrainingPlan, train: Samples, test: Samples, checkpoint: Uint8Array): Trainer {
    return new Trainer(plan, train, test, checkpoint);
  }

  /** Steps taken so far. */
  get stepsDone(): number {
    return this.taken;
  }

  /** Whether every step of the plan is taken. */
  get done(): boolean {
    return this.taken >= this.plan.steps;
  }

  /** The first step whose loss was not finite. */
  get divergedAt(): number | null {
    return this.firstNonFinite;
  }

  /** Takes one step. A loss that is not finite is recorded like any other; whether to go on is the caller's to say. */
  step(): StepResult {
    const { plan, network, pass, x, label } = this;
    const rows = plan.batch.size;
    gather(this.train, this.batches.next(), x, label);
    let y = pass.predict(x, rows);
    let loss = plan.recordLoss === 'before' ? batchLoss(plan.loss, y, label, network.classes) : NaN;
    scoresGradient(plan.loss, y, label, network.classes, pass.dScores);
    pass.backward(x, rows, this.gradients);
    this.update();
    if (plan.recordLoss === 'after') {
      y = pass.predict(x, rows);
      loss = batchLoss(plan.loss, y, label, network.classes);
    }
    const step = this.taken++;
    const finite = Number.isFinite(loss);
    if (!finite) this.firstNonFinite ??= step;
    return { step, loss, finite, evaluationDue: step % plan.evaluateEvery === 0 || this.done };
  }

  /** The accuracies after the last step taken; yields the share (0 … 1) of the work that is done. */
  *evaluate(): Generator<number, Accuracies> {
    const { network, train, test } = this;
    const total = train.count + test.count;
    const accuracies: number[] = [];
    let before = 0;
    for (const samples of [train, test]) {
      const slices = accuracyInSlices(network, samples);
      let slice = slices.next();
      for (; !slice.done; slice = slices.next()) yield (before + slice.value) / total;
      accuracies.push(slice.value);
      before += samples.count;
    }
    return { step: this.taken - 1, train: accuracies[0], test: accuracies[1] };
  }

  /** y: (rows, classes) probabilities of the network as it stands. @param pixels (rows, inputs) bytes. */
  predict(pixels: Uint8Array): Float64Array {
    return predictPixels(this.network, pixels);
  }

  /** Everything needed to go on from here, bit for bit. */
  checkpoint(): Uint8Array {
    return encodeCheckpoint(this.network, {
      step: this.taken,
      divergedAt: this.firstNonFinite,
      random: this.random.snapshot(),
      batches: this.batches.snapshot(),
    });
  }

  private update(): void {
    const { learningRate } = this.plan.optimizer;
    this.network.parameters.forEach(({ values }, i) => {
      const gradient = this.gradients[i];
      for (let k = 0; k < values.length; k++) values[k] -= learningRate * gradient[k];
    });
  }
}

/** The network that a checkpoint of `plan` holds. @throws BadInput when `bytes` is not such a checkpoint. */
export function networkFromCheckpoint(plan: TrainingPlan, bytes: Uint8Array, inputs: number, classes: number): Network {
  const network = emptyNetwork(plan, inputs, classes);
  decodeCheckpoint(bytes, network);
  return network;
}
