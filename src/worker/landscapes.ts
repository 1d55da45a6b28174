import {
  BadInput,
  gramOf,
  landscapeInSlices,
  resolutionOf,
  Trainer,
  walk,
  type KernelsName,
  type Landscape,
  type LearnerMaker,
  type Plane,
  type Sets,
  type WeightPath,
} from '../engine';
import { fastestKernels, hasKernels, learnerBy } from '../kernels';
import type { Experiment } from '../runs/experiment/experiment';
import { runInSlices, within } from './runInSlices';

/** Seconds that the steps of a run may have taken, which a landscape takes once more. */
const mostSeconds = 120;

/** A run whose landscape is wanted, as it stands, and of which plane. */
export interface WantedLandscape {
  experiment: Experiment;
  /** Those that made it; where it does not say, the fastest there are. */
  kernels?: KernelsName | undefined;
  /** Recorded so far. */
  steps: number;
  /** That they took. */
  seconds: number;
  plane: Plane;
  /** Of what is random in the plane. */
  seed: number;
}

/** Where a run went: found by taking its steps again, which are the same to the last bit. */
interface Walked {
  /** The run it belongs to. */
  name: string;
  path: WeightPath;
  gram: Float64Array;
}

/** Loss landscapes of runs, one at a time: another one, or `stop`, ends what goes on. A run's path is kept for its next plane. */
export class Landscapes {
  private latest = 0;
  private walked: Walked | undefined;

  constructor(private readonly tell: (fraction: number) => void) {}

  stop(): void {
    this.latest++;
  }

  /** @throws BadInput when the run is too long, or it was stopped. */
  async take(wanted: WantedLandscape, sets: Sets): Promise<Landscape> {
    const { experiment, kernels = fastestKernels(), steps, seconds, plane, seed } = wanted;
    if (steps === 0) throw new BadInput('', 'This run has no step yet, and so no path.');
    if (seconds > mostSeconds)
      throw new BadInput(
        '',
        'The steps of this run took {0} s, and its landscape takes them all again: expected at most {1} s.',
        [Math.round(seconds), mostSeconds],
      );
    if (!hasKernels(kernels))
      throw new BadInput(
        '',
        'The kernels “{0}” that made this run are not there on this computer: its steps cannot be taken again.',
        [kernels],
      );
    const mine = ++this.latest;
    const { train } = sets;
    const sizes = [train.inputs, ...experiment.network.hidden, train.classes];
    const resolution = resolutionOf(sizes);
    const name = JSON.stringify([experiment, kernels, steps]);
    const known = this.walked?.name === name ? this.walked : undefined;
    const walkShare = known ? 0 : seconds / (seconds + resolution.seconds);
    const { path, gram } = known ?? (await this.walk(name, wanted, sets, learnerBy(kernels), mine, walkShare));
    const network = { sizes, activation: experiment.network.activation, dtype: experiment.dtype };
    const slices = landscapeInSlices(network, experiment.loss, path, gram, train, {
      plane,
      seed,
      batch: experiment.batch.size,
      ...resolution,
    });
    return this.run(slices, mine, walkShare, 1, 1);
  }

  /** @param share of the whole work that this is. */
  private async walk(
    name: string,
    wanted: WantedLandscape,
    sets: Sets,
    learner: LearnerMaker,
    mine: number,
    share: number,
  ): Promise<Walked> {
    const { experiment, steps } = wanted;
    const making = Trainer.inSlices(experiment, sets.train, sets.test, learner);
    const trainer = await this.run(making, mine, 0, 0, 1);
    const path = await this.run(walk(trainer, steps), mine, 0, share * 0.9, steps);
    const gram = await this.run(gramOf(path), mine, share * 0.9, share, 1);
    this.walked = { name, path, gram };
    return this.walked;
  }

  /** @param slices yields how much of `all` is done, which leads the whole from `from` to `to`. */
  private async run<T>(slices: Generator<number, T>, mine: number, from: number, to: number, all: number): Promise<T> {
    const { value } = await runInSlices(slices, within(this.tell, from, to, all), () => {
      if (mine !== this.latest) throw new BadInput('', 'The loss landscape was stopped.');
    });
    return value;
  }
}
