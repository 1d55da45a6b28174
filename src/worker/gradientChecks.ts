import {
  BadInput,
  GradientChecker,
  type GradientCheckResult,
  type Mistake,
  type NumericalGradient,
  type Samples,
} from '../engine';
import type { Experiment } from '../runs/experiment/experiment';
import { runInSlices } from './runInSlices';

interface Known {
  checker: GradientChecker;
  numerical: NumericalGradient;
  seconds: number;
}

/** The numerical gradients of an experiment, known or on their way. */
interface Measurement {
  /** The experiment that it belongs to. */
  name: string;
  known?: Promise<Known>;
  state: 'going' | 'known' | 'over';
}

const stopped = () => new BadInput('', 'The check was stopped.');

/**
 * Seconds that work takes, the least of many times, so that it is compiled and undisturbed; of long work, of fewer.
 * @param goOn as of `runInSlices`.
 */
async function timed<T>(work: () => Generator<number, T>, goOn: () => void): Promise<{ value: T; seconds: number }> {
  let best = await runInSlices(work(), undefined, goOn);
  let spent = best.seconds;
  for (let times = 1; times < 100 && spent < 0.15; times++) {
    const again = await runInSlices(work(), undefined, goOn);
    spent += again.seconds;
    if (again.seconds < best.seconds) best = again;
  }
  return best;
}

/**
 * Gradient checks, one at a time: another one, or `stop`, ends what goes on. The numerical gradients of an experiment are
 * taken once, whatever is then held against them.
 */
export class GradientChecks {
  private latest = 0;
  private measured: Measurement | undefined;
  /** Settles when the check before is over. */
  private before: Promise<unknown> = Promise.resolve();

  constructor(private readonly tell: (fraction: number) => void) {}

  stop(): void {
    this.latest++;
    if (this.measured?.state === 'going') this.measured.state = 'over';
  }

  /** @throws BadInput when it was stopped, or another check took its place. */
  check(experiment: Experiment, train: Samples, mistake: Mistake | undefined): Promise<GradientCheckResult> {
    const mine = ++this.latest;
    const known = this.known(experiment, train);
    // What is known has one network and one pass: the check before this one is let go of it first.
    const checked = this.before.then(async () =>
      this.hold(await known, mistake, () => {
        if (mine !== this.latest) throw stopped();
      }),
    );
    this.before = checked.catch(() => undefined);
    return checked;
  }

  /** Holds backpropagation against the numerical gradients. @param goOn throws when that is not wanted any more. */
  private async hold(
    { checker, numerical, seconds }: Known,
    mistake: Mistake | undefined,
    goOn: () => void,
  ): Promise<GradientCheckResult> {
    goOn();
    const backprop = await timed(() => checker.backpropInSlices(mistake), goOn);
    const pass = await timed(() => checker.lossInSlices(), goOn);
    const run = async <T>(slices: Generator<number, T>) => (await runInSlices(slices, undefined, goOn)).value;
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

  private known(experiment: Experiment, train: Samples): Promise<Known> {
    const name = JSON.stringify(experiment);
    const { measured } = this;
    if (measured?.known && measured.name === name && measured.state !== 'over') return measured.known;
    if (measured) measured.state = 'over';
    const measurement: Measurement = { name, state: 'going' };
    this.measured = measurement;
    const known = this.measure(experiment, train, measurement);
    measurement.known = known;
    // What failed is not kept: the next check tries again.
    known.then(
      () => {
        if (measurement.state === 'going') measurement.state = 'known';
      },
      () => {
        measurement.state = 'over';
      },
    );
    return known;
  }

  private async measure(experiment: Experiment, train: Samples, measurement: Measurement): Promise<Known> {
    const goOn = () => {
      if (measurement.state === 'over') throw stopped();
    };
    const { value: checker } = await runInSlices(GradientChecker.inSlices(experiment, train), undefined, goOn);
    const { value, seconds } = await runInSlices(checker.numericalInSlices(), this.tell, goOn);
    return { checker, numerical: value, seconds };
  }
}
