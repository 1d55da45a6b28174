import type { ComponentChildren } from 'preact';
import './components.css';

interface CardProps {
  title: ComponentChildren;
  /** At the right of the title. */
  tools?: ComponentChildren;
  /** One quiet line under the title. */
  hint?: ComponentChildren;
  class?: string;
  children: ComponentChildren;
}

/** A titled part of a tab. */
export const Card = ({ title, tools, hint, class: name = '', children }: CardProps) => (
  <section class={`card ${name}`}>
    <header>
      <h2>{title}</h2>
      {tools !== undefined && <div class="tools">{tools}</div>}
    </header>
    {hint !== undefined && <p class="hint">{hint}</p>}
    {children}
  </section>
);
