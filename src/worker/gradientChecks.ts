import {
  GradientChecker,
  type GradientCheckResult,
  type Mistake,
  type NumericalGradient,
  type Samples,
} from '../engine';
import type { Experiment } from '../runs/experiment/experiment';
import { SharedTask } from '../shared/sharedTask';
import type { Task } from '../shared/task';
import { runInSlices } from './runInSlices';

interface Known {
  checker: GradientChecker;
  numerical: NumericalGradient;
  seconds: number;
}

type Stoppable = Pick<Task, 'signal'>;

/** Seconds that work takes, the least of many times, so that it is compiled and undisturbed; of long work, of fewer. */
async function timed<T>(
  work: () => Generator<number, T>,
  { signal }: Stoppable,
): Promise<{ value: T; seconds: number }> {
  let best = await runInSlices(work(), { signal });
  let spent = best.seconds;
  for (let times = 1; times < 100 && spent < 0.15; times++) {
    const again = await runInSlices(work(), { signal });
    spent += again.seconds;
    if (again.seconds < best.seconds) best = again;
  }
  return best;
}

/** Gradient checks. The numerical gradients of an experiment are taken once, whatever is then held against them. */
export class GradientChecks {
  private measured: { name: string; known: SharedTask<Known> } | undefined;
  /** Settles when the check before is over. */
  private before: Promise<unknown> = Promise.resolve();

  /** @throws the reason of the task's signal, when it was stopped. */
  check(
    experiment: Experiment,
    train: Samples,
    mistake: Mistake | undefined,
    task: Task,
  ): Promise<GradientCheckResult> {
    const known = this.known(experiment, train).join(task);
    // What is known has one network and one pass: the check before this one is let go of it first.
    const checked = Promise.all([known, this.before]).then(([there]) => this.hold(there, mistake, task));
    this.before = checked.catch(() => undefined);
    return checked;
  }

  /** Holds backpropagation against the numerical gradients. */
  private async hold(
    { checker, numerical, seconds }: Known,
    mistake: Mistake | undefined,
    { signal }: Stoppable,
  ): Promise<GradientCheckResult> {
    signal.throwIfAborted();
    const backprop = await timed(() => checker.backpropInSlices(mistake), { signal });
    const pass = await timed(() => checker.lossInSlices(), { signal });
    const run = async <T>(slices: Generator<number, T>) => (await runInSlices(slices, { signal })).value;
    const differenced = await run(checker.backpropInSlices(mistake, 'differenced'));
    const held = mistake === 'float32' ? checker.inFloat32(numerical) : numerical;
    const checked = await run(checker.compareInSlices(held, backprop.value, differenced));
    return {
      ...checked,
      agreesAt: mistake === 'float32' ? null : await run(checker.agreeingStep(checked, differenced)),
      seconds: { backprop: backprop.seconds, numerical: seconds, pass: pass.seconds },
      passes: checker.passes,
    };
  }

  private known(experiment: Experiment, train: Samples): SharedTask<Known> {
    const name = JSON.stringify(experiment);
    const { measured } = this;
    if (measured?.name === name && !measured.known.isOver) return measured.known;
    const known = new SharedTask((task) => measure(experiment, train, task));
    this.measured = { name, known };
    return known;
  }
}

async function measure(experiment: Experiment, train: Samples, task: Task): Promise<Known> {
  const { signal } = task;
  const { value: checker } = await runInSlices(GradientChecker.inSlices(experiment, train), { signal });
  const { value, seconds } = await runInSlices(checker.numericalInSlices(), task);
  return { checker, numerical: value, seconds };
}
