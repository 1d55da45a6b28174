import { batch } from '@preact/signals';
import type { Values } from '../../src/shared/pageProtocol';

type Show<K extends keyof Values> = (wanted: NonNullable<Values[K]>) => void;

const shows = new Map<keyof Values, (wanted: never) => void>();

/** Says what is done when whoever opens a tab wants to see `what` there; also when that tab is not on the page yet. */
export function onVisit<K extends keyof Values>(what: K, show: Show<K>): void {
  shows.set(what, show);
}

/** Does what whoever opens a tab has in mind. */
export function visit(values: Values): void {
  batch(() => {
    for (const [what, wanted] of Object.entries(values)) shows.get(what as keyof Values)?.(wanted as never);
  });
}
