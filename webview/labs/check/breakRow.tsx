import * as l10n from '@vscode/l10n';
import type { Mistake } from '../../../src/engine';
import type { Experiment } from '../../../src/runs/experiment/experiment';
import { Choice } from '../../components/choice';
import { mistakesOf } from './mistakes';

interface BreakRowProps {
  mistake: Mistake | null;
  experiment: Experiment;
  onBreak: (mistake: Mistake | null) => void;
}

/** Mistakes to put into backpropagation, to see what a failing check looks like; what one does is said under them. */
export function BreakRow({ mistake, experiment, onBreak }: BreakRowProps) {
  const mistakes = mistakesOf(experiment);
  const words = mistakes.find(([name]) => name === mistake)?.[2];
  return (
    <>
      <div class="break-row">
        <span>{l10n.t('Break it on purpose')}</span>
        <Choice
          class="examples"
          label={l10n.t('Break it on purpose')}
          options={mistakes.map(([value, title]) => ({ value, words: title }))}
          chosen={mistake}
          onChoose={onBreak}
        />
      </div>
      {words && <p class="regime">{words}</p>}
    </>
  );
}
