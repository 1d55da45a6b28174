import { useLayoutEffect, useRef } from 'preact/hooks';
import { arrowed } from './arrows';
import { useMore } from './more';

interface TabsProps<T extends string> {
  label: string;
  tabs: readonly (readonly [T, string])[];
  active: T;
  onSelect: (tab: T) => void;
}

/** A tab bar: arrows, Home and End move between the tabs, of which one is in the tab order. */
export function Tabs<T extends string>({ label, tabs, active, onSelect }: TabsProps<T>) {
  const move = (event: KeyboardEvent) => {
    const at = tabs.findIndex(([name]) => name === active);
    const to = event.key.endsWith('Up') || event.key.endsWith('Down') ? undefined : arrowed(event.key, at, tabs.length);
    if (to === undefined) return;
    event.preventDefault();
    const [name] = tabs[to];
    onSelect(name);
    document.getElementById(`tab-${name}`)?.focus();
  };
  const list = useRef<HTMLDivElement>(null);
  useMore(list);
  useLayoutEffect(() => {
    const element = list.current;
    if (!element) return undefined;
    // Where the tabs scroll, the active one is in view.
    const observer = new ResizeObserver(() => {
      document.getElementById(`tab-${active}`)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [active]);
  return (
    <div ref={list} class="tabs" role="tablist" aria-label={label} onKeyDown={move}>
      {tabs.map(([name, words]) => (
        <button
          key={name}
          id={`tab-${name}`}
          type="button"
          role="tab"
          aria-selected={name === active}
          aria-controls={name === active ? `page-${name}` : undefined}
          tabIndex={name === active ? 0 : -1}
          onClick={() => onSelect(name)}
        >
          {words}
        </button>
      ))}
    </div>
  );
}
