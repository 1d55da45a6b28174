import { signal } from '@preact/signals';
import { numericalCost, numericalOptions, type GradientCheckResult, type Mistake } from '../../../src/engine';
import type { Experiment } from '../../../src/runs/experiment/experiment';
import { classes, inputs } from '../../../src/data/mnistShape';
import { PageTask } from '../../host/pageTask';
import { onForget, request } from '../../host/requests';

export interface Checked {
  experiment: Experiment;
  mistake: Mistake | null;
  result: GradientCheckResult;
}

export const checked = signal<Checked | null>(null);
onForget('check', () => (checked.value = null));
/** The check of an experiment. */
export const checking = new PageTask<Experiment>('check', true);
/** What is wrong in the check that was asked for last, done or not. */
export const wanted = signal<Mistake | null>(null);

/** Seconds that a check may take which nobody asked for. */
const mostUnasked = 10;

let isFresh = true;

/** Shows again what a page had that was here before, and waits for what goes on; else checks for whoever is new here. */
export async function comeBack(experiment: Experiment): Promise<void> {
  const wasFresh = isFresh;
  isFresh = false;
  const isIdle = () => !checked.value && !checking.isUnderWay;
  // What the tab was begun anew to be rid of does not come back.
  const kept = wasFresh && isIdle() ? await request('keptCheck', {}).catch(() => null) : null;
  if (kept && isIdle()) {
    const { last, underWay } = kept;
    if (last) checked.value = { ...last.asked, result: last.answer };
    wanted.value = last?.asked.mistake ?? null;
    if (underWay) void check(underWay.experiment, underWay.mistake);
  }
  checkUnasked(experiment);
}

/** Checks for whoever comes here for the first time, and would else see a button: unless that takes long. */
export function checkUnasked(experiment: Experiment): void {
  if (checked.value || !checking.isUntried) return;
  if (costOf(experiment).seconds < mostUnasked) void check(experiment, wanted.value);
}

/** Checks the gradients at the first step of `experiment`; what was checked before stays until it is done. */
export function check(experiment: Experiment, mistake: Mistake | null): Promise<void> {
  wanted.value = mistake;
  return checking.run(experiment, async (ask) => {
    checked.value = { experiment, mistake, result: await ask('gradientCheck', { experiment, mistake }) };
  });
}

/** Ends the check that goes on; what was checked before stays. */
export function stopChecking(): void {
  checking.stop();
  wanted.value = checked.value?.mistake ?? null;
}

/** What the numerical gradients at the first step of `experiment` will cost, about. */
export const costOf = ({ network, batch, gradient }: Experiment) =>
  numericalCost(
    [inputs, ...network.hidden, classes],
    network.activation,
    batch.size,
    numericalOptions(gradient)?.method ?? 'central',
  );
