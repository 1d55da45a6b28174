interface ProgressProps {
  /** What goes on. */
  label: string;
  /** How much of it is done, 0 … 1. */
  done: number;
  /** How far it is, in words; in percent where there are none. */
  text?: string;
}

/** How far something long is, as a bar. */
export const Progress = ({ label, done, text }: ProgressProps) => (
  <div
    class="bar"
    role="progressbar"
    aria-label={label}
    aria-valuemin={0}
    aria-valuemax={100}
    aria-valuenow={Math.round(100 * done)}
    aria-valuetext={text}
  >
    <div style={{ width: `${100 * done}%` }} />
  </div>
);
