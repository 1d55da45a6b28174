import type { ComponentChildren } from 'preact';

interface ReadOutProps {
  /** Where the pointer is, and how wide what it points into is; in pixels. */
  pixel: number;
  width: number;
  children: ComponentChildren;
}

/** What is said beside the pointer: at its right in the left half of a chart, at its left in the right half. */
export const ReadOut = ({ pixel, width, children }: ReadOutProps) => (
  <div class="read-out" style={pixel > width / 2 ? { right: `${width - pixel + 12}px` } : { left: `${pixel + 12}px` }}>
    {children}
  </div>
);
