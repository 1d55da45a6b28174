import * as l10n from '@vscode/l10n';
import { useSignal } from '@preact/signals';
import type { SampleId } from '../../../src/shared/pageProtocol';
import { TextField } from '../../components/field';
import { readNumbers } from './sampleNumbers';

interface LookUpProps {
  onGo: (id: SampleId) => void;
  onSeveral: (ids: SampleId[]) => void;
}

/** Goes to the digit of a number, or picks those of several, as NumPy prints them. */
export function LookUp({ onGo, onSeveral }: LookUpProps) {
  const typed = useSignal('');
  const { ids, fault } = readNumbers(typed.value);
  return (
    <form
      class="look-up"
      onSubmit={(event) => {
        event.preventDefault();
        if (ids.length === 1) onGo(ids[0]);
        else if (ids.length > 1) onSeveral(ids);
      }}
    >
      <TextField
        id="look-up"
        label={l10n.t('Go to number')}
        value={typed.value}
        error={fault}
        placeholder="[43576 30087 …]"
        title={l10n.t('The number of a digit, or several as NumPy prints them: 0 … 59,999 training, from 60,000 test')}
        onInput={(text) => (typed.value = text)}
      />
      <button type="submit" class="button secondary" disabled={ids.length === 0}>
        {ids.length > 1 ? l10n.t('Pick {0}', ids.length) : l10n.t('Go')}
      </button>
    </form>
  );
}
