import { count } from '../../text/format';

/** A batch size as it is called: B = 1,000. */
export const sizeName = (size: number) => `B = ${count(size)}`;

/** The mark of a batch size, in its colour: a disc for draws with replacement, a ring for those without. */
export const SizeMark = ({ color, replace }: { color: string; replace: boolean }) => (
  <span
    class="dot"
    style={replace ? { background: `var(${color})` } : { boxShadow: `inset 0 0 0 2px var(${color})` }}
    aria-hidden="true"
  />
);
