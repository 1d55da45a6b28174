import * as l10n from '@vscode/l10n';
import { errorSteps, perDecade, smallestExponent } from '../../../src/engine';
import { typedNumber } from '../../../src/functions/typedNumber';
import { Choice } from '../../components/choice';
import { FieldError } from '../../components/field';
import { byDecade, byDigit, stepText } from './errorCurve';

interface StepFieldProps {
  /** As typed. */
  text: string;
  error: string | undefined;
  /** The best step, or null where none is known. */
  best: number | null;
  onStep: (text: string) => void;
}

const end = -smallestExponent * perDecade;

/** h: typed, dragged over fifty powers of ten, or one of the steps worth seeing. */
export function StepField({ text, error, best, onStep }: StepFieldProps) {
  const h = typedNumber(text);
  // To the right h grows, as on the axis of the picture beside it.
  const place = h > 0 ? end + Math.round(Math.log10(h) * perDecade) : 0;
  const presets: readonly (readonly [string, string, string])[] = [
    ['1e-4', '1e-4', l10n.t('The book’s step')],
    ...(best === null
      ? []
      : [[stepText(best), l10n.t('best h'), l10n.t('The step with the least error here')] as const]),
    ['1e-50', '1e-50', l10n.t('The notebook’s step that is too small')],
  ];
  return (
    <div class="field slider-field">
      <label for="derivative-h">h</label>
      <div class="row">
        <input
          id="derivative-h"
          title={l10n.t('↑ ↓ change the first digit, with Shift the power of ten')}
          class="mono"
          type="text"
          autocomplete="off"
          spellcheck={false}
          value={text}
          aria-invalid={error !== undefined}
          aria-describedby="derivative-h-error"
          onInput={(event) => onStep(event.currentTarget.value)}
          onKeyDown={(event) => {
            const up = event.key === 'ArrowUp' || event.key === 'PageUp';
            if ((!up && event.key !== 'ArrowDown' && event.key !== 'PageDown') || !(h > 0)) return;
            event.preventDefault();
            const decade = event.shiftKey || event.key.startsWith('Page');
            onStep(stepText(decade ? byDecade(h, up) : byDigit(h, up)));
          }}
        />
        <input
          type="range"
          aria-label={l10n.t('h, from 1e-50 to 1')}
          aria-valuetext={`h = ${text}`}
          min={0}
          max={end}
          value={Math.min(Math.max(place, 0), end)}
          onInput={(event) => onStep(stepText(errorSteps[end - Number(event.currentTarget.value)]))}
        />
        <Choice
          class="presets"
          label={`h: ${l10n.t('Examples')}`}
          options={presets.map(([value, words, title]) => ({ value, words, title }))}
          chosen={presets.find(([value]) => h === Number(value))?.[0] ?? null}
          onChoose={onStep}
        />
      </div>
      <FieldError id="derivative-h" error={error} />
    </div>
  );
}
