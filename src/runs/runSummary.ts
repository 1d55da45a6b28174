// The runs of today have one loss a step and two accuracies now and then, and so far most of the house speaks of them so:
// this is where a run and its series become that, and the other way round.
import type { KernelsName } from '../engine';
import type { Value } from '../engine/badInput';
import { mostSteps, type Experiment } from './experiment/experiment';
import { saidName } from './naming/runName';
import type { Run } from './run';
import type { NewPoints, Series } from './series';

/** The share (0 … 1) of the training and the test set that the network reads correctly after `step`. */
export interface AccuracyPoint {
  step: number;
  train: number;
  test: number;
}

/** What a list of runs shows of one that comes from an experiment. */
export interface RunSummary extends Pick<
  Run,
  'id' | 'name' | 'color' | 'state' | 'createdAt' | 'seconds' | 'divergedAt' | 'message'
> {
  experiment: Experiment;
  /** What takes its steps: with the experiment and the data it decides the last bits. Older runs do not say. */
  kernels?: KernelsName;
  /** Steps recorded so far. */
  steps: number;
  /** The last recorded loss; null before the first step, NaN or ±Infinity when it was that. */
  finalLoss: number | null;
  /** The running mean of the loss at the last step, over about 33 steps; null where no recent loss is finite. */
  smoothedLoss: number | null;
  accuracy: AccuracyPoint | null;
}

/** Everything a run recorded: `loss[i]` is the loss of step i. */
export interface RunSeries {
  id: string;
  loss: Float64Array;
  accuracy: AccuracyPoint[];
}

const isShare = (value: number) => value >= 0 && value <= 1;

/** A damaged file may say anything; whoever makes a line of each step counts on this. */
const isPoint = ({ step, train, test }: AccuracyPoint) =>
  Number.isInteger(step) && step >= 0 && step <= mostSteps && isShare(train) && isShare(test);

const names = { loss: 'loss', train: 'accuracy/train', test: 'accuracy/test' };

function summaryNow({ id, name, color, source, state, createdAt, seconds, divergedAt, message, series }: Run) {
  if (source.kind !== 'experiment') return undefined;
  const { experiment, kernels } = source;
  const [loss, train, test] = [names.loss, names.train, names.test].map((wanted) =>
    series.find((end) => end.name === wanted),
  );
  // A kill may leave one of them a point ahead.
  const accuracy = train && train.step === test?.step ? { step: train.step, train: train.last, test: test.last } : null;
  const summary: RunSummary = {
    id,
    name,
    color,
    experiment,
    ...(kernels && { kernels }),
    state,
    createdAt,
    steps: loss?.count ?? 0,
    seconds,
    finalLoss: loss?.last ?? null,
    smoothedLoss: loss?.smoothed ?? null,
    accuracy: accuracy && isPoint(accuracy) ? accuracy : null,
    divergedAt,
    message,
  };
  return summary;
}

const known = new WeakMap<Run, RunSummary>();

/** What a list shows of a run; undefined for one that comes from no experiment. */
export function summaryOf(run: Run): RunSummary | undefined {
  const summary = known.get(run) ?? summaryNow(run);
  if (summary) known.set(run, summary);
  return summary;
}

export const summariesOf = (runs: readonly Run[]): RunSummary[] => runs.flatMap((run) => summaryOf(run) ?? []);

/** What a run is called, as one of the values of a sentence. */
export function saidRun(run: Run): Value {
  const summary = summaryOf(run);
  return summary ? saidName(summary) : run.name;
}

/** `loss[i]` as the loss of step `firstStep + i`, and accuracies, as points of series. */
export function recorded(firstStep: number, loss: Float64Array, accuracy: readonly AccuracyPoint[]): NewPoints[] {
  const steps = Float64Array.from(accuracy, ({ step }) => step);
  return [
    { name: names.loss, at: firstStep, values: loss },
    { name: names.train, at: steps, values: Float64Array.from(accuracy, ({ train }) => train) },
    { name: names.test, at: steps, values: Float64Array.from(accuracy, ({ test }) => test) },
  ];
}

/** A run's loss and accuracies among its series. A point that a kill left without the other half is left out. */
export function runSeries(id: string, series: readonly Series[]): RunSeries {
  const [loss, train, test] = [names.loss, names.train, names.test].map((wanted) =>
    series.find(({ name }) => name === wanted),
  );
  const accuracy: AccuracyPoint[] = [];
  const tests = new Map(Array.from(test?.values ?? [], (value, i) => [test?.steps?.[i] ?? i, value]));
  train?.values.forEach((value, i) => {
    const step = train.steps?.[i] ?? i;
    const point = { step, train: value, test: tests.get(step) ?? NaN };
    if (isPoint(point)) accuracy.push(point);
  });
  return { id, loss: loss?.values ?? new Float64Array(), accuracy };
}
