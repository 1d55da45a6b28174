import { signal } from '@preact/signals';
import { onForget, recall, remember, type PagePart } from './requests';

export interface Kept<T extends object> {
  /** As it is now; whoever reads it while drawing is drawn anew when it changes. */
  readonly value: T;
  set(change: Partial<T>): void;
}

/**
 * Where the reader is in a part of the page, and what they typed there: outlives the tab, which is on the page only while
 * it is shown, and the page itself. As it was `first` when the part is begun anew.
 */
export function kept<T extends object>(part: PagePart, first: T): Kept<T> {
  const now = signal(recall(part, first));
  onForget(part, () => (now.value = first));
  return {
    get value() {
      return now.value;
    },
    set(change) {
      now.value = { ...now.value, ...change };
      remember(part, change);
    },
  };
}
