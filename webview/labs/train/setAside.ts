import { defaultExperiment, type Experiment } from '../../../src/runs/experiment/experiment';
import { kept } from '../../host/kept';
import { runs, settings } from '../../host/state';
import { readForm, type FormValues } from './formValues';

/** What stood in the form and nowhere else when something else took its place, as it was typed; null for nothing. */
const aside = kept<{ aside: FormValues | null }>('train', { aside: null });

/** Whether what is typed is lost when the form is: it is wrong, or neither a run nor the settings nor the book has it. */
export function isOnlyInForm(form: FormValues, elsewhere: readonly Experiment[]): boolean {
  const text = JSON.stringify(readForm(form).experiment);
  return elsewhere.every((experiment) => JSON.stringify(experiment) !== text);
}

export const setAside = {
  get form(): FormValues | null {
    return aside.value.aside;
  },
  /** Keeps what is typed for whoever wants it back, where it would be lost. */
  keep(form: FormValues): void {
    const elsewhere = [defaultExperiment, settings.peek().experiment, ...runs.peek().map((run) => run.experiment)];
    if (isOnlyInForm(form, elsewhere)) aside.set({ aside: form });
  },
  /** @returns what was kept, which is kept no longer. */
  take(): FormValues | null {
    const form = aside.value.aside;
    aside.set({ aside: null });
    return form;
  },
};
