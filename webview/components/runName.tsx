import type { RunSummary } from '../../src/runs/run';
import { colorOf } from '../charts/palette';
import { fullNameOf, nameOf } from '../text/runNames';

interface RunNameProps {
  run: RunSummary;
  /** What a click does, and what is said of that; without it, the name is plain text. */
  onClick?: () => void;
  title?: string;
}

/** A run by its name, in its colour. */
export const RunName = ({ run, onClick, title = fullNameOf(run) }: RunNameProps) => (
  <>
    <span class="dot" style={{ background: colorOf(run) }} />
    {onClick ? (
      <button type="button" class="link name" title={title} onClick={onClick}>
        {nameOf(run)}
      </button>
    ) : (
      <span class="name" title={title}>
        {nameOf(run)}
      </span>
    )}
  </>
);
