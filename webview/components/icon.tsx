interface IconButtonProps {
  /** A codicon's name. */
  icon: string;
  /** What it does: the tooltip, and the name for assistive tools. */
  label: string;
  onClick: () => void;
  disabled?: boolean;
}

export const Icon = ({ icon }: { icon: string }) => <span class={`codicon codicon-${icon}`} aria-hidden="true" />;

export const IconButton = ({ icon, label, onClick, disabled = false }: IconButtonProps) => (
  <button type="button" class="icon" title={label} aria-label={label} disabled={disabled} onClick={onClick}>
    <Icon icon={icon} />
  </button>
);
