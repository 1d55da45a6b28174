import { basename, join } from 'node:path';
import { loadMnist } from '../data/mnist';
import { BadInput, kernelsNames, Trainer, type Accuracies, type KernelsName, type Samples } from '../engine';
import { chooseKernels, learnerBy } from '../kernels';
import { divergence, type Divergence } from '../runs/divergence';
import { dataFault } from '../runs/dataFault';
import type { Experiment } from '../runs/experiment';
import { stepCost } from '../runs/numericalCost';
import { nameOfFile } from '../runs/runName';
import { percent } from '../shared/numberText';
import { oneOf, readArguments } from './arguments';
import type { Command } from './command';
import { progressLine } from './progressLine';
import { Recorder, type Recorded } from './recorder';
import { readExperiment } from './settings';

type State = 'done' | 'stopped' | 'diverged';

/** Milliseconds between two looks at the disk and at signals. */
const pauseEvery = 500;

/** Runs a sliced evaluation through. */
function accuraciesOf(trainer: Trainer): Accuracies {
  const slices = trainer.evaluate();
  let slice = slices.next();
  while (!slice.done) slice = slices.next();
  return slice.value;
}

/** Aborted by Ctrl+C; a second one ends the process at once. */
function stopSignal(): AbortSignal {
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort());
  return stopping.signal;
}

/** Takes the plan's steps until they are done, the loss is not finite any more, or somebody stops it. */
async function takeSteps(trainer: Trainer, steps: number, recorder: Recorder | undefined) {
  const loss: number[] = [];
  const accuracy: Accuracies[] = [];
  let seconds = 0;
  const line = progressLine();
  const stopping = stopSignal();
  let pausedAt = performance.now();
  let slices = trainer.stepInSlices();
  while (!trainer.done && !stopping.aborted && trainer.divergedAt === null) {
    const before = performance.now();
    const slice = slices.next();
    seconds += (performance.now() - before) / 1000;
    if (slice.done) {
      loss.push(slice.value.loss);
      if (slice.value.finite && slice.value.evaluationDue) accuracy.push(accuraciesOf(trainer));
      line.show(`step ${loss.length} / ${steps}  loss ${slice.value.loss.toPrecision(4)}`);
      slices = trainer.stepInSlices();
    } else {
      line.show(`step ${loss.length + 1} / ${steps}  ${Math.round(100 * slice.value)} %`);
    }
    if (performance.now() - pausedAt < pauseEvery) continue;
    await recorder?.flush({ loss, accuracy, seconds });
    // Lets a signal through.
    await new Promise((resume) => setImmediate(resume));
    pausedAt = performance.now();
  }
  line.clear();
  return { loss, accuracy, seconds };
}

const advice: Record<Divergence, string> = {
  firstWeights: 'try smaller first weights (network.init)',
  classWeights: 'try smaller class weights',
  largeStep: 'try a smaller h',
  learningRate: 'try a smaller learning rate',
};

function summary(
  { loss, accuracy, seconds }: Recorded,
  state: State,
  divergedAt: number | null,
  experiment: Experiment,
  kernels: KernelsName,
): string[] {
  return [
    `${state}${divergedAt === null ? '' : ` at step ${divergedAt}: the loss is not finite, ${advice[divergence(divergedAt, experiment)]}`}`,
    `${loss.length} steps in ${seconds.toFixed(2)} s by the ${kernels} kernels, last loss ${loss.at(-1) ?? 'none'}`,
    ...accuracy.map(({ step, train, test }) => `after step ${step}: training ${percent(train)}, test ${percent(test)}`),
  ];
}

/** Numerical gradients may take long: how long, before they are begun. */
function sayCost(experiment: Experiment, { inputs, classes }: Samples): void {
  const cost = stepCost(experiment, inputs, classes);
  if (!cost || !process.stderr.isTTY) return;
  const [step, all] = [cost.seconds, cost.seconds * experiment.steps].map((seconds) => seconds.toPrecision(2));
  const parameters = cost.parameters.toLocaleString('en');
  console.error(`Numerical gradient of ${parameters} parameters: about ${step} s a step, ${all} s in all.`);
}

async function loadFor(experiment: Experiment) {
  const data = await loadMnist(join(__dirname, '..', 'media', 'mnist'));
  const fault = dataFault(experiment, data.train);
  if (fault) throw fault;
  return data;
}

/**
 * `loss-lab train`: the experiment of FILE, start to end.
 * A loss that is not finite is printed as null, JSON having no NaN; the run ends there, as it does in the editor.
 */
export const trainCommand: Command = {
  usage: 'train [FILE] [--set key.path=value …] [--runs DIR] [--kernels auto|plain|simd|relaxed-simd] [--json]',
  summary: 'train an experiment (NAME.losslab.json; without one, the book’s network)',
  async run(words) {
    const { values, positionals } = readArguments(
      words,
      {
        set: { type: 'string', multiple: true, default: [] },
        runs: { type: 'string' },
        kernels: { type: 'string', default: 'auto' },
        json: { type: 'boolean' },
      },
      true,
    );
    if (positionals.length > 1)
      throw new BadInput('FILE', 'Expected one experiment file, got {0}.', [positionals.length]);
    const experiment = await readExperiment(positionals[0], values.set);
    const kernels = chooseKernels(oneOf(values.kernels, ['auto', ...kernelsNames], '--kernels'));
    const { train, test } = await loadFor(experiment);
    sayCost(experiment, train);
    const trainer = new Trainer(experiment, train, test, learnerBy(kernels));
    const name = positionals.length > 0 ? nameOfFile(basename(positionals[0])) : undefined;
    const recorder =
      values.runs === undefined ? undefined : await Recorder.open(values.runs, experiment, kernels, name);
    const recorded = await takeSteps(trainer, experiment.steps, recorder);
    const state = trainer.divergedAt !== null ? 'diverged' : trainer.done ? 'done' : 'stopped';
    await recorder?.finish(recorded, trainer, state);
    const text = summary(recorded, state, trainer.divergedAt, experiment, kernels);
    if (recorder) text.push(`kept in ${recorder.folder}`);
    const stopped = `Stopped after ${recorded.loss.length} of ${experiment.steps} steps.`;
    const failure = recorder?.fault ?? (state === 'stopped' ? stopped : undefined);
    return {
      result: { ...recorded, kernels, run: recorder?.folder ?? null },
      text: text.join('\n'),
      ...(failure === undefined ? {} : { failure }),
    };
  },
};
