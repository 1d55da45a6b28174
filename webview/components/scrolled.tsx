import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { useMore } from './more';

interface ScrolledProps {
  /** What is in it, for those who come to it by keyboard. */
  label: string;
  class: string;
  children: ComponentChildren;
}

/** What may be wider than its place: it scrolls, by keyboard too. */
export function Scrolled({ label, class: name, children }: ScrolledProps) {
  const place = useRef<HTMLDivElement>(null);
  useMore(place);
  return (
    <div ref={place} class={name} role="region" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}
