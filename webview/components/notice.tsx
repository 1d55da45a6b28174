import type { ComponentChildren } from 'preact';

/** What was asked for and failed, which is read out at once; what is wrong with what is shown; what is worth knowing. */
type NoticeKind = 'failure' | 'warning' | 'note';

const roles = { failure: 'alert', warning: 'status', note: undefined } as const;

interface NoticeProps {
  kind?: NoticeKind;
  class?: string;
  children: ComponentChildren;
}

/** Words that stand out from what they are among. */
export const Notice = ({ kind = 'failure', class: name = '', children }: NoticeProps) => (
  <div class={`notice ${kind === 'note' ? '' : 'bad'} ${name}`} role={roles[kind]}>
    {children}
  </div>
);
