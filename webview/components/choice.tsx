import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { arrowed } from './arrows';

export interface Option<T> {
  value: T;
  /** On the pill. */
  words: ComponentChildren;
  title?: string;
}

interface ChoiceProps<T> {
  /** What is chosen here. */
  label: string;
  class?: string;
  options: readonly Option<T>[];
  /** What is none of the options is none of them. */
  chosen: T | null;
  onChoose: (value: T) => void;
}

/** One of several, as pills: arrows, Home and End choose; one of them is in the tab order. */
export function Choice<T extends string | number | boolean | null>(props: ChoiceProps<T>) {
  const { label, class: name = '', options, chosen, onChoose } = props;
  const group = useRef<HTMLDivElement>(null);
  const at = options.findIndex(({ value }) => value === chosen);
  const press = (event: KeyboardEvent) => {
    const to = arrowed(event.key, at, options.length);
    if (to === undefined) return;
    event.preventDefault();
    onChoose(options[to].value);
    group.current?.querySelectorAll<HTMLButtonElement>('[role=radio]')[to].focus();
  };
  return (
    <div ref={group} class={`chips ${name}`} role="radiogroup" aria-label={label} onKeyDown={press}>
      {options.map(({ value, words, title }, i) => (
        <button
          key={String(value)}
          type="button"
          class="chip"
          role="radio"
          aria-checked={i === at}
          tabIndex={i === Math.max(0, at) ? 0 : -1}
          title={title}
          onClick={() => onChoose(value)}
        >
          {words}
        </button>
      ))}
    </div>
  );
}
