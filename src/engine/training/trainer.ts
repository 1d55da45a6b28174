import type { Network } from '../network/network';
import { MiniBatches } from '../sampling/miniBatches';
import { RandomState } from '../sampling/randomState';
import { atOnce } from '../slices';
import { decodeCheckpoint, encodeCheckpoint, type Progress } from './checkpoint';
import { predictPixels } from './evaluate';
import { NumericalLearner, numericalOptions } from './numericalLearner';
import { PlainLearner, type Learned, type Learner, type LearnerMaker } from './learner';
import { emptyState } from './optimizer';
import { emptyNetwork, untrainedInSlices, untrainedNetwork, type TrainingPlan, type Untrained } from './plan';
import type { Samples } from './samples';

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
  /** False when the loss is NaN or infinite; and after the last step, when the network that is left is. */
  finite: boolean;
  /** Whether the plan asks for the accuracies after this step. */
  evaluationDue: boolean;
}

/**
 * The book's training loop (4.5.2), a step at a time: draw a batch, forward, loss, backward, update.
 * One stream of random numbers serves the weights and then the batches, so that a plan and its data decide every bit.
 */
export class Trainer {
  private readonly learned: Learned;
  private readonly learner: Learner;
  private readonly random: RandomState;
  private readonly batches: MiniBatches;
  private taken = 0;
  private firstNonFinite: number | null = null;
  private beforeStep: Pick<Progress, 'random' | 'batches'> | undefined;

  /**
   * @param makeLearner what takes the steps by backpropagation: plain TypeScript unless said otherwise.
   * @param from a checkpoint, or the network that the run starts from, where it is there already.
   * @throws BadInput when a batch is larger than the data, or the checkpoint is not one of this plan's.
   */
  constructor(
    private readonly plan: TrainingPlan,
    private readonly train: Samples,
    private readonly test: Samples,
    makeLearner: LearnerMaker = (...from) => new PlainLearner(...from),
    from?: Uint8Array | Untrained,
  ) {
    const { size, sampling } = plan.batch;
    let progress: Progress | undefined;
    if (from instanceof Uint8Array) {
      const network = emptyNetwork(plan, train.inputs, train.classes);
      this.learned = { network, state: emptyState(plan.optimizer, network) };
      progress = decodeCheckpoint(from, plan, network, this.learned.state);
      this.random = RandomState.restore(progress.random);
      this.taken = progress.step;
      this.firstNonFinite = progress.divergedAt;
    } else {
      const { network, random } = from ?? untrainedNetwork(plan, train.inputs, train.classes);
      this.learned = { network, state: emptyState(plan.optimizer, network) };
      this.random = random;
    }
    this.batches = new MiniBatches(this.random, train.count, size, sampling, progress?.batches);
    const numerical = numericalOptions(plan.gradient);
    const sets = { train, test };
    this.learner = numerical
      ? new NumericalLearner(plan, this.learned, sets, numerical)
      : makeLearner(plan, this.learned, sets);
  }

  /** As the constructor, at the start of a run; yields the share (0 … 1) that is done. What cannot be made throws at once. */
  static inSlices(
    plan: TrainingPlan,
    train: Samples,
    test: Samples,
    makeLearner?: LearnerMaker,
  ): Generator<number, Trainer> {
    const untrained = untrainedInSlices(plan, train.inputs, train.classes);
    return (function* () {
      return new Trainer(plan, train, test, makeLearner, yield* untrained);
    })();
  }

  /**
   * The trainer as it stood when `checkpoint` was taken: it goes on bit for bit.
   * @throws BadInput when `checkpoint` is damaged or not one of this plan's.
   */
  static restore(
    plan: TrainingPlan,
    train: Samples,
    test: Samples,
    checkpoint: Uint8Array,
    makeLearner?: LearnerMaker,
  ): Trainer {
    return new Trainer(plan, train, test, makeLearner, checkpoint);
  }

  /** The network as it stands after the last step taken; a later step need not change what is returned now. */
  get network(): Network {
    // Within a step that takes long, its learner holds half of it.
    if (!this.beforeStep) this.learner.save();
    return this.learned.network;
  }

  /** Steps taken so far. */
  get stepsDone(): number {
    return this.taken;
  }

  /** Whether every step of the plan is taken. */
  get done(): boolean {
    return this.taken >= this.plan.steps;
  }

  /** Whether the plan asks for the accuracies after the last step taken. */
  get evaluationDue(): boolean {
    return this.taken > 0 && ((this.taken - 1) % this.plan.evaluateEvery === 0 || this.done);
  }

  /** The first step whose loss was not finite, or the last one when it left a network that is not. */
  get divergedAt(): number | null {
    return this.firstNonFinite;
  }

  /** Takes one step. A loss that is not finite is recorded like any other; whether to go on is the caller's to say. */
  step(): StepResult {
    return atOnce(this.stepInSlices());
  }

  /** As `step`; yields the share (0 … 1) that is done of a step that takes long. One that is not run to its end is not taken. */
  *stepInSlices(): Generator<number, StepResult> {
    // What a checkpoint has to hold until a step that takes long is over.
    if (this.learner.yields) {
      this.learner.save();
      this.beforeStep = this.drawn();
    }
    const { learner, plan } = this;
    const indices = this.batches.next();
    const before = yield* learner.step(indices, this.taken + 1);
    // No further step would show what the last one has done.
    const isLast = this.taken + 1 >= plan.steps;
    const after = isLast || plan.recordLoss === 'after' ? yield* learner.lossAgain(indices) : before;
    this.beforeStep = undefined;
    const step = this.taken++;
    const loss = plan.recordLoss === 'after' ? after : before;
    const finite = Number.isFinite(loss) && Number.isFinite(after) && (!isLast || this.network.isFinite);
    if (!finite) this.firstNonFinite ??= step;
    return { step, loss, finite, evaluationDue: this.evaluationDue };
  }

  /** The accuracies after the last step taken; yields the share (0 … 1) of the work that is done. */
  *evaluate(): Generator<number, Accuracies> {
    const { train, test } = this;
    const total = train.count + test.count;
    const right = { train: 0, test: 0 };
    let before = 0;
    for (const set of ['train', 'test'] as const) {
      const slices = this.learner.rightInSlices(set);
      let slice = slices.next();
      for (; !slice.done; slice = slices.next()) yield (before + slice.value) / total;
      right[set] = slice.value;
      before += train.count;
    }
    return { step: this.taken - 1, train: right.train / train.count, test: right.test / test.count };
  }

  /** y: (rows, classes) probabilities of the network as it stands. @param pixels (rows, inputs) bytes. */
  predict(pixels: Uint8Array): Float64Array {
    return predictPixels(this.network, pixels);
  }

  /** Everything needed to go on from here, bit for bit. */
  checkpoint(): Uint8Array {
    return encodeCheckpoint(this.plan, this.network, this.learned.state, {
      step: this.taken,
      divergedAt: this.firstNonFinite,
      ...(this.beforeStep ?? this.drawn()),
    });
  }

  private drawn(): Pick<Progress, 'random' | 'batches'> {
    return { random: this.random.snapshot(), batches: this.batches.snapshot() };
  }
}

/** The network that a checkpoint of `plan` holds. @throws BadInput when `bytes` is not such a checkpoint. */
export function networkFromCheckpoint(
  plan: TrainingPlan,
  bytes: Uint8Array,
  inputs: number,
  classes: number,
): { network: Network; step: number } {
  const network = emptyNetwork(plan, inputs, classes);
  const { step } = decodeCheckpoint(bytes, plan, network, emptyState(plan.optimizer, network));
  return { network, step };
}
