import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';

interface FieldProps {
  /** Unique in the page; ties the label and the error to the input. */
  id: string;
  label: string;
  value: string;
  error?: string | undefined;
  placeholder?: string;
  title?: string | undefined;
  onInput: (value: string) => void;
}

/** A labelled text field with its error under it. */
export function TextField({ id, label, value, error, placeholder, title, onInput }: FieldProps) {
  return (
    <div class="field" title={title}>
      <label for={id}>{label}</label>
      <input
        id={id}
        type="text"
        autocomplete="off"
        spellcheck={false}
        value={value}
        placeholder={placeholder}
        aria-invalid={error !== undefined}
        aria-describedby={`${id}-error`}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      <FieldError id={id} error={error} />
    </div>
  );
}

/** Milliseconds that typing rests before a fault is read out. */
const restMs = 1000;

/**
 * What is wrong with a field: seen at once, and read out when it has settled, not with every key on the way there. Whoever
 * sends the form off has ended typing, and hears it at once, as often as that is tried.
 */
export function FieldError({ id, error }: { id: string; error: string | undefined }) {
  const place = useRef<HTMLDivElement>(null);
  const settled = useSignal<string | undefined>(undefined);
  const tries = useSignal(0);
  const shown = useRef(error);
  shown.current = error;
  const isSent = useRef(false);
  useEffect(() => {
    const timer = setTimeout(() => (settled.value = error), error === undefined || isSent.current ? 0 : restMs);
    return () => clearTimeout(timer);
  }, [error]);
  useEffect(() => {
    const form = place.current?.closest('form');
    const hear = ({ type }: Event) => {
      // What is wrong may be said later, by the host.
      isSent.current = type === 'submit';
      if (!isSent.current) return;
      settled.value = shown.current;
      tries.value++;
    };
    for (const type of ['submit', 'input']) form?.addEventListener(type, hear);
    return () => {
      for (const type of ['submit', 'input']) form?.removeEventListener(type, hear);
    };
  }, []);
  const isSettled = error !== undefined && settled.value === error;
  return (
    <div ref={place} id={`${id}-error`} class="error" aria-live={isSettled ? 'polite' : 'off'}>
      {/* Put in anew when it has settled, which is what is read out. */}
      {error !== undefined && <span key={isSettled ? `settled ${tries.value}` : 'typing'}>{error}</span>}
    </div>
  );
}

interface SelectProps {
  id: string;
  label: string;
  value: string;
  /** [value, words] of every choice. */
  choices: readonly (readonly [string, string])[];
  error?: string | undefined;
  title?: string | undefined;
  onChange: (value: string) => void;
}

/** A labelled choice. */
export function SelectField({ id, label, value, choices, error, title, onChange }: SelectProps) {
  return (
    <div class="field" title={title}>
      <label for={id}>{label}</label>
      <select
        id={id}
        value={value}
        aria-invalid={error !== undefined}
        aria-describedby={`${id}-error`}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        {choices.map(([choice, words]) => (
          <option key={choice} value={choice}>
            {words}
          </option>
        ))}
      </select>
      <FieldError id={id} error={error} />
    </div>
  );
}
