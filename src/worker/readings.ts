import {
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
import type { Task } from '../shared/task';
import { runInSlices, within } from './runInSlices';
import { frozen } from './batchLosses';

/** Steps of one slice: a few milliseconds of work. */
const sliceSteps = 20;

/** Takes all steps of `trainer`; yields those done so far. */
function* learn(trainer: Trainer): Generator<number, Network> {
  while (!trainer.done) {
    trainer.step();
    if (trainer.stepsDone % sliceSteps === 0) yield trainer.stepsDone;
  }
  return trainer.network;
}

/**
 * The test digits as one of the three ways reads them; what it has to learn for that, it learns first.
 * @param trained the trained network there is, read as it stands now, whatever it learns meanwhile; without one, the book's
 * is trained here.
 * @throws BadInput when it was stopped.
 */
export async function readDigits(way: Way, sets: Sets, trained: Network | undefined, task: Task): Promise<Reading> {
  const { train, test } = sets;
  if (way === 'rule') {
    const { value, seconds } = await runInSlices(readAllByRule(test), within(task, 0, 1, test.count));
    return { ...value, y: null, seconds: { learn: null, read: seconds }, steps: null };
  }
  if (way === 'network' && trained) {
    const { value, seconds } = await runInSlices(
      readAllByNetwork(frozen(trained), test),
      within(task, 0, 1, test.count),
    );
    return { ...value, branch: null, seconds: { learn: null, read: seconds }, steps: null };
  }
  if (way === 'network') return learnAndRead(bookPlan, sets, task);
  const features = await runInSlices(featureSamples(train), within(task, 0, 0.4, train.count));
  const tested = await runInSlices(featureSamples(test), within(task, 0.4, 0.5, test.count));
  const { seconds, ...reading } = await learnAndRead(
    featurePlan,
    { train: features.value, test: tested.value },
    within(task, 0.5, 1),
  );
  return {
    ...reading,
    seconds: { learn: (seconds.learn ?? 0) + features.seconds, read: seconds.read + tested.seconds },
  };
}

async function learnAndRead(plan: TrainingPlan, { train, test }: Sets, task: Task): Promise<Reading> {
  const trainer = new Trainer(plan, train, test, fastestLearner);
  const learnt = await runInSlices(learn(trainer), within(task, 0, 0.95, plan.steps));
  const { value, seconds } = await runInSlices(readAllByNetwork(learnt.value, test), within(task, 0.95, 1, test.count));
  return { ...value, branch: null, seconds: { learn: learnt.seconds, read: seconds }, steps: plan.steps };
}
