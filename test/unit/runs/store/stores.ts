import type { AccuracyPoint, RunSeries, RunSummary } from '../../../../src/runs/run';
import { recorded, runSeries, summariesOf } from '../../../../src/runs/runSummary';
import { NodeDirectory } from '../../../../src/runs/store/nodeDirectory';
import { RunStore } from '../../../../src/runs/store/runStore';

// A store of the runs of today, which have one loss a step and two accuracies now and then.

export const openStore = (directory: string): Promise<RunStore> => RunStore.open(new NodeDirectory(directory));

/** Newest first. */
export const listed = (store: RunStore): RunSummary[] => summariesOf(store.list());

export const append = (
  store: RunStore,
  id: string,
  firstStep: number,
  loss: Float64Array,
  accuracy: readonly AccuracyPoint[],
  seconds?: number,
): Promise<void> => store.append(id, recorded(firstStep, loss, accuracy), seconds);

export const seriesOf = async (store: RunStore, id: string): Promise<RunSeries> =>
  runSeries(id, await store.series(id));
