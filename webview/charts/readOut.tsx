import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

interface ReadOutProps {
  /** Where the pointer is, and how wide what it points into is; in pixels. */
  pixel: number;
  width: number;
  children: ComponentChildren;
}

/** Between the pointer and what is said beside it, and at least between that and the edge of its card; in pixels. */
const [fromPointer, fromEdge] = [12, 4];

/**
 * What is said beside the pointer: at its right in the left half of a chart, at its left in the right half; and wholly in
 * the card of the chart, which may be little higher than it.
 */
export function ReadOut({ pixel, width, children }: ReadOutProps) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = box.current;
    const chart = element?.offsetParent?.getBoundingClientRect();
    const card = element?.closest('.card')?.getBoundingClientRect();
    if (!element || !chart || !card) return;
    element.style.maxWidth = `${card.width - 2 * fromEdge}px`;
    const { offsetWidth, offsetHeight } = element;
    const within = (wanted: number, least: number, most: number) => Math.max(least, Math.min(wanted, most));
    const left = pixel > width / 2 ? pixel - fromPointer - offsetWidth : pixel + fromPointer;
    element.style.left = `${within(left, card.left - chart.left + fromEdge, card.right - chart.left - fromEdge - offsetWidth)}px`;
    element.style.top = `${within(10, card.top - chart.top + fromEdge, card.bottom - chart.top - fromEdge - offsetHeight)}px`;
  });
  return (
    <div ref={box} class="read-out">
      {children}
    </div>
  );
}
