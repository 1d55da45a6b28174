import type { ComponentChildren } from 'preact';
import { classes } from '../../src/data/mnistShape';
import './digits.css';

interface TenBarsProps {
  /** What the bars say, for those who cannot see them. */
  label: string;
  class?: string;
  /** (10,) how high each is, 0 … 1; what is no number has no height. */
  heights: readonly number[];
  /** What a bar says under the pointer. */
  titleOf: (k: number) => string | undefined;
  /** The right answer, which is outlined. */
  target?: number | undefined;
  /** For the bars that stand out. */
  classOf?: (k: number) => string;
  /** Over a bar, in it, and under its digit. */
  above?: (k: number) => ComponentChildren;
  inside?: (k: number) => ComponentChildren;
  below?: (k: number) => ComponentChildren;
}

const inPercent = (height: number) => (Number.isNaN(height) ? 0 : 100 * Math.min(1, Math.max(0, height)));

/** A bar for each digit, class beside class. */
export const TenBars = (props: TenBarsProps) => {
  const { label, class: name = '', heights, titleOf, target, classOf, above, inside, below } = props;
  return (
    <div class={`ten-bars ${name}`} role="img" aria-label={label}>
      {Array.from({ length: classes }, (_, k) => (
        <div key={k} class={k === target ? 'target' : undefined} title={titleOf(k)}>
          {above?.(k)}
          <div class="column">
            {inside?.(k)}
            <div class={`height ${classOf?.(k) ?? ''}`} style={{ height: `${inPercent(heights[k] ?? 0)}%` }} />
          </div>
          <span class="mono">{k}</span>
          {below?.(k)}
        </div>
      ))}
    </div>
  );
};
