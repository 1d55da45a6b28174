import * as l10n from '@vscode/l10n';
import { defaultExperiment, type Experiment } from '../../src/runs/experiment/experiment';
import { described } from '../../src/runs/naming/runName';
import { say } from '../text/sentence';

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** What the button of an empty view would train: the book's network, or the one of the form; and how, if not as the book. */
export const offer = (experiment: Experiment): { button: string; detail?: string } => ({
  button: isSame(experiment.network, defaultExperiment.network) ? l10n.t('Train the book’s network') : l10n.t('Train'),
  ...(isSame(experiment, defaultExperiment) ? {} : { detail: described(experiment, say) }),
});
