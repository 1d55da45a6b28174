interface IconButtonProps {
  /** A codicon's name. */
  icon: string;
  /** What it does: the tooltip, and the name for assistive tools. */
  label: string;
  onClick: () => void;
  disabled?: boolean;
  id?: string;
  /** Whether what it opens is open. */
  expanded?: boolean;
  onKeyDown?: (event: KeyboardEvent) => void;
}

export const Icon = ({ icon }: { icon: string }) => <span class={`codicon codicon-${icon}`} aria-hidden="true" />;

export const IconButton = ({ icon, label, onClick, disabled = false, id, expanded, onKeyDown }: IconButtonProps) => (
  <button
    id={id}
    type="button"
    class="icon"
    title={label}
    aria-label={label}
    aria-expanded={expanded}
    disabled={disabled}
    onClick={onClick}
    onKeyDown={onKeyDown}
  >
    <Icon icon={icon} />
  </button>
);
