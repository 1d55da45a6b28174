import type { RunSummary } from '../../src/runs/run';
import { colorOf } from '../charts/palette';
import { aboutRun, besideNameOf, nameOf, splitNameOf } from '../text/runNames';

/** The words of a run's name; where there is little room, they are shortened where it tells nothing. */
export function NameText({ run }: { run: RunSummary }) {
  const [beginning, end] = splitNameOf(run);
  return (
    <>
      <span class="beginning">{beginning}</span>
      {end && <span class="end">{end}</span>}
    </>
  );
}

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
        <button type="button" class="link name" aria-label={nameOf(run)} title={title} onClick={onClick}>
          <NameText run={run} />
        </button>
      ) : (
        <span class="name" title={title}>
          <NameText run={run} />
        </span>
      )}
      {beside && <span class="beside">{beside}</span>}
    </>
  );
};
