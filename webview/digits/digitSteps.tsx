import * as l10n from '@vscode/l10n';
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { IconButton } from '../components/icon';

interface DigitStepsProps {
  /** The digit that is looked at, as it is read out after a step. */
  name: string;
  /** Looks at the next digit of those shown (1) or the one before (−1). */
  onStep: (by: 1 | -1) => void;
  /** Between the buttons. */
  children?: ComponentChildren;
}

/** To the digit before and the next one, by clicks or by arrows. */
export function DigitSteps({ name, onStep, children }: DigitStepsProps) {
  // Said only of a step that was taken here: a grid says by itself where it is.
  const stepped = useSignal(false);
  const step = (by: 1 | -1) => {
    stepped.value = true;
    onStep(by);
  };
  const press = (event: KeyboardEvent) => {
    const by = ({ ArrowLeft: -1, ArrowRight: 1 } as const)[event.key];
    if (by) step(by);
  };
  return (
    <span class="digit-steps" onKeyDown={press} onBlurCapture={() => (stepped.value = false)}>
      <IconButton icon="chevron-left" label={l10n.t('Previous digit')} onClick={() => step(-1)} />
      {children}
      <IconButton icon="chevron-right" label={l10n.t('Next digit')} onClick={() => step(1)} />
      <span class="visually-hidden" role="status">
        {stepped.value && name}
      </span>
    </span>
  );
}
