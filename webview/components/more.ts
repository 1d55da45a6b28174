import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';

/** Which ends of something `wide` hide more of it, seen through a window `seen` wide and scrolled by `scrolled`, in pixels. */
export function moreAt(scrolled: number, seen: number, wide: number): string {
  const start = scrolled > 1;
  const end = scrolled + seen < wide - 1;
  return [...(start ? ['start'] : []), ...(end ? ['end'] : [])].join(' ');
}

/** Fades the ends at which something that scrolls sideways goes on, so that nothing cut is taken for a whole. */
export function useMore(place: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const element = place.current;
    if (!element) return undefined;
    const tell = () => (element.dataset.more = moreAt(element.scrollLeft, element.clientWidth, element.scrollWidth));
    const observer = new ResizeObserver(tell);
    observer.observe(element);
    for (const child of element.children) observer.observe(child);
    element.addEventListener('scroll', tell, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', tell);
    };
  }, []);
}
