import * as l10n from '@vscode/l10n';
import { Chip } from '../components/chip';
import { FieldError } from '../components/field';
import { perDecade, smallestExponent, steps } from './errorCurve';

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
  const h = Number(text);
  const place = h > 0 ? Math.round(-Math.log10(h) * perDecade) : end;
  const presets: readonly (readonly [string, string, string])[] = [
    ['1e-4', '1e-4', l10n.t('The book’s step')],
    ...(best === null ? [] : [[String(best), l10n.t('best h'), l10n.t('The step with the least error here')] as const]),
    ['1e-50', '1e-50', l10n.t('The notebook’s step that is too small')],
  ];
  return (
    <div class="field step-field">
      <label for="derivative-h">h</label>
      <div class="row">
        <input
          id="derivative-h"
          class="mono"
          type="text"
          autocomplete="off"
          spellcheck={false}
          value={text}
          aria-invalid={error !== undefined}
          aria-describedby="derivative-h-error"
          onInput={(event) => onStep(event.currentTarget.value)}
        />
        <input
          type="range"
          aria-label={l10n.t('h, from 1 to 1e-50')}
          aria-valuetext={`h = ${text}`}
          min={0}
          max={end}
          value={Math.min(Math.max(place, 0), end)}
          onInput={(event) => onStep(String(steps[Number(event.currentTarget.value)]))}
        />
        {presets.map(([value, words, title]) => (
          <Chip key={words} pressed={h === Number(value)} title={title} onClick={() => onStep(value)}>
            {words}
          </Chip>
        ))}
      </div>
      <FieldError id="derivative-h" error={error} />
    </div>
  );
}
