import { checkExperiment, experimentFaults, type Experiment } from '../runs/experiment/experiment';

/** The settings under `lossLab.experiment`, each with its place in an experiment. */
export const places = {
  hidden: 'network.hidden',
  learningRate: 'optimizer.learningRate',
  batchSize: 'batch.size',
  steps: 'steps',
  seed: 'seed',
  dtype: 'dtype',
} as const;

type Parts = Record<string, unknown>;

const at = (experiment: Experiment, place: string) =>
  place.split('.').reduce<unknown>((part, key) => (part as Parts)[key], experiment);

/** `experiment`, checked, with other values at some places. A value that is none of an experiment's changes nothing. */
function withValues(experiment: object, values: readonly (readonly [string, unknown])[]): Experiment {
  const whole = structuredClone(experiment) as Parts;
  for (const [place, value] of values) {
    if (value === undefined) continue;
    const keys = place.split('.');
    const key = keys.pop() ?? '';
    const part = keys.reduce((inner, outer) => (inner[outer] ??= {}) as Parts, whole);
    const before = part[key];
    part[key] = value;
    if (experimentFaults(whole).length === 0) continue;
    if (before === undefined) Reflect.deleteProperty(part, key);
    else part[key] = before;
  }
  return checkExperiment(whole);
}

/** The experiment that settings ask a new one to start from: the book's, where one says something impossible or nothing. */
export const experimentOfSettings = (get: (name: string) => unknown): Experiment =>
  withValues(
    {},
    Object.entries(places).map(([name, place]) => [place, get(name)] as const),
  );

/**
 * What becomes of the form when settings change: a field that stands as they had it goes with them, one that the reader
 * changed stays.
 */
export const followed = (form: Experiment, before: Experiment, after: Experiment): Experiment =>
  withValues(
    form,
    Object.values(places)
      .filter((place) => JSON.stringify(at(form, place)) === JSON.stringify(at(before, place)))
      .map((place) => [place, at(after, place)] as const),
  );
