import * as l10n from '@vscode/l10n';
import type { ExperimentField } from '../../../src/runs/experiment/experimentFields';
import { choiceName, labelOf } from './fieldWords';
import { isInitial, countingFields, type FormValues } from './formValues';

/**
 * The form in a line, for where it is folded: what every experiment is spoken of by, and all else that was changed.
 * @param sizes the units of each layer.
 * @param changed what is not as it is at first, of the fields behind "More".
 */
export function summaryOf(sizes: string, values: FormValues, changed: readonly ExperimentField[]): string {
  const word = (place: string) => choiceName(values[place]);
  const otherwise = countingFields(values).filter(
    (field) => ['seed', 'dtype', 'loss', 'gradient'].includes(field.place) && !isInitial(field, values),
  );
  return [
    sizes,
    word('network.activation'),
    `${word('optimizer.kind')} ${values['optimizer.learningRate']}`,
    l10n.t('batch {0}', values['batch.size']),
    l10n.t('{0} steps', values.steps),
    ...[...otherwise, ...changed].map((field) =>
      field.holds === 'choice' ? choiceName(values[field.place]) : `${labelOf(field.place)} ${values[field.place]}`,
    ),
  ].join(' · ');
}
