import type { ComponentChildren } from 'preact';

interface ChipProps {
  /** Whether it is switched on. */
  pressed: boolean;
  onClick: () => void;
  title?: string;
  children: ComponentChildren;
}

/** A small switch. */
export const Chip = ({ pressed, onClick, title, children }: ChipProps) => (
  <button type="button" class="chip" aria-pressed={pressed} title={title} onClick={onClick}>
    {children}
  </button>
);
