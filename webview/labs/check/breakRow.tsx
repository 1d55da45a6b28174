import * as l10n from '@vscode/l10n';
import type { Mistake } from '../../../src/engine';
import type { Experiment } from '../../../src/runs/experiment';
import { Chip } from '../../components/chip';
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
        <div class="examples" role="group" aria-label={l10n.t('Break it on purpose')}>
          {mistakes.map(([name, title]) => (
            <Chip key={title} pressed={name === mistake} onClick={() => onBreak(name)}>
              {title}
            </Chip>
          ))}
        </div>
      </div>
      {words && <p class="regime">{words}</p>}
    </>
  );
}
