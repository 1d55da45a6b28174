import type { ComponentChildren } from 'preact';

interface FormProps {
  class?: string;
  /** Its fields are right. */
  onSubmit: () => void;
  children: ComponentChildren;
}

/** A form that acts while its fields are right, and else leads to the first that is not: by Enter as by a click. */
export const Form = ({ class: name, onSubmit, children }: FormProps) => (
  <form
    class={name}
    onSubmit={(event) => {
      event.preventDefault();
      const wrong = event.currentTarget.querySelector<HTMLElement>('[aria-invalid="true"]');
      if (wrong) wrong.focus();
      else onSubmit();
    }}
  >
    {children}
  </form>
);
