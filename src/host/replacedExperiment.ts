import { defaultExperiment, type Experiment } from '../runs/experiment/experiment';
import { experimentFromSettings } from './settings';

const text = (experiment: Experiment) => JSON.stringify(experiment);

/** Whether an experiment stands nowhere else: neither a run nor the settings nor the book has it. */
export const isOnlyInForm = (experiment: Experiment, runs: readonly { experiment: Experiment }[]): boolean =>
  [defaultExperiment, experimentFromSettings(), ...runs.map((run) => run.experiment)].every(
    (other) => text(other) !== text(experiment),
  );
