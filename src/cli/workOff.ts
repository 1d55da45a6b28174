import { english, type KernelsName, type Trainer } from '../engine';
import { count, duration, percent, repr, repr32 } from '../engine/numberText';
import { visible } from '../engine/visibleText';
import { divergence, type Divergence } from '../runs/advice/divergence';
import type { Experiment } from '../runs/experiment/experiment';
import type { Answer } from './command';
import { progressLine } from './progressLine';
import type { End, Recorded, Recorder } from './recorder';
import { nothingRecorded, takeSteps, type Taken } from './takeSteps';

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

/** Aborted by Ctrl+C, and when the terminal is closed; a second one ends the process at once. */
function stopSignal(): AbortSignal {
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stopping.abort());
  return stopping.signal;
}

/** How the run ended. */
const endOf = ({ failure, isCut }: Taken, { divergedAt }: Trainer): End['state'] =>
  failure !== undefined ? 'failed' : divergedAt !== null ? 'diverged' : isCut ? 'stopped' : 'done';

/** A path as a shell takes it. */
const words = (path: string) => (/[^\w/.:\\-]/.test(path) ? `"${path}"` : path);

/** What is worked off. */
interface Work {
  experiment: Experiment;
  kernels: KernelsName;
  /** Made when whoever sees the run can stop it. */
  trainer: () => Trainer;
  /** Opened at that moment, too; undefined for a run that is not kept. @param say says a sentence beside the progress. */
  recorder: (say: (sentence: string) => void) => Promise<Recorder | undefined>;
  /** What the run recorded before, of one that goes on. */
  before?: Recorded;
}

/** Takes the steps of a run, from its start or from where it stands, and says what came of it. */
export async function workOff({ experiment, kernels, before = nothingRecorded, ...parts }: Work): Promise<Answer> {
  const line = progressLine();
  const say = (sentence: string) => {
    line.clear();
    console.error(sentence);
  };
  // Before there is a run: whoever sees one can stop it.
  const stopping = stopSignal();
  const trainer = parts.trainer();
  const recorder = await parts.recorder(say);
  const taken = await takeSteps(trainer, experiment.steps, before, recorder, line, stopping);
  const { loss, accuracy, seconds, failure: fault } = taken;
  const recorded = { loss, accuracy, seconds };
  const state = endOf(taken, trainer);
  await recorder?.finish(recorded, trainer, { state, message: fault ?? null });
  const text = summary(recorded, state, trainer.divergedAt, experiment, kernels);
  const unsaved = recorder?.unsaved;
  const kept = unsaved === undefined ? recorder?.folder : undefined;
  if (kept !== undefined) text.push(`kept in ${visible(kept)}`);
  const failures = [
    ...(fault === undefined ? [] : [`Step ${count(loss.length)} failed: ${fault}`]),
    ...(state === 'stopped'
      ? [
          `Stopped after ${count(loss.length)} of ${count(experiment.steps)} steps${trainer.done ? ', before the last accuracy' : ''}.`,
        ]
      : []),
    ...(kept !== undefined && state === 'stopped' ? [`It goes on with: loss-lab resume ${words(kept)}`] : []),
    ...(recorder && unsaved !== undefined
      ? [`Not all of the run is kept in ${visible(recorder.folder)} (${unsaved}).`]
      : []),
  ];
  return {
    result: { ...recorded, state, kernels, run: kept ?? null },
    text: text.join('\n'),
    ...(failures.length > 0 && { failure: failures.join('\n') }),
  };
}
