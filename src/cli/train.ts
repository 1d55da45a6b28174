import { basename } from 'node:path';
import { BadInput, english, kernelsNames, Trainer, type Samples } from '../engine';
import { count, roughTime } from '../engine/numberText';
import { chooseKernels, learnerBy } from '../kernels';
import type { Experiment } from '../runs/experiment/experiment';
import { stepCost } from '../runs/experiment/numericalCost';
import { nameOfFile } from '../runs/naming/runName';
import { oneOf, readArguments } from './arguments';
import type { Command } from './command';
import { dataFor } from './dataFor';
import { Recorder } from './recorder';
import { readExperiment } from './settings';
import { workOff } from './workOff';

/** Numerical gradients may take long: how long, before they are begun. */
export function sayCost(experiment: Experiment, { inputs, classes }: Samples): void {
  const cost = stepCost(experiment, inputs, classes);
  if (!cost || !process.stderr.isTTY) return;
  const [step, all] = [cost.seconds, cost.seconds * experiment.steps].map((seconds) => roughTime(seconds, english));
  console.error(`Numerical gradient of ${count(cost.parameters)} parameters: about ${step} a step, ${all} in all.`);
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
    const wanted = oneOf(values.kernels, ['auto', ...kernelsNames], '--kernels');
    const { train, test } = await dataFor(experiment, { file: positionals.at(0), settings: values.set });
    const kernels = chooseKernels(wanted, experiment, train);
    sayCost(experiment, train);
    const name = positionals.length > 0 ? nameOfFile(basename(positionals[0])) : undefined;
    const { runs } = values;
    return workOff({
      experiment,
      kernels,
      trainer: () => new Trainer(experiment, train, test, learnerBy(kernels)),
      recorder: async (say) => (runs === undefined ? undefined : Recorder.open(runs, experiment, kernels, name, say)),
    });
  },
};
