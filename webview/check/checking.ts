import { signal } from '@preact/signals';
import type { GradientCheckResult, Mistake } from '../../src/engine';
import type { Experiment } from '../../src/runs/experiment';
import { request } from '../host';
import { sentence } from '../sentence';
import { checking } from '../state';

export interface Checked {
  experiment: Experiment;
  mistake: Mistake | null;
  result: GradientCheckResult;
}

export const checked = signal<Checked | null>(null);
export const isChecking = signal(false);
export const failure = signal<string | null>(null);

let latest = 0;

/** Checks the gradients at the first step of `experiment`; what was checked before stays until it is done. */
export async function check(experiment: Experiment, mistake: Mistake | null): Promise<void> {
  const mine = ++latest;
  isChecking.value = true;
  checking.value = null;
  failure.value = null;
  try {
    const result = await request('gradientCheck', { experiment, mistake });
    if (mine === latest) checked.value = { experiment, mistake, result };
  } catch (error) {
    if (mine === latest) failure.value = sentence(error);
  } finally {
    if (mine === latest) isChecking.value = false;
  }
}

/** Ends the check that goes on. */
export const stopChecking = () => void request('stopCheck', {}).catch(() => undefined);
