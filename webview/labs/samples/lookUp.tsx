import * as l10n from '@vscode/l10n';
import { TextField } from '../../components/field';
import { Form } from '../../components/form';
import { kept } from '../../host/kept';
import { takeAndPick } from './drawing';
import { goTo } from './focus';
import { readNumbers } from './sampleNumbers';

const typed = kept('samples', { lookUp: '' });

/** Goes to the digit of a number, or picks those of several, as NumPy prints them. */
export function LookUp() {
  const { lookUp } = typed.value;
  const { ids, fault } = readNumbers(lookUp);
  return (
    <Form
      class="look-up"
      onSubmit={() => {
        if (ids.length === 1) goTo(ids[0]);
        else if (ids.length > 1) takeAndPick(ids);
      }}
    >
      <TextField
        id="look-up"
        label={l10n.t('Go to number')}
        value={lookUp}
        error={fault}
        placeholder="[43576 30087 …]"
        title={l10n.t('The number of a digit, or several as NumPy prints them: 0 … 59,999 training, from 60,000 test')}
        onInput={(text) => typed.set({ lookUp: text })}
      />
      <button type="submit" class="button secondary" disabled={lookUp.trim() === ''}>
        {ids.length > 1 ? l10n.t('Pick {0}', ids.length) : l10n.t('Go')}
      </button>
    </Form>
  );
}
