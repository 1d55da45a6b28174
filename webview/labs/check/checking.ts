import { signal } from '@preact/signals';
import { numericalCost, numericalOptions, type GradientCheckResult, type Mistake } from '../../../src/engine';
import type { Experiment } from '../../../src/runs/experiment/experiment';
import { classes, inputs } from '../../../src/data/mnistShape';
import { onForget, recall, remember, request } from '../../host/requests';
import { sentence } from '../../text/sentence';
import { checking } from '../../host/state';

export interface Checked {
  experiment: Experiment;
  mistake: Mistake | null;
  result: GradientCheckResult;
}

export const checked = signal<Checked | null>(null);
onForget('check', () => {
  checked.value = null;
  isStopped.value = false;
});
export const isChecking = signal(false);
/** What is wrong in the check that was asked for last, done or not. */
export const wanted = signal<Mistake | null>(null);
/** What is being checked, while it is. */
export const underCheck = signal<Experiment | null>(null);
export const failure = signal<string | null>(null);
/** Stopped by the reader: only they start it again, also on a page that was closed meanwhile. */
const isStopped = signal(recall('check', { stopped: false }).stopped);

function setStopped(value: boolean): void {
  isStopped.value = value;
  remember('check', { stopped: value });
}

/** Seconds that a check may take which nobody asked for. */
const mostUnasked = 10;

let isFresh = true;

/** Shows again what a page had that was here before, and waits for what goes on; else checks for whoever is new here. */
export async function comeBack(experiment: Experiment): Promise<void> {
  const wasFresh = isFresh;
  isFresh = false;
  const isIdle = () => !checked.value && !isChecking.value;
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
  if (checked.value || isChecking.value || isStopped.value || failure.value !== null) return;
  if (costOf(experiment).seconds < mostUnasked) void check(experiment, wanted.value);
}

let latest = 0;

/** Checks the gradients at the first step of `experiment`; what was checked before stays until it is done. */
export async function check(experiment: Experiment, mistake: Mistake | null): Promise<void> {
  const mine = ++latest;
  isChecking.value = true;
  underCheck.value = experiment;
  wanted.value = mistake;
  checking.value = null;
  failure.value = null;
  setStopped(false);
  try {
    const result = await request('gradientCheck', { experiment, mistake });
    if (mine === latest) checked.value = { experiment, mistake, result };
  } catch (error) {
    if (mine === latest) failure.value = sentence(error);
  } finally {
    if (mine === latest) isChecking.value = false;
  }
}

/** Ends the check that goes on; what was checked before stays. */
export function stopChecking(): void {
  latest++;
  isChecking.value = false;
  setStopped(true);
  wanted.value = checked.value?.mistake ?? null;
  void request('stopCheck', {}).catch(() => undefined);
}

/** What the numerical gradients at the first step of `experiment` will cost, about. */
export const costOf = ({ network, batch, gradient }: Experiment) =>
  numericalCost(
    [inputs, ...network.hidden, classes],
    network.activation,
    batch.size,
    numericalOptions(gradient)?.method ?? 'central',
  );
