import { logOf, readClass, type KernelsName, type Network, type Outputs, type Samples, type Sets } from '../engine';
import { fastestKernels, readerBy } from '../kernels';
import { defaultExperiment } from '../runs/experiment/experiment';
import type { Task } from '../shared/task';
import { frozen } from './batchLosses';
import { runInSlices, within } from './runInSlices';

/** What a network makes of samples, one after the other. */
export class Predicted {
  /** (count,) the class of the largest probability, or `unread`. */
  readonly predicted: Uint8Array;
  /** (count,) ln(y[t] + δ), whose negative is the cross-entropy error (Deep Learning from Scratch, 4.2.4). */
  readonly logs: Float64Array;

  constructor(count: number) {
    this.predicted = new Uint8Array(count);
    this.logs = new Float64Array(count);
  }

  /** @param offset where the first of `samples` is among all that are read. */
  add(outputs: Outputs, { labels, classes }: Samples, offset = 0): void {
    const { first, rows, y, start, stride } = outputs;
    for (let n = 0; n < rows; n++) {
      this.logs[offset + first + n] = logOf(y[start + n * stride + labels[first + n]]);
      this.predicted[offset + first + n] = readClass(outputs, n, classes);
    }
  }
}

/** Yields the samples of both sets read so far, counted through the training set, then through the test set. */
function* readInSlices(network: Network, sets: Sets, all: Predicted, kernels: KernelsName): Generator<number, void> {
  const { dtype, activation } = network.plan;
  const plan = { ...defaultExperiment, dtype, network: { ...defaultExperiment.network, activation } };
  const learner = readerBy(kernels)(plan, { network, state: [] }, sets);
  let offset = 0;
  for (const set of ['train', 'test'] as const) {
    for (const outputs of learner.outputsInSlices(set)) {
      all.add(outputs, sets[set], offset);
      yield offset + outputs.first + outputs.rows;
    }
    offset += sets[set].count;
  }
}

/**
 * What `network` makes of every sample as it stands now, whatever it learns meanwhile.
 * @param kernels that this host has.
 * @throws BadInput when it was stopped.
 */
export async function predictAll(
  network: Network,
  sets: Sets,
  task: Task,
  kernels = fastestKernels(),
): Promise<Predicted> {
  const count = sets.train.count + sets.test.count;
  const all = new Predicted(count);
  await runInSlices(readInSlices(frozen(network), sets, all, kernels), within(task, 0, 1, count));
  return all;
}
