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
import type { Task } from '../shared/task';
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

/** Loss landscapes of runs. A run's path is kept for its next plane. */
export class Landscapes {
  private walked: Walked | undefined;

  /** @throws BadInput when the run is too long, or it was stopped. */
  async take(wanted: WantedLandscape, sets: Sets, task: Task): Promise<Landscape> {
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
    const { train } = sets;
    const sizes = [train.inputs, ...experiment.network.hidden, train.classes];
    const resolution = resolutionOf(sizes);
    const name = JSON.stringify([experiment, kernels, steps]);
    const known = this.walked?.name === name ? this.walked : undefined;
    const walkShare = known ? 0 : seconds / (seconds + resolution.seconds);
    const { path, gram } =
      known ?? (await this.walk(name, wanted, sets, learnerBy(kernels), within(task, 0, walkShare)));
    const network = { sizes, activation: experiment.network.activation, dtype: experiment.dtype };
    const slices = landscapeInSlices(network, experiment.loss, path, gram, train, {
      plane,
      seed,
      batch: experiment.batch.size,
      ...resolution,
    });
    return run(slices, within(task, walkShare, 1));
  }

  private async walk(
    name: string,
    { experiment, steps }: WantedLandscape,
    sets: Sets,
    learner: LearnerMaker,
    task: Task,
  ): Promise<Walked> {
    const making = Trainer.inSlices(experiment, sets.train, sets.test, learner);
    const trainer = await run(making, within(task, 0, 0));
    const path = await run(walk(trainer, steps), within(task, 0, 0.9, steps));
    const gram = await run(gramOf(path), within(task, 0.9, 1));
    this.walked = { name, path, gram };
    return this.walked;
  }
}

const run = async <T>(slices: Generator<number, T>, task: Task): Promise<T> => (await runInSlices(slices, task)).value;
