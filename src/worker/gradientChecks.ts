import {
  BadInput,
  GradientChecker,
  type GradientCheckResult,
  type Mistake,
  type NumericalGradient,
  type Samples,
} from '../engine';
import type { Experiment } from '../runs/experiment';

/** Milliseconds between two looks at what else the thread is asked. */
const listenEvery = 40;

interface Known {
  /** The experiment that it belongs to. */
  name: string;
  checker: GradientChecker;
  numerical: NumericalGradient;
  seconds: number;
}

/** Seconds that `work` takes, the best of a few times. */
function timeOf(work: () => unknown): number {
  const times = Array.from({ length: 5 }, () => {
    const before = performance.now();
    work();
    return performance.now() - before;
  });
  return Math.min(...times) / 1000;
}

/** Gradient checks, one at a time; the numerical gradients of the last experiment are kept for its next check. */
export class GradientChecks {
  private known: Known | undefined;
  private latest = 0;

  constructor(private readonly tell: (fraction: number) => void) {}

  /** Ends the check that goes on. */
  stop(): void {
    this.latest++;
  }

  /** @throws BadInput when it was stopped, or another check took its place. */
  async check(experiment: Experiment, train: Samples, mistake: Mistake | undefined): Promise<GradientCheckResult> {
    const mine = ++this.latest;
    const name = JSON.stringify(experiment);
    const known = this.known?.name === name ? this.known : await this.measure(experiment, train, name, mine);
    this.known = known;
    const { checker, numerical, seconds } = known;
    let backprop: Float64Array[] = [];
    const backpropSeconds = timeOf(() => (backprop = checker.backprop(mistake)));
    const parameters = backprop.reduce((sum, { length }) => sum + length, 0);
    const naive = 2 * parameters * timeOf(() => checker.lossOfBatch());
    return {
      ...checker.compare(numerical, backprop),
      seconds: { backprop: backpropSeconds, numerical: seconds, naive },
    };
  }

  private async measure(experiment: Experiment, train: Samples, name: string, mine: number): Promise<Known> {
    const checker = new GradientChecker(experiment, train);
    const slices = checker.numericalInSlices();
    let spent = 0;
    let since = performance.now();
    let slice = slices.next();
    for (; !slice.done; slice = slices.next()) {
      if (performance.now() - since < listenEvery) continue;
      spent += performance.now() - since;
      this.tell(slice.value);
      await new Promise((resolve) => setImmediate(resolve));
      if (mine !== this.latest) throw new BadInput('', 'The check was stopped.');
      since = performance.now();
    }
    return { name, checker, numerical: slice.value, seconds: (spent + performance.now() - since) / 1000 };
  }
}
