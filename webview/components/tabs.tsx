import { useLayoutEffect, useRef } from 'preact/hooks';
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
    const steps: Record<string, number> = {
      ArrowRight: (at + 1) % tabs.length,
      ArrowLeft: (at + tabs.length - 1) % tabs.length,
      Home: 0,
      End: tabs.length - 1,
    };
    if (!Object.hasOwn(steps, event.key)) return;
    event.preventDefault();
    const [name] = tabs[steps[event.key]];
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
          aria-controls={`page-${name}`}
          tabIndex={name === active ? 0 : -1}
          onClick={() => onSelect(name)}
        >
          {words}
        </button>
      ))}
    </div>
  );
}
