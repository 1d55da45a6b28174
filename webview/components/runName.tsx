import type { RunSummary } from '../../src/runs/run';
import { colorOf } from '../charts/palette';
import { aboutRun, besideNameOf, nameOf } from '../text/runNames';

interface RunNameProps {
  run: RunSummary;
  /** What a click does, and what is said of that; without it, the name is plain text. */
  onClick?: () => void;
  title?: string;
  /** Whether what tells it from the others is said too. */
  isFull?: boolean;
}

/** A run by its name, in its colour. */
export const RunName = ({ run, onClick, title = aboutRun(run), isFull = false }: RunNameProps) => {
  const beside = isFull ? besideNameOf(run) : '';
  return (
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
      {beside && <span class="beside">{beside}</span>}
    </>
  );
};
