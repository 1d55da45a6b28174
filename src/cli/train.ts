import { basename } from 'node:path';
import { BadInput, english, kernelsNames, Trainer, type KernelsName, type Samples } from '../engine';
import { chooseKernels, learnerBy } from '../kernels';
import { divergence, type Divergence } from '../runs/advice/divergence';
import type { Experiment } from '../runs/experiment/experiment';
import { stepCost } from '../runs/experiment/numericalCost';
import { nameOfFile } from '../runs/naming/runName';
import { count, duration, percent, repr, repr32, roughTime } from '../engine/numberText';
import { oneOf, readArguments } from './arguments';
import type { Command } from './command';
import { dataFor } from './dataFor';
import { progressLine } from './progressLine';
import { Recorder, type End, type Recorded } from './recorder';
import { readExperiment } from './settings';
import { takeSteps, type Taken } from './takeSteps';

const advice: Record<Divergence, string> = {
  firstWeights: 'try smaller first weights (network.init)',
  classWeights: 'try smaller class weights',
  largeStep: 'try a smaller h',
  learningRate: 'try a smaller learning rate',
};

function summary(
  { loss, accuracy, seconds }: Recorded,
  state: End['state'],
  divergedAt: number | null,
  experiment: Experiment,
  kernels: KernelsName,
): string[] {
  const written = experiment.dtype === 'float32' ? repr32 : repr;
  const last = loss.at(-1);
  return [
    `${state}${divergedAt === null ? '' : ` at step ${count(divergedAt)}: the loss is not finite, ${advice[divergence(divergedAt, experiment)]}`}`,
    `${count(loss.length)} steps in ${duration(seconds, english)} by the ${kernels} kernels, last loss ${last === undefined ? 'none' : written(last)}`,
    ...accuracy.map(
      ({ step, train, test }) => `after step ${count(step)}: training ${percent(train)}, test ${percent(test)}`,
    ),
  ];
}

/** Numerical gradients may take long: how long, before they are begun. */
function sayCost(experiment: Experiment, { inputs, classes }: Samples): void {
  const cost = stepCost(experiment, inputs, classes);
  if (!cost || !process.stderr.isTTY) return;
  const [step, all] = [cost.seconds, cost.seconds * experiment.steps].map((seconds) => roughTime(seconds, english));
  console.error(`Numerical gradient of ${count(cost.parameters)} parameters: about ${step} a step, ${all} in all.`);
}

/** Aborted by Ctrl+C, and when the terminal is closed; a second one ends the process at once. */
function stopSignal(): AbortSignal {
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stopping.abort());
  return stopping.signal;
}

/** How the run ended. */
const endOf = ({ failure, isCut }: Taken, { divergedAt }: Trainer): End['state'] =>
  failure !== undefined ? 'failed' : divergedAt !== null ? 'diverged' : isCut ? 'stopped' : 'done';

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
    const wanted = oneOf(values.kernels, ['auto', ...kernelsNames], '--kernels');
    const { train, test } = await dataFor(experiment, { file: positionals.at(0), settings: values.set });
    const kernels = chooseKernels(wanted, experiment, train);
    sayCost(experiment, train);
    const trainer = new Trainer(experiment, train, test, learnerBy(kernels));
    const line = progressLine();
    const say = (sentence: string) => {
      line.clear();
      console.error(sentence);
    };
    const name = positionals.length > 0 ? nameOfFile(basename(positionals[0])) : undefined;
    // Before there is a run: whoever sees one can stop it.
    const stopping = stopSignal();
    const recorder =
      values.runs === undefined ? undefined : await Recorder.open(values.runs, experiment, kernels, name, say);
    const taken = await takeSteps(trainer, experiment.steps, recorder, line, stopping);
    const { loss, accuracy, seconds, failure: fault } = taken;
    const recorded = { loss, accuracy, seconds };
    const state = endOf(taken, trainer);
    await recorder?.finish(recorded, trainer, { state, message: fault ?? null });
    const text = summary(recorded, state, trainer.divergedAt, experiment, kernels);
    const unsaved = recorder?.unsaved;
    const kept = unsaved === undefined ? recorder?.folder : undefined;
    if (kept !== undefined) text.push(`kept in ${kept}`);
    const failures = [
      ...(fault === undefined ? [] : [`Step ${count(recorded.loss.length)} failed: ${fault}`]),
      ...(state === 'stopped'
        ? [
            `Stopped after ${count(recorded.loss.length)} of ${count(experiment.steps)} steps${trainer.done ? ', before the last accuracy' : ''}.`,
          ]
        : []),
      ...(recorder && unsaved !== undefined ? [`Not all of the run is kept in ${recorder.folder} (${unsaved}).`] : []),
    ];
    return {
      result: { ...recorded, state, kernels, run: kept ?? null },
      text: text.join('\n'),
      ...(failures.length > 0 && { failure: failures.join('\n') }),
    };
  },
};
