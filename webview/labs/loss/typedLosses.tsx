import * as l10n from '@vscode/l10n';
import { Card } from '../../components/card';
import { Choice } from '../../components/choice';
import { FieldError, TextField } from '../../components/field';
import { kept } from '../../host/kept';
import { LossCards } from './lossCards';
import { examples, formsOfT, readTyped, type Example, type Typed } from './source';

const first: Typed = { y: examples.example1.y.join(', '), label: String(examples.example1.label) };

let lastGood: Example = examples.example1;
const fields = kept<{ typed: Typed }>('loss', { typed: first });

/** The losses of a y that is typed in; while that is at fault, the last good one's stay, dimmed. */
export function TypedLosses() {
  const { typed } = fields.value;
  const { example, yFault, labelFault } = readTyped(typed);
  lastGood = example ?? lastGood;
  const set = (change: Partial<Typed>) => fields.set({ typed: { ...typed, ...change } });
  return (
    <>
      <Card
        title={l10n.t('Type your own')}
        hint={l10n.t('Ten probabilities that sum to 1, and the right answer: a label, one-hot, or soft')}
        class="typed"
      >
        <div class="inputs">
          <div class="field">
            <label for="typed-y">y</label>
            <textarea
              id="typed-y"
              class="mono"
              rows={2}
              spellcheck={false}
              value={typed.y}
              aria-invalid={yFault !== undefined}
              aria-describedby="typed-y-error"
              onInput={(event) => set({ y: event.currentTarget.value })}
            />
            <FieldError id="typed-y" error={yFault} />
          </div>
          <div>
            <TextField
              id="typed-label"
              label={l10n.t('t, the right answer')}
              value={typed.label}
              error={labelFault}
              onInput={(text) => set({ label: text })}
            />
            <Choice
              label={l10n.t('Form of t')}
              options={formsOfT.map(([words, textOf]) => ({ value: textOf(lastGood.label), words }))}
              chosen={typed.label}
              onChoose={(text) => set({ label: text })}
            />
          </div>
        </div>
      </Card>
      <div class={example ? 'cards' : 'cards stale'} aria-disabled={!example}>
        <LossCards example={example ?? lastGood} />
      </div>
    </>
  );
}
