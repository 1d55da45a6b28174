import * as l10n from '@vscode/l10n';
import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { Card } from '../../components/card';
import { Chip } from '../../components/chip';
import { FieldError, TextField } from '../../components/field';
import { recall, remember } from '../../host/requests';
import { LossCards } from './lossCards';
import { examples, formsOfT, readTyped, type Example, type Typed } from './source';

const first: Typed = { y: examples.example1.y.join(', '), label: String(examples.example1.label) };

/** The losses of a y that is typed in; while that is at fault, the last good one's stay, dimmed. */
export function TypedLosses({ visible }: { visible: boolean }) {
  const typed = useSignal<Typed>(recall('loss', { typed: first }).typed);
  const { example, yFault, labelFault } = readTyped(typed.value);
  const last = useRef<Example>(examples.example1);
  if (example) last.current = example;
  const set = (change: Partial<Typed>) => {
    typed.value = { ...typed.value, ...change };
    remember('loss', { typed: typed.value });
  };
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
              value={typed.value.y}
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
              value={typed.value.label}
              error={labelFault}
              onInput={(text) => set({ label: text })}
            />
            <div class="chips" role="group" aria-label={l10n.t('Form of t')}>
              {formsOfT.map(([name, textOf]) => {
                const text = textOf(last.current.label);
                return (
                  <Chip key={name} pressed={typed.value.label === text} onClick={() => set({ label: text })}>
                    {name}
                  </Chip>
                );
              })}
            </div>
          </div>
        </div>
      </Card>
      <div class={example ? 'loss-body' : 'loss-body stale'} aria-disabled={!example}>
        <LossCards example={example ?? last.current} visible={visible} />
      </div>
    </>
  );
}
