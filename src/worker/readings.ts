import {
  BadInput,
  bookPlan,
  featurePlan,
  featureSamples,
  readAllByNetwork,
  readAllByRule,
  Trainer,
  type Network,
  type Reading,
  type Sets,
  type TrainingPlan,
  type Way,
} from '../engine';
import { fastestLearner } from '../kernels';
import { runInSlices, within } from './runInSlices';
import { frozen } from './batchLosses';

/** Steps of one slice: a few milliseconds of work. */
const sliceSteps = 20;

/**
 * Takes work to its end.
 * @param slices yields how much of `all` is done, which leads the whole from `from` to `to`.
 */
type Run = <T>(
  slices: Generator<number, T>,
  from: number,
  to: number,
  all: number,
) => Promise<{ value: T; seconds: number }>;

/** Takes all steps of `trainer`; yields those done so far. */
function* learn(trainer: Trainer): Generator<number, Network> {
  while (!trainer.done) {
    trainer.step();
    if (trainer.stepsDone % sliceSteps === 0) yield trainer.stepsDone;
  }
  return trainer.network;
}

/** A trained network as it stands after `step` steps of its run; null for one that is not trained in this thread. */
export interface TrainedNetwork {
  network: Network;
  step: number | null;
}

/** A reading, known or on its way. */
interface Asked {
  /** Which network it is of; undefined where it learns itself, or needs none. */
  of: TrainedNetwork | undefined;
  state: 'going' | 'known' | 'over';
  reading?: Promise<Reading>;
}

const isOf = (asked: Asked, of: TrainedNetwork | undefined) =>
  asked.of?.network === of?.network && asked.of?.step === of?.step;

/** The test digits as each of the three ways reads them. What is learnt for that is learnt once, and kept. */
export class Readings {
  /** By way; a trained network's apart from that of the network learnt here. */
  private readonly latest = new Map<Way | 'trained', Asked>();

  constructor(private readonly tell: (way: Way, fraction: number) => void) {}

  /** Ends the readings that go on; what is known stays. */
  stop(): void {
    for (const asked of this.latest.values()) if (asked.state === 'going') asked.state = 'over';
  }

  /**
   * Reads with `trained` as it stands now, whatever it learns meanwhile; that of another network ends for it.
   * @param trained the trained network there is; without one, the book's is trained here.
   * @throws BadInput when it was stopped.
   */
  read(way: Way, sets: Sets, trained: TrainedNetwork | undefined): Promise<Reading> {
    const of = way === 'network' ? trained : undefined;
    const key = of ? 'trained' : way;
    const latest = this.latest.get(key);
    // A page that was closed meanwhile and asks again waits for what goes on already.
    if (latest?.reading && isOf(latest, of) && latest.state !== 'over') return latest.reading;
    if (latest) latest.state = 'over';
    const other = way === 'network' && this.latest.get(of ? 'network' : 'trained');
    if (other && other.state === 'going') other.state = 'over';
    const asked: Asked = { of, state: 'going' };
    this.latest.set(key, asked);
    const reading = this.readAnew(way, sets, asked);
    asked.reading = reading;
    reading.then(
      () => {
        if (asked.state === 'going') asked.state = 'known';
      },
      () => {
        asked.state = 'over';
      },
    );
    return reading;
  }

  private async readAnew(way: Way, { train, test }: Sets, asked: Asked): Promise<Reading> {
    const network = asked.of && frozen(asked.of.network);
    const run: Run = (slices, from, to, all) =>
      runInSlices(
        slices,
        within((fraction) => this.tell(way, fraction), from, to, all),
        () => {
          if (asked.state === 'over') throw new BadInput('', 'Reading the digits was stopped.');
        },
      );
    if (way === 'rule') {
      const { value, seconds } = await run(readAllByRule(test), 0, 1, test.count);
      return { ...value, y: null, seconds: { learn: null, read: seconds }, steps: null };
    }
    if (way === 'network' && network) {
      const { value, seconds } = await run(readAllByNetwork(network, test), 0, 1, test.count);
      return { ...value, branch: null, seconds: { learn: null, read: seconds }, steps: null };
    }
    if (way === 'network') return this.learnAndRead(run, bookPlan, { train, test }, 0);
    const trained = await run(featureSamples(train), 0, 0.4, train.count);
    const tested = await run(featureSamples(test), 0.4, 0.5, test.count);
    const sets = { train: trained.value, test: tested.value };
    const { seconds, ...reading } = await this.learnAndRead(run, featurePlan, sets, 0.5);
    return {
      ...reading,
      seconds: { learn: (seconds.learn ?? 0) + trained.seconds, read: seconds.read + tested.seconds },
    };
  }

  /** @param from the share of the work that is done before. */
  private async learnAndRead(run: Run, plan: TrainingPlan, sets: Sets, from: number): Promise<Reading> {
    const { train, test } = sets;
    const trainer = new Trainer(plan, train, test, fastestLearner);
    const learnt = await run(learn(trainer), from, 0.95, plan.steps);
    const { value, seconds } = await run(readAllByNetwork(learnt.value, test), 0.95, 1, test.count);
    return { ...value, branch: null, seconds: { learn: learnt.seconds, read: seconds }, steps: plan.steps };
  }
}
