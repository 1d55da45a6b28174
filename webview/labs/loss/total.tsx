import { repr } from '../../text/format';

/** A loss, every digit of it. */
export const Total = ({ value, name }: { value: number; name: string }) => (
  <output class="total mono" aria-label={name}>
    {repr(value)}
  </output>
);
