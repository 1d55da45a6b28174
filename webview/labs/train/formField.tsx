import * as l10n from '@vscode/l10n';
import type { ExperimentField } from '../../../src/runs/experiment/experimentFields';
import { SelectField, TextField } from '../../components/field';
import { choicesOf, describe, labelOf, nameOf } from './fieldWords';

interface Props {
  field: ExperimentField;
  value: string;
  error: string | undefined;
  /** Whether to mark it as something else than it is at first. */
  isMarked?: boolean;
  onChange: (text: string) => void;
}

/** The id of the input of a field. */
export const fieldId = (place: string) => `form-${nameOf(place)}`;

/** In letters, of which a Korean one is as wide as two. */
const widthOf = (words: string) => words.length + words.replace(/[^\u1100-\uffff]/g, '').length;

/** Whether half of a narrow form is too little for it. */
const isWide = (field: ExperimentField) =>
  field.holds === 'choice'
    ? choicesOf(field).some(([, words]) => widthOf(words) > 10)
    : field.holds === 'numbers' && field.initial === undefined;

/** One thing of an experiment: typed, or chosen. */
export function FormField({ field, value, error, isMarked = false, onChange }: Props) {
  const { place, holds, initial } = field;
  const shared = {
    id: fieldId(place),
    label: labelOf(place),
    value,
    error,
    title: describe(field),
  };
  const mayBeNone = initial === undefined || holds === 'numbers';
  return (
    <div class={[isWide(field) ? 'wide' : '', isMarked ? 'marked' : ''].join(' ').trim()}>
      {holds === 'choice' ? (
        <SelectField {...shared} choices={choicesOf(field)} onChange={onChange} />
      ) : (
        <TextField {...shared} onInput={onChange} {...(mayBeNone && { placeholder: l10n.t('none') })} />
      )}
    </div>
  );
}
