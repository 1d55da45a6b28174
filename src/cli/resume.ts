import { stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { atOnce, BadInput } from '../engine';
import { kernelsToResume, learnerBy } from '../kernels';
import { mostSteps } from '../runs/experiment/experiment';
import { experimentToResume, keptWhenResumed, trainerInSlices } from '../runs/resume';
import { summariesOf } from '../runs/runSummary';
import { NodeDirectory } from '../runs/store/nodeDirectory';
import { RunStore } from '../runs/store/runStore';
import { cut, readArguments, readWhole } from './arguments';
import type { Command } from './command';
import { Recorder, type Recorded } from './recorder';
import { dataFor } from './dataFor';
import { sayCost } from './train';
import { workOff } from './workOff';

/** `loss-lab resume`: a run that has ended, from where it stands to its last step. */
export const resumeCommand: Command = {
  usage: 'resume RUN [--steps N] [--json]',
  summary: 'go on with a run, bit for bit: RUN is its folder, as train and runs say it; N are its steps in all',
  async run(words) {
    const { values, positionals } = readArguments(
      words,
      { steps: { type: 'string' }, json: { type: 'boolean' } },
      true,
    );
    if (positionals.length !== 1)
      throw new BadInput('RUN', 'Expected the folder of one run, got {0}.', [positionals.length]);
    const folder = resolve(positionals[0]);
    const there = await stat(folder).catch(() => undefined);
    if (!there?.isDirectory()) throw new BadInput('RUN', '{0}: there is no such folder.', [cut(positionals[0])]);
    const store = await RunStore.open(new NodeDirectory(dirname(folder)));
    const id = basename(folder);
    const run = summariesOf(store.list()).find((one) => one.id === id);
    if (!run) {
      const fault = store.faults.find(({ place }) => place.includes(id));
      throw fault ?? new BadInput('RUN', '{0}: this is no folder of a run.', [cut(positionals[0])]);
    }
    const steps = values.steps === undefined ? undefined : readWhole(values.steps, '--steps', 1, mostSteps);
    const experiment = experimentToResume(run, steps);
    const sets = await dataFor(experiment, { file: undefined, settings: [] });
    const kernels = kernelsToResume(run, sets.train);
    sayCost(experiment, sets.train);
    const series = await store.series(id);
    const { loss, accuracy, isKept } = keptWhenResumed(id, series, experiment);
    const before: Recorded = { loss: Array.from(loss), accuracy, seconds: run.seconds };
    const from = { checkpoint: await store.checkpoint(id), steps: loss.length };
    return workOff({
      experiment,
      kernels,
      before,
      trainer: () => atOnce(trainerInSlices(experiment, sets, learnerBy(kernels), from)),
      recorder: (say) => Recorder.resume(store, id, folder, experiment, { ...before, series, isKept }, say),
    });
  },
};
