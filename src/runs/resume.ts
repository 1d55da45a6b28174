import { Trainer, type LearnerMaker, type Sets } from '../engine';
import { BadInput } from '../engine/badInput';
import { checkExperiment, type Experiment } from './experiment/experiment';
import { saidName } from './naming/runName';
import { isActive } from './run';
import { runSeries, type AccuracyPoint, type RunSummary } from './runSummary';
import type { Series } from './series';

/** Where a run goes on: what it has recorded, which is not recorded again, and what leads there. */
export interface ResumePoint {
  /** The engine's; null where there is none, and every step is taken again. */
  checkpoint: Uint8Array | null;
  /** Losses recorded. */
  steps: number;
  /** The step of the last accuracies recorded; null before the first. */
  evaluatedAt: number | null;
  /** Spent in those steps. */
  seconds: number;
}

/** Where a run begins. */
export const runStart: ResumePoint = { checkpoint: null, steps: 0, evaluatedAt: null, seconds: 0 };

/**
 * The experiment by which an ended run goes on: its own, or with another number of steps.
 * @param steps of the whole run; by default those that it was to take.
 * @throws BadInput when it goes on already, diverged, or has taken that many.
 */
export function experimentToResume(run: RunSummary, steps = run.experiment.steps): Experiment {
  if (isActive(run.state)) throw new BadInput('', 'The run “{0}” goes on already.', [saidName(run)]);
  if (run.divergedAt !== null)
    throw new BadInput('', 'The run “{0}” diverged at step {1}: no further step would bring it back.', [
      saidName(run),
      run.divergedAt,
    ]);
  const least = run.state === 'done' ? run.steps + 1 : run.steps;
  if (steps < least)
    throw new BadInput('steps', 'steps: the run “{0}” has taken {1}: expected at least {2} in all, got {3}.', [
      saidName(run),
      run.steps,
      least,
      steps,
    ]);
  return checkExperiment({ ...run.experiment, steps });
}

/**
 * Whether accuracies belong to a run of `experiment`, which may be longer than it was when they were taken: those after
 * what was its last step then are none that a run of this length has.
 */
export const isEvaluated = ({ steps, evaluateEvery }: Experiment, { step }: Pick<AccuracyPoint, 'step'>): boolean =>
  step % evaluateEvery === 0 || step === steps - 1;

/** What stays of a run's series when it goes on as `experiment` says. */
export function keptWhenResumed(id: string, series: readonly Series[], experiment: Experiment) {
  const { loss, accuracy } = runSeries(id, series);
  const kept = accuracy.filter((point) => isEvaluated(experiment, point));
  const evaluatedAt = kept.at(-1)?.step ?? null;
  return {
    loss,
    accuracy: kept,
    evaluatedAt,
    /** Whether a pair of this step is one of them. */
    isKept: (step: number): boolean => evaluatedAt !== null && step <= evaluatedAt,
  };
}

/** Whether the accuracies after the last step are still to be taken: those that are recorded are not, once more. */
export const isToEvaluate = (
  { evaluationDue, stepsDone }: Pick<Trainer, 'evaluationDue' | 'stepsDone'>,
  evaluatedAt: number | null,
): boolean => evaluationDue && (evaluatedAt === null || stepsDone - 1 > evaluatedAt);

/**
 * The trainer of a run that goes on; yields the share (0 … 1) of its making that is done. A checkpoint that cannot be read,
 * or is ahead of what was recorded, costs the time to take every step again, and no more.
 */
export function trainerInSlices(
  experiment: Experiment,
  { train, test }: Sets,
  learner: LearnerMaker,
  { checkpoint, steps }: Pick<ResumePoint, 'checkpoint' | 'steps'> = runStart,
): Generator<number, Trainer> {
  const fresh = () => Trainer.inSlices(experiment, train, test, learner);
  if (!checkpoint) return fresh();
  try {
    const trainer = Trainer.restore(experiment, train, test, checkpoint, learner);
    if (trainer.stepsDone > steps) return fresh();
    // eslint-disable-next-line require-yield -- it is there already
    return (function* () {
      return trainer;
    })();
  } catch (error) {
    if (error instanceof BadInput) return fresh();
    throw error;
  }
}
