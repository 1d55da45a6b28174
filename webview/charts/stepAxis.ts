import { isActive, type RunSummary } from '../../src/runs/run';

/** A run as long as this goes by in a moment: its axis need not follow it. */
const leastSteps = 1000;

/**
 * Where the step axis of a run ends that has `steps`: there; while it goes on, at the next round number, so that a long
 * run is seen from its first steps on and the axis seldom moves.
 */
export function stepsWithRoom({ state, experiment }: Pick<RunSummary, 'state' | 'experiment'>, steps: number): number {
  if (!isActive(state)) return steps;
  const power = 10 ** Math.floor(Math.log10(Math.max(steps, leastSteps)));
  const round = [1, 2, 5, 10].map((digit) => digit * power).find((end) => end >= steps) ?? steps;
  return Math.min(experiment.steps, round);
}
